"""The tables of casework: copies of what others own, and the dossiers with what was recorded in them.

A plan is never stored: it is calculated from these rows each time.
"""
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.session import Session
from shared.db.types import TYPES, new_metadata
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind

OPEN = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED)
ACCOUNT = String(80)


class Base(DeclarativeBase):
    """Mapped classes of casework."""

    metadata = new_metadata()
    type_annotation_map = TYPES


class Policy(Base):
    """Billing's policy as far as casework needs it."""

    __tablename__ = "policy"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    guidance_from: Mapped[date]


class Employee(Base):
    """An employment, without its wages.

    `hours` holds the weekly hours by date, `search_name` the last name as it is searched.
    """

    __tablename__ = "employee"
    employee_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[int]
    employee_number: Mapped[str] = mapped_column(String(40))
    first_name: Mapped[str] = mapped_column(String(80))
    infix: Mapped[str | None] = mapped_column(String(20))
    last_name: Mapped[str] = mapped_column(String(80))
    search_name: Mapped[str] = mapped_column(String(240))
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    hours: Mapped[list[Any]] = mapped_column(JSONB)

    @property
    def full_name(self) -> str:
        """As it is read."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)


class Absence(Base):
    """One sick report as the absence service tells it; `state` is the whole of it."""

    __tablename__ = "absence"
    absence_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    sequence: Mapped[int]
    status: Mapped[AbsenceStatus] = mapped_column(String(24))
    first_sick_day: Mapped[date]
    reported_on: Mapped[date]
    recovered_on: Mapped[date | None]
    recovery_noted_on: Mapped[date | None]
    end_of_service: Mapped[date | None]
    composite_id: Mapped[str] = mapped_column(String(20), index=True)
    composite_first_sick_day: Mapped[date]
    state: Mapped[dict[str, Any]] = mapped_column(JSONB)

    @property
    def spell(self) -> Spell:
        """What the statutory count needs of it."""
        return Spell(self.first_sick_day, self.recovered_on, self.absence_number, SameCause(self.state["same_cause"]))


class Leave(Base):
    """Leave of an employee."""

    __tablename__ = "leave"
    leave_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[LeaveKind] = mapped_column(String(12))
    start: Mapped[date]
    end: Mapped[date]
    cancelled: Mapped[bool]


class StaffMember(Base):
    """An account of Perspectief that guides employers."""

    __tablename__ = "staff_member"
    account_id: Mapped[str] = mapped_column(ACCOUNT, primary_key=True)
    is_casemanager: Mapped[bool]
    is_consultant: Mapped[bool]
    blocked: Mapped[bool]


class Assignment(Base):
    """Who guides an employer, from a day on: one casemanager at any date (R-023), and a consultant beside him."""

    __tablename__ = "assignment"
    __table_args__ = (Index("uq_assignment_active", "employer_id", unique=True,
                            postgresql_where=text("valid_until IS NULL")),)
    assignment_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    casemanager_id: Mapped[str] = mapped_column(ACCOUNT, index=True)
    consultant_id: Mapped[str | None] = mapped_column(ACCOUNT)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Dossier(Base):
    """The dossier of one absence.

    `announced` tells whether CaseOpened went out: it waits until there is a casemanager.
    """

    __tablename__ = "dossier"
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), primary_key=True)
    employee_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    opened_on: Mapped[date]
    contact_due_on: Mapped[date]
    announced: Mapped[bool]
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None] = mapped_column(String(24))
    long_term_threat_on: Mapped[date | None]


class Completion(Base):
    """A step of the plan that was done: that and when, never its content."""

    __tablename__ = "completion"
    completion_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    code: Mapped[str] = mapped_column(String(30))
    completed_on: Mapped[date]
    forced_reason: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class WrittenWarning(Base):
    """A written warning of the employer to the employee."""

    __tablename__ = "warning"
    warning_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    given_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class Sanction(Base):
    """Wage that the employer suspended or stopped."""

    __tablename__ = "sanction"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    ground: Mapped[str] = mapped_column(String(30))
    start: Mapped[date]
    end: Mapped[date | None]
    override_reason: Mapped[str | None] = mapped_column(String(40))
    warnings: Mapped[int]
    lifted_on: Mapped[date | None]
    back_pay: Mapped[bool | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(ACCOUNT)


class WageSanction(Base):
    """A decision of UWV that prolongs the wage obligation, with the assessment of the guarantee and claims' decision."""

    __tablename__ = "wage_sanction"
    sanction_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    decision_on: Mapped[date]
    received_on: Mapped[date]
    reported_on: Mapped[date]
    weeks: Mapped[int]
    start: Mapped[date]
    conditions: Mapped[list[Any]] = mapped_column(JSONB)
    approved: Mapped[bool | None]
    amount: Mapped[Decimal | None]


class Advice(Base):
    """An advice or instruction of Perspectief, and whether it was followed (R-022)."""

    __tablename__ = "advice"
    advice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    given_on: Mapped[date]
    given_by: Mapped[str] = mapped_column(ACCOUNT)
    due_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason_accepted: Mapped[bool]
    closed_on: Mapped[date | None]


class VraNotice(Base):
    """What VRA was told of a dossier; `subject` makes that it is told once."""

    __tablename__ = "vra_notice"
    __table_args__ = (Index("uq_vra_notice_subject", "employee_id", "kind", "subject", unique=True),)
    notice_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    employee_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(80))
    raised_on: Mapped[date]


class Reading(Base):
    """Who looked at a dossier, as whom and when; never changed, never deleted."""

    __tablename__ = "reading"
    reading_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("dossier.absence_number"), index=True)
    account_id: Mapped[str] = mapped_column(ACCOUNT)
    role: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[datetime]


def get_dossier(session: Session, absence_number: str, actor: Actor, *, lock: bool = False) -> Dossier:
    """One dossier that the actor may see; locked together with the employee's other dossiers, which share its plan.

    :raises NotFound: if there is none, or it is another employer's
    """
    dossier = session.get(Dossier, absence_number)
    if dossier is None or not actor.may_see(dossier.employer_id):
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    if lock:
        lock_dossiers_of(session, dossier.employee_id)
    return dossier


def lock_dossiers_of(session: Session, employee_id: str) -> None:
    """Let no one else change the employee's dossiers in this transaction."""
    query = select(Dossier).where(Dossier.employee_id == employee_id).order_by(Dossier.absence_number)
    session.execute(query.with_for_update().execution_options(populate_existing=True)).all()


def list_absences_of(session: Session, employee_id: str) -> list[Absence]:
    """All absences of an employee that were not withdrawn, oldest first."""
    query = select(Absence).where(Absence.employee_id == employee_id, Absence.status != AbsenceStatus.CANCELLED)
    return list(session.scalars(query.order_by(Absence.first_sick_day)))


def list_leaves_of(session: Session, employee_id: str) -> list[Leave]:
    """Leave of an employee that holds, oldest first."""
    query = select(Leave).where(Leave.employee_id == employee_id, Leave.cancelled.is_(False))
    return list(session.scalars(query.order_by(Leave.start)))


def list_policies_of(session: Session, employer_id: str) -> list[Policy]:
    """The policies of an employer, oldest first."""
    query = select(Policy).where(Policy.employer_id == employer_id)
    return list(session.scalars(query.order_by(Policy.valid_from)))


def find_assignment(session: Session, employer_id: str, day: date) -> Assignment | None:
    """Who guides the employer on a day, or None while nobody could be assigned."""
    query = select(Assignment).where(Assignment.employer_id == employer_id, Assignment.valid_from <= day)
    newest = query.order_by(Assignment.valid_from.desc()).limit(1)
    return session.scalar(newest.execution_options(populate_existing=True))


def lock_assignments(session: Session) -> None:
    """Until the end of the transaction nobody else assigns: a new member of staff and a new dossier would miss each other."""
    session.flush()
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("assignments", 0))))
