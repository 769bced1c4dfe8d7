"""Extend the term to answer a complaint, once and with a reason (features N4)."""
from services.casework import publishing, store
from services.casework.domain.complaints.complaint import ComplaintAct, ExtensionReason, Terms, after, check_extension
from services.casework.store.complaints import complaint_to_change, note_step
from shared.db.session import Session
from shared.events.mail import DeskStage
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def extend_complaint(session: Session, *, actor: Actor, complaint_number: str, reason: ExtensionReason, terms: Terms,
                     version: int | None = None) -> store.Complaint:
    """Set a later last day; the sender gets a mail with it.

    :param version: of the complaint that the actor read; None not to check
    :raises NotFound: ``complaint.not_found``
    :raises Stale: if it was changed since
    :raises WrongState: if it was answered or closed
    :raises ExtensionRefused: if it was extended before, or the term has passed
    """
    row = complaint_to_change(session, complaint_number, actor, version)
    row.status = after(ComplaintAct.EXTEND, row.status)
    check_extension(due_on=row.due_on, today=session.clock.today(), is_extended=row.extension_reason is not None)
    row.due_on, row.extension_reason = terms.extended(row.due_on), reason
    note_step(session, complaint_number, ComplaintAct.EXTEND, actor)
    publish(session, publishing.desk_mail_owed(row, DeskStage.EXTENDED))
    return row
