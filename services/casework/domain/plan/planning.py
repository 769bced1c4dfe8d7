"""The whole statutory plan of a case, calculated from its facts (domain.md §2.3).

`schedule` gives the dates of each step; this module adds completions, cancellations and vacations. The result does not
depend on the day: `PlannedStep.on` gives the status on a day, so a stored step never becomes outdated by itself.
"""
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from services.casework.domain.plan.explanation import basis_of, deviating
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Lapse, Milestone, Nature, PlannedStep, Status
from services.casework.domain.plan.prognosis import Expectation
from services.casework.domain.plan.protocol import Basis, kind_of, protocol
from services.casework.domain.plan.schedule import ScheduledStep, schedule
from shared.kernel.calendar import add_working_days, last_working_day_until
from shared.kernel.period import Period
from shared.law.units import MONTHS_A_YEAR

SURVIVES_RECOVERY = frozenset({Code.M01, Code.M20, Code.M21, Code.M23, Code.M25})
"""Due although the employee is fit again or has left: they follow from something else than being sick."""

UNLESS = {
    Code.LABOUR_EXPERT_ASSESSMENT: (Expectation.FULL_RETURN, Lapse.RETURN_EXPECTED),
    Code.ACTION_PLAN_SUPPORT: (Expectation.NO_POSSIBILITIES, Lapse.NO_POSSIBILITIES),
    Code.M04: (Expectation.NO_POSSIBILITIES, Lapse.NO_POSSIBILITIES),
    Code.M05: (Expectation.NO_POSSIBILITIES, Lapse.NO_POSSIBILITIES),
}
"""What the doctor expects if a step is not due: the labour expert is only needed without a full return (R-044), the action plan
only with possibilities of return (Regeling art. 4 lid 1)."""

FINED = frozenset({Code.M06, Code.M23, Code.M24})
"""Reports to UWV for which lateness can be fined."""

PASSED = {Nature.DUTY: Status.OVERDUE, Nature.RIGHT: Status.CANCELLED, Nature.LETTER: Status.CANCELLED,
          Nature.EVENT: Status.DONE}
"""The status of a step that nobody recorded, once its last day is over."""


def plan(facts: DossierFacts, *, today: date) -> tuple[Milestone, ...]:
    """Every step of the case with its status on `today`, by due date and code; each review of a chain is a row (R-024)."""
    return tuple(step.on(today) for step in planned_steps(facts))


def planned_steps(facts: DossierFacts) -> tuple[PlannedStep, ...]:
    """Every step of the case, independent of the day, by due date and code."""
    bases = {code: basis_of(version, facts.law) for code, version in facts.versions.items()}
    steps = [_planned(facts, *_moved(facts, step, bases[step.code])) for step in schedule(facts)]
    order = {code: at for at, code in enumerate(protocol().kinds)}
    in_order = sorted(steps, key=lambda step: (step.due_on, order[step.code], step.occurrence))
    return tuple(_with_parts(facts, in_order)) if facts.pending else tuple(in_order)


def _with_parts(facts: DossierFacts, steps: Iterable[PlannedStep]) -> Iterator[PlannedStep]:
    """Note each pending part at the first step of its code that is not complete."""
    pending = dict(facts.pending)
    for step in steps:
        part = None if step.settled is Status.DONE else pending.pop(step.code, None)
        yield replace(step, pending=part) if part else step


def _moved(facts: DossierFacts, step: ScheduledStep, basis: Basis) -> tuple[ScheduledStep, Basis]:
    """The step on the day that both parties agreed on, if they did (Regeling procesgang art. 5)."""
    agreed = facts.deviations.get((step.code, step.occurrence))
    if agreed is None:
        return step, basis
    return replace(step, due_on=agreed, target_by=None), deviating(basis, step.due_on)


def _planned(facts: DossierFacts, step: ScheduledStep, basis: Basis) -> PlannedStep:
    resumes_on = _after_vacation(facts, step) or date.min
    last_on = max(step.last_on, resumes_on)
    lapse = None if step.completed_on else _lapse(facts, step, last_on)
    return PlannedStep(
        code=step.code, occurrence=step.occurrence, opens_on=step.opens_on, due_on=step.due_on,
        target_on=max(last_working_day_until(step.target_by or step.due_on), resumes_on), last_on=last_on,
        settled=Status.DONE if step.completed_on else Status.CANCELLED if lapse else None, lapse=lapse,
        passed=PASSED[kind_of(step.code).nature], completed_on=step.completed_on, risk=_risk(facts, step.code), basis=basis)


def _risk(facts: DossierFacts, code: str) -> str | None:
    """The risk of a late report to UWV, in Dutch (ZW 38-3, 38a-8, 38a-9)."""
    if code not in FINED:
        return None
    fine = f"boete max € {facts.law.uwv_report_fine_maximum:.0f}"
    years = facts.law.late_report_backdating_maximum.months // MONTHS_A_YEAR
    return f"{fine}; ziekengeld hoogstens {years} jaar met terugwerkende kracht" if code is Code.M24 else fine


def _lapse(facts: DossierFacts, step: ScheduledStep, last_on: date) -> Lapse | None:
    """Why the step is not due, None if it is.

    It does not fit what the doctor expects, or full recovery (R-131) or the end of service comes before its last day.

    :param last_on: last day for the step, including an exemption for vacation
    """
    if step.code in SURVIVES_RECOVERY:
        return None
    if step.code in UNLESS and facts.expectation is UNLESS[Code(step.code)][0]:
        return UNLESS[Code(step.code)][1]
    if facts.pension_on is not None and step.last_on >= facts.pension_on and facts.versions[step.code].until_pension:
        return Lapse.PENSION_AGE
    left = facts.end_of_service
    if left is not None and step.last_on > left:
        return Lapse.RECOVERED if facts.is_fit(left) else Lapse.LEFT_SERVICE
    is_recovered = facts.is_fit(last_on) and (left is None or facts.is_fit(left))
    return Lapse.RECOVERED if is_recovered else None


def _after_vacation(facts: DossierFacts, step: ScheduledStep) -> date | None:
    """The first working day after an approved vacation that contains the date of a step that needs the employee (R-168)."""
    if not kind_of(step.code).needs_employee:
        return None
    vacation = next((v for v in facts.vacations if _holds(v, step.due_on)), None)
    return add_working_days(vacation.end, 1) if vacation and vacation.end else None


def _holds(vacation: Period, due_on: date) -> bool:
    return due_on in vacation or last_working_day_until(due_on) in vacation
