"""Correct an absence; the old value stays in its history (A6)."""
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence import store
from services.absence.domain import intake, recovery
from services.absence.publishing import corrected
from services.absence.usecases.absences import history
from services.absence.usecases.absences.regroup import regroup
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, NotFound, RuleViolated, ensure_version
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import AbsenceStatus, RecoveryBasis, ThirdParty
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The new values; None leaves a value unchanged. With `mutation_id` the second group applies to that mutation."""

    first_sick_day: date | None = None
    recovered_on: date | None = None
    same_cause: SameCause | None = None
    third_party: ThirdParty | None = None
    labour_conflict: bool | None = None
    safety_net: bool | None = None
    mutation_id: str | None = None
    effective_on: date | None = None
    basis: RecoveryBasis | None = None
    recovered_pct: Decimal | None = None
    wage_value_month: Decimal | None = None
    contract_wage_month: Decimal | None = None


PLAIN = ("same_cause", "third_party", "labour_conflict", "safety_net")


def correct_absence(session: Session, *, actor: Actor, absence_number: str, command: Correction,
                    version: int | None = None) -> store.Absence:
    """Correct an absence, and publish the first day with a difference.

    :raises RuleViolated: if there is nothing to change, or a new value is not allowed
    :raises Conflict: if the absence was withdrawn, or would overlap another
    """
    absence = store.get_absence(session, absence_number, actor)
    employee = store.get_employee(session, absence.employee_id, actor, lock=True)
    session.refresh(absence)
    ensure_version(version, absence.sequence)
    if absence.status == AbsenceStatus.CANCELLED:
        raise Conflict("absence.cancelled", "Deze melding is ingetrokken.")
    old = {f.name: getattr(absence, f.name, None) for f in fields(Correction)}
    affected = _apply(session, absence, employee, command)
    if not affected:
        raise RuleViolated("correction.empty", "Geef aan wat er anders moet.")
    absence.sequence += 1
    session.flush()
    regroup(session, absence.employee_id, changed=absence)
    new: dict[str, Any] = {f.name: v for f in fields(Correction) if (v := getattr(command, f.name)) is not None}
    history.record(session, absence, "CORRECTION", actor, old={name: old[name] for name in new}, new=new)
    publish(session, corrected(absence, affects_from=min(affected)))
    return absence


def _apply(session: Session, absence: store.Absence, employee: store.Employee, command: Correction) -> list[date]:
    affected: list[date] = []
    if command.first_sick_day is not None:
        affected += [absence.first_sick_day, command.first_sick_day]
        _move_start(session, absence, employee, command.first_sick_day)
    if command.recovered_on is not None:
        affected += [command.recovered_on, absence.recovered_on or command.recovered_on]
        _move_end(absence, command.recovered_on)
    if command.mutation_id is not None:
        affected += _change_mutation(absence, command)
    for name in PLAIN:
        if getattr(command, name) is not None:
            setattr(absence, name, getattr(command, name))
            affected.append(absence.first_sick_day)
    return affected


def _move_start(session: Session, absence: store.Absence, employee: store.Employee, day: date) -> None:
    intake.check_first_sick_day(day, today=session.clock.today())
    intake.check_in_service(day, employed_from=employee.employed_from, employed_until=employee.employed_until)
    others = [a.spell for a in store.list_absences_of(session, absence.employee_id) if a is not absence]
    earlier = [s for s in others if s.first_sick_day < absence.first_sick_day]
    intake.check_free(day, earlier, open_number=None)
    if absence.recovered_on is not None and day >= absence.recovered_on:
        raise RuleViolated("recovery.before_sick_day", "De eerste ziektedag ligt voor de eerste dag hersteld.",
                           field="first_sick_day")
    absence.first_sick_day = day
    absence.mutations = [m for m in absence.mutations if m.effective_on >= day]


def _move_end(absence: store.Absence, day: date) -> None:
    if absence.recovered_on is None:
        raise Conflict("absence.not_recovered", "Dit verzuim is nog niet hersteld gemeld.")
    earlier = [m.effective_on for m in absence.mutations]
    absence.recovered_on = recovery.full(day, first_sick_day=absence.first_sick_day, mutations=earlier).effective_on


def _change_mutation(absence: store.Absence, command: Correction) -> list[date]:
    mutation = next((m for m in absence.mutations if m.mutation_id == command.mutation_id), None)
    if mutation is None:
        raise NotFound("mutation.not_found", "Deze wijziging bestaat niet.")
    before = mutation.effective_on
    basis = command.basis or RecoveryBasis(mutation.basis)
    found = recovery.partial(
        command.effective_on or before, basis=basis,
        recovered_pct=command.recovered_pct if command.recovered_pct is not None else mutation.recovered_pct,
        wage_value_month=command.wage_value_month or mutation.wage_value_month,
        contract_wage_month=command.contract_wage_month or mutation.contract_wage_month,
        first_sick_day=absence.first_sick_day, correction=True)
    if found.closes:
        raise RuleViolated("correction.closes", "Meld volledig herstel met een herstelmelding.", field="recovered_pct")
    if any(m is not mutation and m.effective_on == found.effective_on for m in absence.mutations):
        raise Conflict("mutation.same_day", "Op die dag gaat al een andere wijziging in.", field="effective_on")
    mutation.effective_on, mutation.recovered_pct, mutation.basis = found.effective_on, found.recovered_pct, basis
    mutation.wage_value_month = command.wage_value_month or mutation.wage_value_month
    mutation.contract_wage_month = command.contract_wage_month or mutation.contract_wage_month
    return [before, found.effective_on]
