"""Whether a case is insured: in treatment or rejected with a reason; judged again when a fact changes (R-063)."""
from services.claims import store
from services.claims.domain.benefits.cover import NotCovered, why_not_covered
from services.claims.usecases.benefits.assemble_case import assemble_case, policy_versions
from shared.db.session import Session
from shared.events.claims import ClaimOpened, ClaimRejected
from shared.messaging.outbox import publish

IN_TREATMENT, REJECTED, NEW = "IN_TREATMENT", "REJECTED", "NEW"


def judge_claim(session: Session, *, composite_id: str) -> None:
    """Set the status of each claim of a case, and tell of those whose status changed.

    While the policy is not known the claim stays new; it is judged when the policy arrives.
    """
    members = store.list_members(session, composite_id)
    case = assemble_case(session, composite_id)
    if case is None or not policy_versions(session, members[0].policy_number):
        return
    reason = why_not_covered(case)
    status = IN_TREATMENT if reason is None else REJECTED
    for member in members:
        if (member.claim_status, member.claim_reason) != (status, reason and reason.value):
            member.claim_status, member.claim_reason = status, reason and reason.value
            session.flush()
            _tell(session, member, reason)


def _tell(session: Session, member: store.Absence, reason: NotCovered | None) -> None:
    who = {"absence_number": member.absence_number, "employee_id": member.employee_id, "employer_id": member.employer_id}
    if reason is None:
        publish(session, ClaimOpened(**who, opened_on=member.claim_opened_on))
    else:
        publish(session, ClaimRejected(**who, reason=reason.value))
