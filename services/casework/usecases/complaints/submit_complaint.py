"""Receive a complaint of an employer's account (features N4)."""
from dataclasses import dataclass

from services.casework import store
from services.casework.domain.complaints.complaint import ComplaintStatus, ComplaintSubject
from services.casework.store.complaints import complaint_numbers
from shared.db.session import Session
from shared.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintForm:
    """What the sender writes.

    :ivar text: on one or more lines, without words about illness
    :ivar phone: at which the sender is called back
    """

    subject: ComplaintSubject
    text: str
    phone: str


def submit_complaint(session: Session, *, actor: Actor, command: ComplaintForm) -> store.Complaint:
    """Record the complaint under the next number, for example K-2026-000001."""
    running = session.execute(complaint_numbers.next_value().select()).scalar_one()
    row = store.Complaint(
        complaint_number=f"K-{session.clock.today().year}-{running:06d}", employer_id=actor.employer_id,
        subject=command.subject, text=command.text, phone=command.phone, status=ComplaintStatus.RECEIVED,
        received_at=session.clock.now(), submitted_by=actor.account_id)
    session.add(row)
    session.flush()
    return row
