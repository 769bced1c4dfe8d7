"""The whole statutory plan of a case, calculated afresh from its facts (domain.md §2.3).

Nothing of a plan is stored: the same facts and the same day always give the same rows. The dates of each step stand in
`schedule`; here completions, cancellations and vacations are laid over them.
"""
from collections.abc import Iterator
from datetime import date

from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import KINDS, Code, Milestone, Nature, Status
from services.casework.domain.plan.schedule import ScheduledStep, schedule
from shared.kernel.calendar import add_working_days, last_working_day_until
from shared.kernel.period import Period
from shared.law.units import MONTHS_A_YEAR

SURVIVES_RECOVERY = frozenset({Code.M01, Code.M20, Code.M21, Code.M25})
"""Due although the employee is fit again: they follow from something else than being sick."""

ORDER = {code: at for at, code in enumerate(Code)}

def plan(facts: DossierFacts, *, today: date) -> tuple[Milestone, ...]:
    """Every step of the case as it stands on `today`, by due date and code; each review of a chain is a row (R-024)."""
    rows = [_milestone(facts, step, today) for step in schedule(facts)]
    return tuple(sorted(rows, key=lambda row: (row.due_on, ORDER[row.code], row.occurrence)))


def overdue(rows: tuple[Milestone, ...]) -> Iterator[Milestone]:
    """The rows that someone should have done by now; they escalate to the casemanager (R-024, R-046)."""
    return (row for row in rows if row.status is Status.OVERDUE)


def _milestone(facts: DossierFacts, step: ScheduledStep, today: date) -> Milestone:
    resumes_on = _after_vacation(facts, step) or date.min
    status, completed_on = _stand(facts, step, max(step.last_on, resumes_on), today)
    late = status is Status.OVERDUE or (completed_on is not None and completed_on > step.due_on)
    return Milestone(
        code=step.code, occurrence=step.occurrence, opens_on=step.opens_on, due_on=step.due_on,
        target_on=max(last_working_day_until(step.target_by or step.due_on), resumes_on),
        status=status, completed_on=completed_on, risk=_risk(facts, step.code) if late else None)


def _risk(facts: DossierFacts, code: Code) -> str | None:
    """What a late report to UWV may cost (ZW 38-3, 38a-8, 38a-9)."""
    fine = f"boete max € {facts.law.uwv_report_fine_maximum:.0f}"
    years = facts.law.late_report_backdating_maximum.months // MONTHS_A_YEAR
    return {Code.M06: fine, Code.M23: fine,
            Code.M24: f"{fine}; ziekengeld hoogstens {years} jaar met terugwerkende kracht"}.get(code)


def _stand(facts: DossierFacts, step: ScheduledStep, last_day: date, today: date) -> tuple[Status, date | None]:
    """How a step stands: done, else cancelled, else overdue or lapsed once its last day is over."""
    if step.completed_on is not None:
        return Status.DONE, step.completed_on
    if _is_cancelled(facts, step, last_day):
        return Status.CANCELLED, None
    if today <= last_day:
        return Status.PLANNED, None
    nature = KINDS[step.code].nature
    if nature is Nature.EVENT:
        return Status.DONE, step.due_on
    return (Status.OVERDUE if nature is Nature.DUTY else Status.CANCELLED), None


def _is_cancelled(facts: DossierFacts, step: ScheduledStep, last_day: date) -> bool:
    """Whether full recovery (R-131) or the end of service comes before the last day of the step.

    :param last_day: until when the step may be done, a vacation that holds it included
    """
    if step.code in SURVIVES_RECOVERY:
        return False
    left = facts.end_of_service
    if left is not None:
        return step.last_on > left or (facts.is_fit(last_day) and facts.is_fit(left))
    return facts.is_fit(last_day)


def _after_vacation(facts: DossierFacts, step: ScheduledStep) -> date | None:
    """The first working day after an approved vacation that holds a step which asks the employee (R-168)."""
    if not KINDS[step.code].needs_employee:
        return None
    vacation = next((v for v in facts.vacations if _holds(v, step.due_on)), None)
    return add_working_days(vacation.end, 1) if vacation and vacation.end else None


def _holds(vacation: Period, due_on: date) -> bool:
    return due_on in vacation or last_working_day_until(due_on) in vacation
