"""Receive a complaint of an employer's account (features N4)."""
from dataclasses import dataclass

from services.casework import publishing, store
from services.casework.domain.complaints.complaint import ComplaintAct, ComplaintStatus, ComplaintSubject, Terms
from services.casework.store.complaints import complaint_numbers, note_step
from shared.db.session import Session
from shared.events.mail import DeskStage
from shared.kernel.actor import Actor
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintForm:
    """What the sender writes.

    :ivar text: on one or more lines, without words about illness
    :ivar phone: at which the sender is called back
    """

    subject: ComplaintSubject
    text: str
    phone: str


def submit_complaint(session: Session, *, actor: Actor, command: ComplaintForm, terms: Terms) -> store.Complaint:
    """Record the complaint under the next number, for example K-2026-000001; the sender gets a mail that confirms it."""
    running, today = session.execute(complaint_numbers.next_value().select()).scalar_one(), session.clock.today()
    row = store.Complaint(
        complaint_number=f"K-{today.year}-{running:06d}", employer_id=actor.employer_id,
        subject=command.subject, text=command.text, phone=command.phone, status=ComplaintStatus.RECEIVED,
        received_at=session.clock.now(), received_on=today, due_on=terms.due_on(today), submitted_by=actor.account_id, version=1)
    session.add(row)
    session.flush()
    note_step(session, row.complaint_number, ComplaintAct.RECEIVE, actor)
    publish(session, publishing.desk_mail_owed(row, DeskStage.RECEIVED))
    return row
