"""Record a full or partial recovery or a relapse, which changes the sick report and is not a new one (R-009)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence import store
from services.absence.domain import intake, recovery
from services.absence.domain.states import Act
from services.absence.publishing import recovery_reported
from services.absence.usecases.absences import history
from services.absence.usecases.absences.changing import confirmed_placement, others_of, take
from services.absence.usecases.absences.settle import settle
from services.absence.usecases.disputes.raise_dispute import raise_dispute
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.vocabulary import RecoveryBasis
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class RecoveryReport:
    """A full recovery has `first_fit_day`; a partial one has `effective_on` and `basis`, with a percentage or a wage value; a
    relapse has `effective_on` alone."""

    data_checked: bool
    data_dispute: bool = False
    first_fit_day: date | None = None
    effective_on: date | None = None
    basis: RecoveryBasis | None = None
    recovered_pct: Decimal | None = None
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None
    correction: bool = False

    @property
    def act(self) -> Act:
        """The act of this report."""
        if self.first_fit_day is not None:
            return Act.REPORT_RECOVERY
        return Act.REPORT_RELAPSE if self.basis is None else Act.REPORT_PARTIAL


def report_recovery(session: Session, *, actor: Actor, absence_number: str, command: RecoveryReport,
                    version: int | None = None) -> store.Absence:
    """Record a recovery or relapse (R-009…R-011, R-016, R-124, domain.md §15.1–§15.3)."""
    absence, employee = take(session, actor=actor, absence_number=absence_number, act=command.act, version=version)
    intake.check_data_confirmed(command.data_checked, data_dispute=command.data_dispute)
    found = decide(absence, command, today=session.clock.today())
    placement_id = confirmed_placement(session, absence, found)
    if found.closes:
        replaced = _recovered(session, absence, found)
    else:
        replaced = _mutated(session, absence, employee, found, command, placement_id)
    absence.data_dispute = command.data_dispute
    absence.sequence += 1
    settle(session, employee, changed=absence)
    history.record(session, absence, _kind(found), actor, old=replaced,
                   new={"effective_on": found.effective_on, "recovered_pct": found.recovered_pct})
    publish(session, recovery_reported(
        absence, found, days_late=recovery.days_late(found.effective_on, session.clock.today())))
    if command.data_dispute:
        raise_dispute(session, actor=actor, absence=absence)
    return absence


def decide(absence: store.Absence, command: RecoveryReport, *, today: date) -> recovery.Recovery:
    """The recovery that a command describes, checked against what was recorded."""
    if command.first_fit_day is not None:
        return recovery.full(command.first_fit_day, absence.course, today=today, correction=command.correction)
    if command.effective_on is None:
        raise TypeError("a partial recovery or relapse has a date")
    if command.basis is None:
        return recovery.relapse(command.effective_on, absence.course, today=today, correction=command.correction)
    return recovery.partial(
        command.effective_on, absence.course, basis=command.basis, recovered_pct=command.recovered_pct, today=today,
        wage_value_month=command.wage_value_month, contract_wage_month=command.contract_wage_month,
        correction=command.correction)


def _recovered(session: Session, absence: store.Absence, found: recovery.Recovery) -> dict[str, Any] | None:
    """Record a full recovery; returns the one that it replaces, which lay ahead."""
    replaced = None if absence.recovered_on is None else {"recovered_on": absence.recovered_on}
    absence.recovered_on, absence.recovery_reported_on = found.effective_on, session.clock.today()
    intake.check_apart(absence.spell, [each.spell for each in others_of(session, absence)])
    return replaced


def _mutated(session: Session, absence: store.Absence, employee: store.Employee, found: recovery.Recovery,
             command: RecoveryReport, placement_id: str | None) -> dict[str, Any] | None:
    """Record a partial recovery or relapse; returns the values of one from the same date, which it replaces (§15.2)."""
    replaced: dict[str, Any] | None = None
    if absence.recovered_on == found.effective_on:
        replaced = {"recovered_on": absence.recovered_on}
        absence.recovered_on = absence.recovery_reported_on = None
    known = next((m for m in absence.mutations if m.effective_on == found.effective_on), None)
    if known is not None:
        replaced = {"effective_on": known.effective_on, "basis": known.basis, "recovered_pct": known.recovered_pct}
        absence.mutations.remove(known)
        session.flush()
    absence.mutations.append(store.Mutation(
        mutation_id=new_id(), effective_on=found.effective_on, recorded_on=session.clock.today(),
        basis=found.basis or RecoveryBasis.OWN_WORK_HOURS, recovered_pct=found.recovered_pct,
        wage_value_month=command.wage_value_month, contract_wage_month=command.contract_wage_month,
        contract_wage_differs=differs_from_record(employee, found.effective_on, command.contract_wage_month),
        placement_id=placement_id))
    return replaced


def differs_from_record(employee: store.Employee, effective_on: date, contract_wage_month: Decimal | None) -> bool:
    """Whether a contract wage is far from the wage on record on the effective date (domain.md §15.7)."""
    return recovery.differs_from_record(contract_wage_month, employee.wage_on(effective_on).annual_wage, on=effective_on)


def _kind(found: recovery.Recovery) -> str:
    if found.closes:
        return "RECOVERED"
    return "RELAPSE" if found.is_relapse else str(found.basis)
