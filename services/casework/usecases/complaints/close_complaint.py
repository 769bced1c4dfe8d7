"""Close a complaint with its outcome (features N4)."""
from services.casework import store
from services.casework.domain.complaints.complaint import ComplaintAct, Outcome, after, check_handler
from services.casework.store.complaints import complaint_to_change, note_step
from shared.db.session import Session
from shared.kernel.actor import Actor


def close_complaint(session: Session, *, actor: Actor, complaint_number: str, outcome: Outcome,
                    version: int | None = None) -> store.Complaint:
    """Record what it led to; one that the sender withdrew is closed without an answer, by any casemanager.

    :param version: of the complaint that the actor read; None not to check
    :raises NotFound: ``complaint.not_found``
    :raises Stale: if it was changed since
    :raises WrongState: if it is closed, or not answered yet
    :raises NotTheHandler: for another casemanager
    """
    row = complaint_to_change(session, complaint_number, actor, version)
    act = ComplaintAct.WITHDRAW if outcome is Outcome.WITHDRAWN else ComplaintAct.CLOSE
    row.status = after(act, row.status)
    if act is ComplaintAct.CLOSE:
        check_handler(row.handler_id, actor.account_id)
    row.outcome, row.closed_on = outcome, session.clock.today()
    note_step(session, complaint_number, act, actor)
    return row
