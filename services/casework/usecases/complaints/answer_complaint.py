"""Answer a complaint (features N4)."""
from services.casework import publishing, store
from services.casework.domain.complaints.complaint import ComplaintAct, after, check_handler
from services.casework.store.complaints import complaint_to_change, note_step
from shared.db.session import Session
from shared.events.mail import DeskStage
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


def answer_complaint(session: Session, *, actor: Actor, complaint_number: str, text: str,
                     version: int | None = None) -> store.Complaint:
    """Record the answer, which the sender reads in the portal; a mail says that it is there.

    :param version: of the complaint that the actor read; None not to check
    :raises NotFound: ``complaint.not_found``
    :raises Stale: if it was changed since
    :raises WrongState: if nobody handles it yet, or it was answered or closed
    :raises NotTheHandler: for another casemanager
    """
    row = complaint_to_change(session, complaint_number, actor, version)
    row.status = after(ComplaintAct.ANSWER, row.status)
    check_handler(row.handler_id, actor.account_id)
    row.answer, row.answered_on = text, session.clock.today()
    note_step(session, complaint_number, ComplaintAct.ANSWER, actor)
    publish(session, publishing.desk_mail_owed(row, DeskStage.ANSWERED))
    return row
