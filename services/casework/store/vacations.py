"""Vacations of sick employees, and what employers agreed about extra holidays."""
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, select
from sqlalchemy.orm import Mapped, mapped_column

from services.casework.domain.leave.holiday_accrual import ExtraAccrual, ExtraArrangement
from services.casework.domain.leave.vacation import (
    Debit,
    DoctorAnswer,
    HolidayKind,
    Source,
    VacationNotFound,
    VacationStatus,
)
from services.casework.store.base import ACCOUNT, Base
from services.casework.store.dossiers import DOSSIER
from shared.db.session import Session
from shared.kernel.period import Period

STANDING = (VacationStatus.REQUESTED, VacationStatus.APPROVED)


class Vacation(Base):
    """A vacation during sickness; `debited_hours` counts contract hours and is 0 unless it is approved."""

    __tablename__ = "vacation"
    vacation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey(DOSSIER), index=True)
    start: Mapped[date]
    end: Mapped[date]
    status: Mapped[str] = mapped_column(String(12))
    doubt: Mapped[bool]
    doctor_answer: Mapped[str | None] = mapped_column(String(12))
    holidays: Mapped[str] = mapped_column(String(12))
    weekly_hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    contract_hours: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    consent_on: Mapped[date | None]
    written_consent: Mapped[str | None] = mapped_column(String(40))
    arrangement: Mapped[str | None] = mapped_column(String(12))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(ACCOUNT)
    withdrawn_at: Mapped[datetime | None]

    @property
    def period(self) -> Period:
        """The days of the vacation."""
        return Period(self.start, self.end)

    @property
    def debit(self) -> Debit:
        """The debit as a domain value."""
        return Debit(holidays=HolidayKind(self.holidays), consent_on=self.consent_on, written_consent=self.written_consent,
                     arrangement=Source(self.arrangement) if self.arrangement else None)

    @property
    def answer(self) -> DoctorAnswer | None:
        """The doctor's answer, or None."""
        return DoctorAnswer(self.doctor_answer) if self.doctor_answer else None

    @property
    def debited_hours(self) -> Decimal:
        """Hours debited from the balance; 0 unless the vacation is approved."""
        return self.contract_hours if self.status == VacationStatus.APPROVED else Decimal(0)


def get_vacation(session: Session, absence_number: str, vacation_id: str) -> Vacation:
    """Return a vacation of a dossier.

    :raises VacationNotFound: if the dossier has no such vacation
    """
    row = session.get(Vacation, vacation_id)
    if row is None or row.absence_number != absence_number:
        raise VacationNotFound("vacation.not_found", "Deze vakantie bestaat niet.")
    return row


def list_vacations(session: Session, numbers: Sequence[str]) -> list[Vacation]:
    """Return the vacations of a case, by first day."""
    query = select(Vacation).where(Vacation.absence_number.in_(numbers))
    return list(session.scalars(query.order_by(Vacation.start, Vacation.vacation_id)))


class HolidayArrangement(Base):
    """What an employer agreed about holidays above the statutory ones."""

    __tablename__ = "holiday_arrangement"
    employer_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    days_per_year: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    rule: Mapped[str] = mapped_column(String(12))
    source: Mapped[str | None] = mapped_column(String(12))
    version: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)

    @property
    def value(self) -> ExtraArrangement:
        """The arrangement as a domain value."""
        return ExtraArrangement(days_per_year=self.days_per_year, rule=ExtraAccrual(self.rule),
                                source=Source(self.source) if self.source else None)


def find_arrangement(session: Session, employer_id: str) -> ExtraArrangement:
    """Return the employer's arrangement about extra holidays; without one there are none."""
    row = session.get(HolidayArrangement, employer_id)
    return row.value if row else ExtraArrangement()
