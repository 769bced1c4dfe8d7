"""The tables of absence: employers' policies (a copy), employees with their wages, absences with their mutations."""
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, Sequence, String, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from shared.db.session import Session
from shared.db.types import TYPES, new_metadata
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.kernel.refusals import NotFound
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind, RecoveryBasis, ThirdParty

OPEN = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED)


class Base(DeclarativeBase):
    """Mapped classes of absence."""

    metadata = new_metadata()
    type_annotation_map = TYPES


absence_numbers = Sequence("absence_number_seq", metadata=Base.metadata)


class Policy(Base):
    """Billing's policy as far as absence needs it."""

    __tablename__ = "policy"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Employee(Base):
    """An employment at an employer."""

    __tablename__ = "employee"
    __table_args__ = (Index("uq_employee_number", "employer_id", "employee_number", unique=True),)
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
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
    search_text: Mapped[str] = mapped_column(String(240))
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    wages: Mapped[list["Wage"]] = relationship(order_by="Wage.valid_from", cascade="all, delete-orphan", lazy="selectin")

    def note_search_text(self) -> None:
        """Keep name and number in the form in which a search compares them."""
        parts = (self.first_name, self.infix, self.last_name, self.employee_number)
        self.search_text = fold(" ".join(part for part in parts if part))

    def wage_on(self, day: date) -> "Wage":
        """The wage valid on a day; before the first one, the first."""
        valid = [wage for wage in self.wages if wage.valid_from <= day]
        return valid[-1] if valid else self.wages[0]


class Wage(Base):
    """Annual wage and weekly hours from a date on."""

    __tablename__ = "wage"
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    annual_wage: Mapped[Decimal]
    contract_hours: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class Absence(Base):
    """One sick report and what became of it."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("uq_absence_open", "employee_id", unique=True,
              postgresql_where=text("status IN ('REPORTED', 'PARTIALLY_RECOVERED')")),
        Index("ix_absence_employer_number", "employer_id", "absence_number"),
    )
    absence_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), index=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    policy_number: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int]
    status: Mapped[AbsenceStatus] = mapped_column(String(24))
    first_sick_day: Mapped[date]
    reported_at: Mapped[datetime]
    reported_on: Mapped[date]
    days_late: Mapped[int]
    recovered_on: Mapped[date | None]
    end_of_service: Mapped[date | None]
    composite_id: Mapped[str] = mapped_column(String(20))
    composite_first_sick_day: Mapped[date]
    same_cause: Mapped[SameCause] = mapped_column(String(8))
    third_party: Mapped[ThirdParty] = mapped_column(String(8))
    labour_conflict: Mapped[bool]
    work_accident: Mapped[bool]
    contested: Mapped[bool]
    safety_net: Mapped[bool]
    expected_days: Mapped[int | None]
    employee_version: Mapped[int]
    dossier_opened_on: Mapped[date | None]
    claim_opened_on: Mapped[date | None]
    claim_rejected_because: Mapped[str | None] = mapped_column(String(60))
    mutations: Mapped[list["Mutation"]] = relationship(order_by="Mutation.effective_on", lazy="selectin",
                                                       cascade="all, delete-orphan")
    safety_net_benefits: Mapped[list["SafetyNetBenefit"]] = relationship(
        order_by="SafetyNetBenefit.valid_from", lazy="selectin", cascade="all, delete-orphan")

    @property
    def is_open(self) -> bool:
        """Whether it can still change by a report."""
        return AbsenceStatus(self.status) in OPEN

    @property
    def spell(self) -> Spell:
        """What the statutory count needs of it."""
        return Spell(self.first_sick_day, self.recovered_on, self.absence_number, SameCause(self.same_cause))


class Mutation(Base):
    """A partial recovery from a date on."""

    __tablename__ = "mutation"
    mutation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), index=True)
    effective_on: Mapped[date]
    recorded_on: Mapped[date]
    basis: Mapped[RecoveryBasis] = mapped_column(String(20))
    recovered_pct: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    wage_value_month: Mapped[Decimal | None]
    contract_wage_month: Mapped[Decimal | None]


class SafetyNetBenefit(Base):
    """What the employee receives under the Sickness Benefits Act, per benefit day."""

    __tablename__ = "safety_net_benefit"
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    zw_benefit_daily: Mapped[Decimal]


class Leave(Base):
    """Leave of an employee that touches benefits or the sick-day count."""

    __tablename__ = "leave"
    leave_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id"), index=True)
    kind: Mapped[LeaveKind] = mapped_column(String(12))
    start: Mapped[date]
    end: Mapped[date]
    cancelled: Mapped[bool] = mapped_column(default=False)


class HistoryEntry(Base):
    """What was recorded, by whom, and what it replaced: the mutation overview reads it; never changed, never deleted."""

    __tablename__ = "history_entry"
    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), index=True)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(24))
    old: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    new: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


class CampaignSubmission(Base):
    """The January data of a policy, submitted; `confirmed` is what billing was told, None from before it was kept."""

    __tablename__ = "campaign_submission"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40))
    submitted_at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(String(80))
    confirmed: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


def get_employee(session: Session, employee_id: str, actor: Actor, *, lock: bool = False) -> Employee:
    """One employee of the actor's employer.

    :raises NotFound: if there is none, or it is another employer's
    """
    query = select(Employee).where(Employee.employee_id == employee_id)
    employee = session.scalar(query.with_for_update() if lock else query)
    if employee is None or not actor.may_see(employee.employer_id):
        raise NotFound("employee.not_found", "Deze werknemer bestaat niet.")
    return employee


def get_absence(session: Session, absence_number: str, actor: Actor) -> Absence:
    """One absence of the actor's employer; the case of the number's letter does not matter.

    :raises NotFound: if there is none, or it is another employer's
    """
    absence = session.get(Absence, absence_number.upper())
    if absence is None or not actor.may_see(absence.employer_id):
        raise NotFound("absence.not_found", "Dit verzuim bestaat niet.")
    return absence


def list_absences_of(session: Session, employee_id: str) -> list[Absence]:
    """All absences of an employee that were not withdrawn, oldest first."""
    query = select(Absence).where(Absence.employee_id == employee_id, Absence.status != AbsenceStatus.CANCELLED)
    return list(session.scalars(query.order_by(Absence.first_sick_day)))


def list_leaves_of(session: Session, employee_id: str) -> list[Leave]:
    """Leave of an employee that holds, oldest first."""
    query = select(Leave).where(Leave.employee_id == employee_id, Leave.cancelled.is_(False))
    return list(session.scalars(query.order_by(Leave.start)))


def list_leaves_of_all(session: Session, employee_ids: Collection[str], kind: LeaveKind) -> list[Leave]:
    """Leave of one kind that holds, of several employees, oldest first."""
    query = select(Leave).where(Leave.employee_id.in_(employee_ids), Leave.kind == kind, Leave.cancelled.is_(False))
    return list(session.scalars(query.order_by(Leave.start)))


def find_policy(session: Session, employer_id: str) -> Policy | None:
    """The newest policy of an employer, or None."""
    query = select(Policy).where(Policy.employer_id == employer_id).order_by(Policy.valid_from.desc()).limit(1)
    return session.scalar(query)
