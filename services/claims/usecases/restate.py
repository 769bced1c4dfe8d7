"""Tell anew what readers need of a claim or of a policy's debts, for one that missed events of it."""
from sqlalchemy import select

from services.claims import store
from services.claims.usecases.benefits.assemble_case import policy_versions
from services.claims.usecases.claim.judge_claim import IN_TREATMENT, REJECTED
from services.claims.usecases.payments.prepare_run import INVOICED
from shared.db.session import Session
from shared.events.casework import GuaranteeCondition
from shared.events.claims import ClaimOpened, ClaimRejected, ClaimSnapshot, DebtCreated, DebtSnapshot, GuaranteeDecided


def restate_claim(session: Session, absence_number: str) -> ClaimSnapshot | None:
    """A claim, and the decisions on guarantees of its absence; None if there is none."""
    claim = session.get(store.Absence, absence_number)
    if claim is None:
        return None
    who = {"absence_number": absence_number, "employee_id": claim.employee_id, "employer_id": claim.employer_id}
    guarantees = session.scalars(select(store.Guarantee).where(store.Guarantee.absence_number == absence_number)
                                 .order_by(store.Guarantee.sanction_id))
    return ClaimSnapshot(
        absence_number=absence_number,
        opened=ClaimOpened(**who, opened_on=claim.claim_opened_on) if claim.claim_status == IN_TREATMENT else None,
        rejected=ClaimRejected(**who, reason=claim.claim_reason or "") if claim.claim_status == REJECTED else None,
        guarantees=tuple(GuaranteeDecided(
            **who, sanction_id=row.sanction_id, approved=row.decision == "APPROVED", amount=row.amount,
            conditions=tuple(GuaranteeCondition(**condition) for condition in row.conditions)) for row in guarantees))


def restate_debts(session: Session, policy_number: str) -> DebtSnapshot | None:
    """All debts that billing was ever asked to invoice; None if the policy is not known."""
    if not policy_versions(session, policy_number):
        return None
    rows = session.scalars(select(store.Debt).where(
        store.Debt.policy_number == policy_number, store.Debt.status == INVOICED).order_by(store.Debt.debt_id))
    return DebtSnapshot(policy_number=policy_number, debts=tuple(
        DebtCreated(policy_number=policy_number, employer_id=row.employer_id, debt_id=row.debt_id, amount=row.amount)
        for row in rows))
