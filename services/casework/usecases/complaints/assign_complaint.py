"""Give a complaint to who handles it (features N4)."""
from services.casework import store
from services.casework.domain.complaints.complaint import ComplaintAct, NoSuchHandler, after
from services.casework.store.complaints import complaint_to_change, note_step
from shared.db.session import Session
from shared.kernel.actor import Actor


def assign_complaint(session: Session, *, actor: Actor, complaint_number: str, handler_id: str,
                     version: int | None = None) -> store.Complaint:
    """Assign it to a casemanager, or to another one.

    :param version: of the complaint that the actor read; None not to check
    :raises NotFound: ``complaint.not_found``
    :raises Stale: if it was changed since
    :raises WrongState: if it was answered or closed
    :raises NoSuchHandler: for somebody who is no casemanager in use
    """
    row = complaint_to_change(session, complaint_number, actor, version)
    row.status = after(ComplaintAct.ASSIGN, row.status)
    member = session.get(store.StaffMember, handler_id)
    if member is None or not member.is_casemanager or member.blocked:
        raise NoSuchHandler("complaint.no_such_handler", "Kies een casemanager.", field="handler_id")
    row.handler_id = handler_id
    note_step(session, complaint_number, ComplaintAct.ASSIGN, actor)
    return row
