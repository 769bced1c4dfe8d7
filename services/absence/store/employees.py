"""Employees with their wages and leave."""
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.absence.store.base import Base
from shared.db.session import Session
from shared.fields.identifiers import employee_number_key
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.kernel.names import name_key
from shared.kernel.period import Period
from shared.kernel.refusals import NotFound
from shared.kernel.vocabulary import DepartureReason, LeaveKind

LONGEST_SORT_NAME = 120


class Employee(Base):
    """An employment at an employer.

    :ivar search_text: folded: name as spoken and as listed (``anna van den berg, anna van den``), number, function, department
    :ivar sort_name: by which the list is sorted, see `name_key`
    """

    __tablename__ = "employee"
    __table_args__ = (Index("uq_employee_number", "employer_id", "employee_number", unique=True),
                      Index("ix_employee_number_key", "employer_id", "number_key"),
                      Index("ix_employee_name_of_employer", "employer_id", "sort_name", "employee_id"),
                      Index("ix_employee_name", "sort_name", "employee_id"))
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40))
    employee_number: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    first_name: Mapped[str] = mapped_column(String(80))
    infix: Mapped[str | None] = mapped_column(String(20))
    last_name: Mapped[str] = mapped_column(String(80))
    birth_date: Mapped[date]
    phone: Mapped[str | None] = mapped_column(String(20))
    function: Mapped[str | None] = mapped_column(String(80))
    department: Mapped[str | None] = mapped_column(String(80))
    search_text: Mapped[str] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(String(LONGEST_SORT_NAME, collation="C"))
    number_key: Mapped[str] = mapped_column(String(40))
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    departure_reason: Mapped[DepartureReason | None] = mapped_column(String(24))
    wages: Mapped[list["Wage"]] = relationship(order_by="Wage.valid_from", cascade="all, delete-orphan", lazy="selectin")

    def note_keys(self) -> None:
        """Update the folded data by which employees are searched and sorted, and by which new numbers are compared."""
        self.number_key = employee_number_key(self.employee_number)
        before = " ".join(part for part in (self.first_name, self.infix) if part)
        parts = (f"{before} {self.last_name}, {before}", self.employee_number, self.function, self.department)
        self.search_text = fold(" ".join(part for part in parts if part))
        self.sort_name = name_key(self.first_name, self.last_name)[:LONGEST_SORT_NAME]

    def wage_on(self, day: date) -> "Wage":
        """The wage valid on a day; before the first wage, the first."""
        valid = [wage for wage in self.wages if wage.valid_from <= day]
        return valid[-1] if valid else self.wages[0]


class Wage(Base):
    """Annual wage and weekly hours, valid from a date."""

    __tablename__ = "wage"
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]
    contract_hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class Leave(Base):
    """Leave that affects benefits or the sick-day count."""

    __tablename__ = "leave"
    leave_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), index=True)
    kind: Mapped[LeaveKind] = mapped_column(String(12))
    start: Mapped[date]
    end: Mapped[date]
    cancelled: Mapped[bool] = mapped_column(default=False)


def get_employee(session: Session, employee_id: str, actor: Actor, *, lock: bool = False) -> Employee:
    """One employee of the actor's employer.

    :raises NotFound: if there is none, or it is another employer's
    """
    query = select(Employee).where(Employee.employee_id == employee_id)
    employee = session.scalar(query.with_for_update() if lock else query)
    if employee is None or not actor.may_see(employee.employer_id):
        raise NotFound("employee.not_found", "Deze werknemer bestaat niet.")
    return employee


def find_employees_by_key(session: Session, employer_id: str, keys: Collection[str]) -> Sequence[Employee]:
    """Lock and return the employees of an employer whose numbers have these keys, the longest known first."""
    query = select(Employee).where(Employee.employer_id == employer_id, Employee.number_key.in_(keys))
    return session.scalars(query.order_by(Employee.employee_id).with_for_update()).all() if keys else []


def list_leaves_of(session: Session, employee_id: str) -> list[Leave]:
    """Leave of an employee that was not withdrawn, oldest first."""
    query = select(Leave).where(Leave.employee_id == employee_id, Leave.cancelled.is_(False))
    return list(session.scalars(query.order_by(Leave.start)))


def list_leaves_of_all(session: Session, employee_ids: Collection[str], kind: LeaveKind) -> list[Leave]:
    """Leave of one kind that was not withdrawn, of several employees, oldest first."""
    query = select(Leave).where(Leave.employee_id.in_(employee_ids), Leave.kind == kind, Leave.cancelled.is_(False))
    return list(session.scalars(query.order_by(Leave.start)))


def list_maternity_leaves(session: Session, employee_id: str) -> list[Period]:
    """Maternity leave, which is not counted as sickness, oldest first."""
    return [Period(leave.start, leave.end) for leave in list_leaves_of(session, employee_id)
            if leave.kind == LeaveKind.MATERNITY]
