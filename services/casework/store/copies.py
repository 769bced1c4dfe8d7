"""Copies of other services' data: policies, employees without wages, absences, leave and staff."""
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, Text, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.casework.domain.guidance.reach import StaffingRole
from services.casework.store.base import ABSENCE_NUMBER, ACCOUNT, Base
from shared.db.session import Session
from shared.fields.contact import LONGEST_ADDRESS
from shared.kernel.period import Period
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, ContestReason, LeaveKind, RecoveryBasis

LONGEST_STAFF_NAME = 242
"""First name, infix and last name of 80 characters each."""
OPEN = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED)


class Policy(Base):
    """The parts of billing's policy that casework needs.

    :ivar search_name: the company name as it is searched and sorted
    """

    __tablename__ = "policy"
    policy_number: Mapped[str] = mapped_column(String(40), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(40), index=True)
    company_name: Mapped[str] = mapped_column(String(200))
    search_name: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    guidance_from: Mapped[date]


class Employee(Base):
    """An employment, without its wages.

    :ivar search_name: the last name as it is searched
    :ivar pension_on: the first day of AOW age, kept instead of the birth date; None until the next event of a copy of before it
    :ivar department, function: None also on a platform of before these columns, until the employee changes or events are replayed
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
    department: Mapped[str | None] = mapped_column(String(80))
    function: Mapped[str | None] = mapped_column(String(80))
    employed_from: Mapped[date]
    employed_until: Mapped[date | None]
    pension_on: Mapped[date | None]
    hours: Mapped[list["WeeklyHours"]] = relationship(
        order_by="WeeklyHours.valid_from", viewonly=True)

    @property
    def full_name(self) -> str:
        """First name, infix and last name."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)


class WeeklyHours(Base):
    """The weekly contract hours of an employee, valid from a date."""

    __tablename__ = "weekly_hours"
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.employee_id", ondelete="CASCADE"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[Decimal] = mapped_column(Numeric)


class Absence(Base):
    """The parts of an absence that plan, guarantee and statistics need; no wage value (domain.md §7.5)."""

    __tablename__ = "absence"
    absence_number: Mapped[str] = mapped_column(ABSENCE_NUMBER, primary_key=True)
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
    same_cause: Mapped[SameCause] = mapped_column(String(8))
    safety_net: Mapped[bool]
    labour_conflict: Mapped[bool]
    work_accident: Mapped[bool]
    traffic_accident: Mapped[bool]
    contested: Mapped[bool]
    contested_reason: Mapped[ContestReason | None] = mapped_column(String(20))
    expected_days: Mapped[int | None]
    hours_worked: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    nursing_address: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    mutations: Mapped[list["AbsenceMutation"]] = relationship(
        order_by="AbsenceMutation.effective_on", viewonly=True)

    @property
    def spell(self) -> Spell:
        """The absence as a spell of the statutory count."""
        return Spell(self.first_sick_day, self.recovered_on, self.absence_number, SameCause(self.same_cause))


class AbsenceMutation(Base):
    """A partial recovery: the percentage recovered from a date until the next mutation.

    :ivar placement_id: the placement of which it is the partial recovery (R-124)
    """

    __tablename__ = "absence_mutation"
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number", ondelete="CASCADE"), primary_key=True)
    mutation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    effective_on: Mapped[date]
    basis: Mapped[RecoveryBasis] = mapped_column(String(20))
    recovered_pct: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    placement_id: Mapped[str | None] = mapped_column(String(36), index=True)


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
    """An account of Perspectief or VRA that can be assigned to employers or cases.

    :ivar name: None once blocked, and for an account of before names were published, until its next event
    :ivar phone: the number at work in E.164; None if there is none
    """

    __tablename__ = "staff_member"
    account_id: Mapped[str] = mapped_column(ACCOUNT, primary_key=True)
    is_casemanager: Mapped[bool]
    is_consultant: Mapped[bool]
    is_doctor: Mapped[bool]
    is_labour_expert: Mapped[bool]
    is_vra: Mapped[bool]
    blocked: Mapped[bool]
    name: Mapped[str | None] = mapped_column(String(LONGEST_STAFF_NAME))
    phone: Mapped[str | None] = mapped_column(String(16))

    def has_role(self, role: StaffingRole) -> bool:
        """Whether the account is in use and has a role that is assigned besides the casemanager and the consultant."""
        held = {StaffingRole.COMPANY_DOCTOR: self.is_doctor, StaffingRole.LABOUR_EXPERT: self.is_labour_expert,
                StaffingRole.VRA: self.is_vra}
        return held[role] and not self.blocked


def list_staff_in_use(session: Session, account_ids: Iterable[str]) -> dict[str, StaffMember]:
    """Return those of the accounts that are staff in use, by id."""
    query = select(StaffMember).where(StaffMember.account_id.in_(set(account_ids)), StaffMember.blocked.is_(False))
    return {row.account_id: row for row in session.scalars(query)}


def find_employees(session: Session, employee_ids: Iterable[str]) -> dict[str, Employee]:
    """Return the known employees, by id."""
    query = select(Employee).where(Employee.employee_id.in_(set(employee_ids)))
    return {row.employee_id: row for row in session.scalars(query)}


def find_policies(session: Session, employer_ids: Iterable[str]) -> dict[str, Policy]:
    """Return the latest policy of each employer that has one."""
    query = select(Policy).where(Policy.employer_id.in_(set(employer_ids))).ext(distinct_on(Policy.employer_id))
    return {row.employer_id: row for row in session.scalars(
        query.order_by(Policy.employer_id, Policy.valid_from.desc(), Policy.policy_number.desc()))}


def list_policies_of(session: Session, employer_id: str) -> list[Policy]:
    """Return the policies of an employer, oldest first."""
    query = select(Policy).where(Policy.employer_id == employer_id)
    return list(session.scalars(query.order_by(Policy.valid_from)))


def list_guidance(session: Session, employer_id: str) -> list[Period]:
    """Return the periods in which Perspectief guides the absence of an employer, by policy."""
    return [Period(policy.guidance_from, policy.valid_until) for policy in list_policies_of(session, employer_id)
            if policy.valid_until is None or policy.guidance_from <= policy.valid_until]
