"""Insured employees, and the premium of each year."""
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.billing.domain.arbo.fee import Employment
from services.billing.domain.premium.premium_year import PremiumYearState
from services.billing.domain.premium.wages import WageSegment as InsuredWage
from services.billing.store.base import INVOICE_NUMBER, POLICY_NUMBER, Base
from shared.db.session import Session
from shared.kernel.period import Period


class Employee(Base):
    """Copy of an employment, for premium and arbo fee."""

    __tablename__ = "employee"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(POLICY_NUMBER), index=True)
    version: Mapped[int]
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    wages: Mapped[list["WageSegment"]] = relationship(
        order_by="WageSegment.valid_from", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin")

    @property
    def employment(self) -> Employment:
        """The employment as a domain value."""
        return Employment(self.employee_id, Period(self.employed_from, self.employed_until))

    @property
    def insured_wages(self) -> list[InsuredWage]:
        """The wages with the period of each."""
        return insured_wages([(w.valid_from, w.annual_wage) for w in self.wages], self.employed_from, self.employed_until)


class WageSegment(Base):
    """The annual wage of an employee, valid from a date."""

    __tablename__ = "wage_segment"
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id", ondelete="CASCADE"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]


class PremiumYear(Base):
    """A policy's premium of one year.

    :ivar settled: amount invoiced or credited as settlement, apart from the instalments
    :ivar data_due_on: deadline for the January data about this year; None until they are requested
    :ivar reminders: number of reminders sent for them
    """

    __tablename__ = "premium_year"
    policy_number: Mapped[str] = mapped_column(ForeignKey("policy.policy_number"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    provisional_payroll: Mapped[Decimal]
    provisional: Mapped[Decimal]
    definitive_payroll: Mapped[Decimal | None]
    definitive: Mapped[Decimal | None]
    settled: Mapped[Decimal]
    data_due_on: Mapped[date | None]
    reminders: Mapped[int] = mapped_column(default=0)
    instalments: Mapped[list["Instalment"]] = relationship(
        order_by="Instalment.number", cascade="all, delete-orphan", lazy="selectin")

    @property
    def invoiced(self) -> Decimal:
        """All that was invoiced for the year, less what was credited."""
        return sum((part.amount for part in self.instalments if part.invoice_number is not None), self.settled)


class Awaited(NamedTuple):
    """A premium year whose January data are awaited."""

    policy_number: str
    year: int
    data_due_on: date
    reminders: int

    @property
    def key(self) -> str:
        """The key as item of a job."""
        return f"{self.policy_number}:{self.year}"


class Instalment(Base):
    """An instalment of a year's provisional premium; `invoice_number` is set once it is invoiced."""

    __tablename__ = "premium_instalment"
    __table_args__ = (ForeignKeyConstraint(["policy_number", "year"], ["premium_year.policy_number", "premium_year.year"]),)
    policy_number: Mapped[str] = mapped_column(String(POLICY_NUMBER), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    invoiced_on: Mapped[date]
    amount: Mapped[Decimal]
    invoice_number: Mapped[str | None] = mapped_column(String(INVOICE_NUMBER))


def list_employees(session: Session, policy_number: str) -> list[Employee]:
    """The present and former employees under a policy."""
    query = select(Employee).where(Employee.policy_number == policy_number)
    return list(session.scalars(query.order_by(Employee.employee_id)))


def list_awaiting(session: Session) -> list[Awaited]:
    """The premium years whose January data are awaited."""
    year = PremiumYear
    query = select(year.policy_number, year.year, year.data_due_on, year.reminders).where(
        year.state == PremiumYearState.AWAITING_DATA.value)
    return [Awaited(number, each, due_on, reminders) for number, each, due_on, reminders
            in session.execute(query.order_by(year.policy_number, year.year)) if due_on is not None]


def insured_wages(wages: list[tuple[date, Decimal]], employed_from: date, employed_until: date | None) -> list[InsuredWage]:
    """Wage segments within the employment, each ending where the next begins.

    :param wages: first day and annual wage in euros, oldest first, at least one
    """
    starts = [employed_from, *(max(first, employed_from) for first, _ in wages[1:])]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [employed_until]
    return [InsuredWage(Period(start, end), amount)
            for (_, amount), start, end in zip(wages, starts, ends, strict=True) if end is None or end >= start]
