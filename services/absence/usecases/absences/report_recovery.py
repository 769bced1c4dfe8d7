"""Record a full or partial recovery, which changes the sick report and is not a new one (R-009)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.absence import store
from services.absence.domain import intake, recovery
from services.absence.publishing import recovery_reported
from services.absence.usecases.absences import history
from services.absence.usecases.absences.regroup import regroup
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import ensure_version
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class RecoveryReport:
    """A full recovery has `first_fit_day`; a partial one has `effective_on` and `basis`, with a percentage or a wage value."""

    data_checked: bool
    first_fit_day: date | None = None
    effective_on: date | None = None
    basis: RecoveryBasis | None = None
    recovered_pct: Decimal | None = None
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None
    correction: bool = False


def report_recovery(session: Session, *, actor: Actor, absence_number: str, command: RecoveryReport,
                    version: int | None = None) -> store.Absence:
    """Record a recovery (R-009…R-011, R-016)."""
    absence = store.get_absence(session, absence_number, actor)
    store.get_employee(session, absence.employee_id, actor, lock=True)
    session.refresh(absence)
    ensure_version(version, absence.sequence)
    recovery.check_open(AbsenceStatus(absence.status))
    intake.check_data_confirmed(command.data_checked)
    found = _recovery(absence, command)
    if found.closes:
        _close(absence, found.effective_on)
    else:
        _mutate(session, absence, found, command)
    absence.sequence += 1
    session.flush()
    regroup(session, absence.employee_id, changed=absence)
    history.record(session, absence, "RECOVERED" if found.closes else str(found.basis), actor,
                   new={"effective_on": found.effective_on, "recovered_pct": found.recovered_pct})
    publish(session, recovery_reported(absence, found))
    return absence


def _recovery(absence: store.Absence, command: RecoveryReport) -> recovery.Recovery:
    earlier = [m.effective_on for m in absence.mutations]
    if command.first_fit_day is not None:
        return recovery.full(command.first_fit_day, first_sick_day=absence.first_sick_day, mutations=earlier)
    if command.effective_on is None or command.basis is None:
        raise TypeError("a partial recovery has a date and a basis")
    return recovery.partial(
        command.effective_on, basis=command.basis, recovered_pct=command.recovered_pct,
        first_sick_day=absence.first_sick_day, wage_value_month=command.wage_value_month,
        contract_wage_month=command.contract_wage_month, mutations=earlier, correction=command.correction)


def _close(absence: store.Absence, first_fit_day: date) -> None:
    absence.recovered_on = first_fit_day
    absence.status = AbsenceStatus.RECOVERED
    absence.mutations = [m for m in absence.mutations if m.effective_on < first_fit_day]


def _mutate(session: Session, absence: store.Absence, found: recovery.Recovery, command: RecoveryReport) -> None:
    absence.mutations = [m for m in absence.mutations if m.effective_on != found.effective_on]
    absence.mutations.append(store.Mutation(
        mutation_id=new_id(), effective_on=found.effective_on, recorded_on=session.clock.today(),
        basis=found.basis or RecoveryBasis.OWN_WORK_HOURS, recovered_pct=found.recovered_pct,
        wage_value_month=command.wage_value_month, contract_wage_month=command.contract_wage_month))
    if absence.status == AbsenceStatus.REPORTED:
        absence.status = AbsenceStatus.PARTIALLY_RECOVERED
