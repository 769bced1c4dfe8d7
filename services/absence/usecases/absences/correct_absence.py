"""Correct an absence; the old value stays in its history and travels in the event (A6, domain.md §15.5)."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.absence import store
from services.absence.domain import intake, recovery
from services.absence.domain.states import Act, check_recovered
from services.absence.usecases.absences.changing import (
    changed_value,
    complete_correction,
    confirmed_placement,
    mutation_of,
    others_of,
    take,
)
from services.absence.usecases.absences.report_recovery import differs_from_record
from services.absence.usecases.disputes.raise_dispute import raise_dispute
from shared.db.session import Session
from shared.events.changed_value import ChangedValue
from shared.kernel.actor import Actor
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import RecoveryBasis, ThirdParty


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The new values; None leaves a value unchanged. With `mutation_id` the last group applies to that mutation."""

    data_checked: bool = False
    data_dispute: bool = False
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

    @property
    def is_mutation(self) -> bool:
        """Whether it changes dates or percentages, which a benefit depends on, so that the data is confirmed (R-016)."""
        return any(value is not None for value in (self.first_sick_day, self.recovered_on, self.mutation_id))


ANSWERS = ("same_cause", "third_party", "labour_conflict", "safety_net")
OF_MUTATION = ("effective_on", "basis", "recovered_pct", "wage_value_month", "contract_wage_month")


@dataclass(frozen=True, slots=True)
class _Changed:
    """A changed value and the first day with a difference."""

    value: ChangedValue
    affects_from: date


def correct_absence(session: Session, *, actor: Actor, absence_number: str, command: Correction,
                    version: int | None = None) -> store.Absence:
    """Correct an absence.

    :raises RuleViolated: if there is nothing to change, the data is not confirmed, or a new value is not allowed
    :raises Conflict: if the absence was withdrawn, or would overlap another
    """
    absence, employee = take(session, actor=actor, absence_number=absence_number, act=Act.CORRECT, version=version)
    if command.is_mutation:
        intake.check_data_confirmed(command.data_checked, data_dispute=command.data_dispute)
        absence.data_dispute = command.data_dispute
    changed = list(_apply(session, absence, employee, command))
    if not changed:
        raise RuleViolated("correction.empty", "Geef aan wat er anders moet.")
    complete_correction(session, absence, employee, actor=actor, kind="CORRECTION", changes=[each.value for each in changed],
                        affects_from=min(each.affects_from for each in changed))
    if command.is_mutation and command.data_dispute:
        raise_dispute(session, actor=actor, absence=absence)
    return absence


def _apply(session: Session, absence: store.Absence, employee: store.Employee, command: Correction) -> Iterator[_Changed]:
    if command.first_sick_day is not None or command.recovered_on is not None:
        yield from _move(session, absence, employee, command)
    if command.mutation_id is not None:
        yield from _change_mutation(session, absence, employee, command)
    for name in ANSWERS:
        new = getattr(command, name)
        if new is not None:
            old = getattr(absence, name)
            setattr(absence, name, new)
            yield _Changed(changed_value(name, old, new), absence.first_sick_day)


def _move(session: Session, absence: store.Absence, employee: store.Employee, command: Correction) -> Iterator[_Changed]:
    """Change the first sick day, the first fit day, or both; they are judged together."""
    old_start, old_end = absence.first_sick_day, absence.recovered_on
    if command.first_sick_day is not None:
        _move_start(session, absence, employee, command.first_sick_day)
        yield _Changed(changed_value("first_sick_day", old_start, absence.first_sick_day),
                       min(old_start, absence.first_sick_day))
    if command.recovered_on is not None:
        old_end = check_recovered(old_end)
        recovery.full(command.recovered_on, absence.course, today=session.clock.today(), correction=True)
        absence.recovered_on = command.recovered_on
        yield _Changed(changed_value("recovered_on", old_end, command.recovered_on), min(old_end, command.recovered_on))
    if absence.recovered_on is not None and absence.first_sick_day >= absence.recovered_on:
        raise RuleViolated("recovery.before_sick_day", "De eerste ziektedag moet voor de eerste dag hersteld liggen.",
                           field="first_sick_day")
    intake.check_apart(absence.spell, [each.spell for each in others_of(session, absence)])


def _move_start(session: Session, absence: store.Absence, employee: store.Employee, day: date) -> None:
    intake.check_first_sick_day(day, today=session.clock.today(), reported_on=absence.reported_on)
    intake.check_in_service(day, employed_from=employee.employed_from, employed_until=employee.employed_until)
    absence.first_sick_day, absence.days_late = day, intake.days_late(day, absence.reported_on)


def _change_mutation(session: Session, absence: store.Absence, employee: store.Employee,
                     command: Correction) -> Iterator[_Changed]:
    """Change a partial recovery or relapse; on the date of another one it replaces that (§15.2)."""
    mutation = mutation_of(absence, command.mutation_id or "")
    old = {name: getattr(mutation, name) for name in OF_MUTATION}
    found = _corrected(absence, mutation, command, today=session.clock.today())
    mutation.placement_id = confirmed_placement(session, absence, found, instead_of=mutation.mutation_id)
    absence.mutations = [m for m in absence.mutations if m is mutation or m.effective_on != found.effective_on]
    mutation.effective_on, mutation.recovered_pct = found.effective_on, found.recovered_pct
    mutation.basis = found.basis or RecoveryBasis.OWN_WORK_HOURS
    mutation.contract_wage_differs = differs_from_record(employee, found.effective_on, mutation.contract_wage_month)
    affects_from = min(old["effective_on"], found.effective_on)
    for name in OF_MUTATION:
        if getattr(command, name) is not None or old[name] != getattr(mutation, name):
            value = changed_value(name, old[name], getattr(mutation, name), mutation_id=mutation.mutation_id)
            yield _Changed(value, affects_from)


def _corrected(absence: store.Absence, mutation: store.Mutation, command: Correction, *, today: date) -> recovery.Recovery:
    """The mutation with the new values, checked against the others of the absence; sets its wage values."""
    basis = command.basis or RecoveryBasis(mutation.basis)
    by_wage = basis is RecoveryBasis.WAGE_VALUE
    mutation.wage_value_month = command.wage_value_month or (mutation.wage_value_month if by_wage else None)
    mutation.contract_wage_month = command.contract_wage_month or (mutation.contract_wage_month if by_wage else None)
    day = command.effective_on or mutation.effective_on
    others = [change for change in absence.changes if change.effective_on not in (mutation.effective_on, day)]
    course = recovery.Course(first_sick_day=absence.first_sick_day, changes=others, recovered_on=absence.recovered_on)
    recovery.check_has_effect(day, course)
    if mutation.is_relapse and command.recovered_pct is None and command.basis is None:
        return recovery.relapse(day, course, today=today, correction=True)
    found = recovery.partial(
        day, course, basis=basis, today=today, correction=True,
        recovered_pct=command.recovered_pct if command.recovered_pct is not None else mutation.recovered_pct,
        wage_value_month=mutation.wage_value_month, contract_wage_month=mutation.contract_wage_month)
    if found.closes:
        raise RuleViolated("correction.closes", "Meld volledig herstel met een herstelmelding.", field="recovered_pct")
    return found
