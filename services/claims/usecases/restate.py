"""Builds snapshots of a claim and of a policy's debts for a reader that missed events."""
from sqlalchemy import select

from services.claims import publishing, store
from services.claims.domain.claim.claim import ClaimStatus
from services.claims.domain.payments.states import DebtStatus
from services.claims.store.reimbursements import Reimbursement
from services.claims.usecases.vra.issue_vra_order import restate_order
from shared.db.session import Session
from shared.events.claims import ClaimSnapshot, DebtSnapshot


def restate_claim(session: Session, absence_number: str) -> ClaimSnapshot | None:
    """Snapshot of a claim and the guarantee decisions of its absence; None if it does not exist."""
    claim = session.get(store.Absence, absence_number)
    if claim is None:
        return None
    guarantees = session.scalars(select(store.Guarantee).where(store.Guarantee.absence_number == absence_number)
                                 .order_by(store.Guarantee.sanction_id))
    return ClaimSnapshot(
        absence_number=absence_number,
        opened=publishing.claim_opened(claim) if claim.is_in_treatment else None,
        rejected=publishing.claim_rejected(claim) if claim.claim_status == ClaimStatus.REJECTED else None,
        guarantees=tuple(publishing.guarantee_decided(row) for row in guarantees if row.is_decided),
        vra_order=restate_order(session, claim),
        reimbursements=tuple(publishing.reimbursement_paid(row, paid_on=row.paid_on) for row in session.scalars(
            select(Reimbursement).where(Reimbursement.absence_number == absence_number).order_by(
                Reimbursement.declaration_id)) if row.paid_on is not None))


def restate_debts(session: Session, policy_number: str) -> DebtSnapshot | None:
    """Snapshot of all debts that were transferred to billing; None if the policy is not known."""
    if not store.policy_versions(session, policy_number):
        return None
    rows = session.scalars(select(store.Debt).where(
        store.Debt.policy_number == policy_number, store.Debt.status == DebtStatus.INVOICED).order_by(store.Debt.debt_id))
    return DebtSnapshot(policy_number=policy_number, debts=tuple(publishing.debt_created(row) for row in rows))
