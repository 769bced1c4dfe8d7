"""Pauses of the clock of the consultant's contact with an employer."""
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.contact.clock import PauseReason
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session


class ContactPause(Base):
    """A pause of the clock of one contact.

    :ivar due_on: the end of the term of R-029, by which the contact is found in its plan
    :ivar last_day: the day on which it ends by itself, or was ended
    :ivar ends_on: the end of the clock after this pause
    """

    __tablename__ = "contact_pause"
    __table_args__ = (Index("ix_contact_pause_absence_number_due_on", "absence_number", "due_on"),
                      Index("ix_contact_pause_employee_id_due_on", "employee_id", "due_on"))
    pause_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER))
    employee_id: Mapped[str] = mapped_column(String(36))
    due_on: Mapped[date]
    reason: Mapped[PauseReason] = mapped_column(String(24))
    first_day: Mapped[date]
    last_day: Mapped[date]
    ends_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    def holds_on(self, day: date) -> bool:
        """Whether the clock pauses on a day."""
        return self.first_day <= day <= self.last_day


def list_pauses(session: Session, numbers: Iterable[str]) -> Sequence[ContactPause]:
    """Return the pauses in these dossiers, oldest first."""
    return session.scalars(select(ContactPause).where(ContactPause.absence_number.in_(set(numbers))).order_by(
        ContactPause.first_day, ContactPause.recorded_at, ContactPause.pause_id)).all()
