"""The tables of claims: copies of what the others tell, claims, calculations, and the ledger of what was paid."""
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Sequence, String, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.session import Session
from shared.db.types import TYPES, new_metadata
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


class Base(DeclarativeBase):
    """Mapped classes of claims."""

    metadata = new_metadata()
    type_annotation_map = TYPES


payment_numbers = Sequence("payment_number_seq", metadata=Base.metadata)


class PolicyVersion(Base):
    """A version of a policy's terms; `terms` as in the event."""

    __tablename__ = "policy_version"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    iban: Mapped[str] = mapped_column(String(34))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    terms: Mapped[dict[str, Any]]


class CoverSuspension(Base):
    """When cover was suspended for unpaid premium; an open end runs."""

    __tablename__ = "cover_suspension"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    start: Mapped[date] = mapped_column(primary_key=True)
    end: Mapped[date | None]


class Employee(Base):
    """What a benefit needs of an employee; `wages` as in the event."""

    __tablename__ = "employee"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int]
    birth_date: Mapped[date]
    employed_until: Mapped[date | None]
    wages: Mapped[list[Any]]


class Absence(Base):
    """An absence as absence last told it, and the claim that it opened."""

    __tablename__ = "absence"
    absence_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    composite_id: Mapped[str] = mapped_column(String(20), index=True)
    sequence: Mapped[int]
    state: Mapped[dict[str, Any]]
    claim_status: Mapped[str] = mapped_column(String(16))
    claim_opened_on: Mapped[date]
    claim_reason: Mapped[str | None] = mapped_column(String(40))


class Leave(Base):
    """Leave of an employee."""

    __tablename__ = "leave"
    leave_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    start: Mapped[date]
    end: Mapped[date]
    cancelled: Mapped[bool]


class Sanction(Base):
    """A wage sanction of the employer on the employee."""

    __tablename__ = "sanction"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    start: Mapped[date]
    end: Mapped[date | None]
    lifted_on: Mapped[date | None]
    back_pay: Mapped[bool]


class Benefit(Base):
    """A calculation of a month of a composite case; a new one is a new version, none is ever changed."""

    __tablename__ = "benefit"
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    is_latest: Mapped[bool]
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    total: Mapped[Decimal]
    lines: Mapped[list[Any]]
    calculated_at: Mapped[datetime]
    __table_args__ = (Index("ix_benefit_latest", "composite_id", "month", unique=True, postgresql_where=text("is_latest")),)


class Booking(Base):
    """The ledger: what a run booked for a month of a case; only added to, never changed."""

    __tablename__ = "booking"
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal]


class Debt(Base):
    """Too much paid for a month, not yet set off."""

    __tablename__ = "debt"
    debt_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    composite_id: Mapped[str] = mapped_column(String(20))
    month: Mapped[str] = mapped_column(String(7))
    amount: Mapped[Decimal]
    runs: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), index=True)


class PaymentRun(Base):
    """The payments of one benefit month: prepared after the cut-off, paid on the pay date."""

    __tablename__ = "payment_run"
    run_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), unique=True)
    pay_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(10))
    prepared_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    file: Mapped[bytes | None]


class Payment(Base):
    """What goes to an employer for one claim in one run."""

    __tablename__ = "payment"
    payment_reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("payment_run.run_id"), index=True)
    policy_number: Mapped[str] = mapped_column(String(40), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    composite_id: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal]
    pay_on: Mapped[date]
    for_months: Mapped[list[Any]]
    set_off: Mapped[Decimal]
    status: Mapped[str] = mapped_column(String(10))


class RecourseFile(Base):
    """A recovery from a liable third party; one per composite case."""

    __tablename__ = "recourse_file"
    recourse_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    composite_id: Mapped[str] = mapped_column(String(20), unique=True)
    absence_number: Mapped[str] = mapped_column(String(20))
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    status: Mapped[str] = mapped_column(String(24))
    event_kind: Mapped[str] = mapped_column(String(16))
    event_on: Mapped[date]
    contact_due_on: Mapped[date]
    limitation_on: Mapped[date]


class VraOrder(Base):
    """The order to VRA; one per composite case (R-064)."""

    __tablename__ = "vra_order"
    composite_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    order_id: Mapped[str] = mapped_column(String(36))
    issued_on: Mapped[date]


class Guarantee(Base):
    """A decided gatekeeper guarantee."""

    __tablename__ = "guarantee"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(String(20), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    decision: Mapped[str] = mapped_column(String(10))
    payer: Mapped[str] = mapped_column(String(20))
    conditions: Mapped[list[Any]]
    lines: Mapped[list[Any]]
    amount: Mapped[Decimal]
    decided_on: Mapped[date]


def get_claim(session: Session, absence_number: str, actor: Actor) -> Absence:
    """One claim.

    :raises NotFound: if there is none, or it is another employer's
    """
    absence = session.get(Absence, absence_number)
    if absence is None or not actor.may_see(absence.employer_id):
        raise NotFound("claim.not_found", "Deze claim bestaat niet.")
    return absence


def lock_terms(session: Session, policy_number: str) -> None:
    """For who changes terms or cover of a policy: alone with it until the end of the transaction.

    Who calculates a case meanwhile would see the old terms, and be unseen by whoever calculates by the new ones.
    """
    session.execute(select(func.pg_advisory_xact_lock(_terms_lock(policy_number))))


def lock_employee(session: Session, employee_id: str, policy_number: str | None = None) -> Employee | None:
    """The employee, locked: who changes a fact of a case goes one after the other per employee, and no terms change meanwhile.

    :param policy_number: None where only the employee is known
    """
    policy_number = policy_number or session.scalar(
        select(Employee.policy_number).where(Employee.employee_id == employee_id))
    if policy_number is not None:
        session.execute(select(func.pg_advisory_xact_lock_shared(_terms_lock(policy_number))))
    return session.scalar(select(Employee).where(Employee.employee_id == employee_id).with_for_update())


def _terms_lock(policy_number: str) -> ColumnElement[int]:
    return func.hashtextextended(f"terms of {policy_number}", 0)


def list_members(session: Session, composite_id: str) -> list[Absence]:
    """The absences of a composite case, oldest first, without withdrawn ones."""
    rows = session.scalars(select(Absence).where(Absence.composite_id == composite_id))
    valid = [row for row in rows if row.state["status"] != "CANCELLED"]
    return sorted(valid, key=lambda row: str(row.state["first_sick_day"]))
