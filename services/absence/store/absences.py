"""Absences with their partial recoveries and safety-net amounts, and their history."""
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, Sequence, String, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.absence.domain.recovery import Course, is_relapse
from services.absence.domain.states import Change
from services.absence.store.base import Base
from shared.db.session import Session
from shared.fields.contact import LONGEST_ADDRESS
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, ContestReason, RecoveryBasis, ThirdParty

OPEN = (AbsenceStatus.REPORTED, AbsenceStatus.PARTIALLY_RECOVERED)

absence_numbers = Sequence("absence_number_seq", metadata=Base.metadata)


class Absence(Base):
    """One sick report with its present state.

    :ivar mutations: everything recorded, also what a later start or a recovery leaves without effect; see `in_effect`
    :ivar recovery_reported_on: day on which the full recovery was reported
    """

    __tablename__ = "absence"
    __table_args__ = (
        Index("uq_absence_open", "employee_id", unique=True,
              postgresql_where=text("status IN ('REPORTED', 'PARTIALLY_RECOVERED')")),
        Index("ix_absence_employer_number", "employer_id", "absence_number"),
        Index("ix_absence_not_taken_up", "reported_at",
              postgresql_where=text("dossier_opened_on IS NULL AND status <> 'CANCELLED'")),
        Index("ix_absence_open", "employer_id", "absence_number",
              postgresql_where=text("status IN ('REPORTED', 'PARTIALLY_RECOVERED')")),
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
    recovery_reported_on: Mapped[date | None]
    end_of_service: Mapped[date | None]
    composite_id: Mapped[str] = mapped_column(String(20))
    composite_first_sick_day: Mapped[date]
    same_cause: Mapped[SameCause] = mapped_column(String(8))
    third_party: Mapped[ThirdParty] = mapped_column(String(8))
    labour_conflict: Mapped[bool]
    work_accident: Mapped[bool]
    traffic_accident: Mapped[bool]
    contested: Mapped[bool]
    contested_reason: Mapped[ContestReason | None] = mapped_column(String(20))
    safety_net: Mapped[bool]
    expected_days: Mapped[int | None]
    hours_worked: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    data_dispute: Mapped[bool]
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    nursing_address: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    employee_version: Mapped[int]
    dossier_opened_on: Mapped[date | None]
    dossier_opened_at: Mapped[datetime | None]
    claim_opened_on: Mapped[date | None]
    claim_judged_at: Mapped[datetime | None]
    claim_rejected_because: Mapped[str | None] = mapped_column(String(60))
    mutations: Mapped[list["Mutation"]] = relationship(order_by="Mutation.effective_on", lazy="selectin",
                                                       cascade="all, delete-orphan")
    safety_net_benefits: Mapped[list["SafetyNetBenefit"]] = relationship(
        order_by="SafetyNetBenefit.valid_from", lazy="selectin", cascade="all, delete-orphan")

    @property
    def is_open(self) -> bool:
        """Whether the absence accepts reports."""
        return AbsenceStatus(self.status) in OPEN

    @property
    def in_effect(self) -> list["Mutation"]:
        """The mutations within the absence and before the recovery, by effective date."""
        until = self.recovered_on or date.max
        return sorted((m for m in self.mutations if self.first_sick_day <= m.effective_on < until), key=lambda m: m.effective_on)

    @property
    def changes(self) -> list[Change]:
        """The mutations in effect, for the rules."""
        return [Change(m.effective_on, m.is_relapse) for m in self.in_effect]

    @property
    def course(self) -> Course:
        """What was recorded so far, for the rules."""
        return Course(first_sick_day=self.first_sick_day, changes=self.changes, recovered_on=self.recovered_on)

    @property
    def spell(self) -> Spell:
        """The absence as a spell of the statutory count."""
        return Spell(self.first_sick_day, self.recovered_on, self.absence_number, SameCause(self.same_cause))


class Mutation(Base):
    """A partial recovery or a relapse, valid from a date.

    :ivar contract_wage_differs: whether the contract wage is far from the wage on record (domain.md §15.7)
    :ivar placement_id: the placement of which it is the partial recovery (R-124)
    """

    __tablename__ = "mutation"
    mutation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), index=True)
    effective_on: Mapped[date]
    recorded_on: Mapped[date]
    basis: Mapped[RecoveryBasis] = mapped_column(String(20))
    recovered_pct: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    wage_value_month: Mapped[Decimal | None]
    contract_wage_month: Mapped[Decimal | None]
    contract_wage_differs: Mapped[bool] = mapped_column(default=False)
    placement_id: Mapped[str | None] = mapped_column(String(36))

    @property
    def is_relapse(self) -> bool:
        """Whether the employee is fully sick again."""
        return is_relapse(RecoveryBasis(self.basis), self.recovered_pct)


class SafetyNetBenefit(Base):
    """Benefit under the Sickness Benefits Act in euros per benefit day, valid from a date."""

    __tablename__ = "safety_net_benefit"
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    zw_benefit_daily: Mapped[Decimal]


class HistoryEntry(Base):
    """What was recorded, by whom, and the replaced value; read by the mutation overview. Entries are never changed or deleted."""

    __tablename__ = "history_entry"
    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    absence_number: Mapped[str] = mapped_column(ForeignKey("absence.absence_number"), index=True)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(24))
    old: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    new: Mapped[dict[str, Any] | None] = mapped_column(JSONB)


def get_absence(session: Session, absence_number: str, actor: Actor) -> Absence:
    """One absence of the actor's employer.

    :raises NotFound: if there is none, or it is another employer's
    """
    absence = session.get(Absence, absence_number)
    if absence is None or not actor.may_see(absence.employer_id):
        raise NotFound("absence.not_found", "Dit verzuim bestaat niet.")
    return absence


def list_absences_of(session: Session, employee_id: str) -> list[Absence]:
    """All absences of an employee that were not withdrawn, oldest first."""
    query = select(Absence).where(Absence.employee_id == employee_id, Absence.status != AbsenceStatus.CANCELLED)
    return list(session.scalars(query.order_by(Absence.first_sick_day)))


def oldest_not_taken_up(session: Session) -> datetime | None:
    """When the oldest report was received of which casework has not opened the dossier."""
    return session.scalar(select(func.min(Absence.reported_at)).where(
        Absence.dossier_opened_on.is_(None), Absence.status != AbsenceStatus.CANCELLED))


def find_open_statuses(session: Session, employee_ids: Collection[str]) -> dict[str, AbsenceStatus]:
    """The status of the open absence of each of these employees who has one."""
    query = select(Absence.employee_id, Absence.status).where(Absence.employee_id.in_(employee_ids), Absence.status.in_(OPEN))
    return {employee_id: AbsenceStatus(status) for employee_id, status in session.execute(query)} if employee_ids else {}
