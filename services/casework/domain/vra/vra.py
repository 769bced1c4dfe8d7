"""When a case stagnates and when long incapacity threatens, which VRA hears (R-056, R-059)."""
from collections.abc import Iterable
from datetime import date, timedelta

from services.casework.domain.plan.milestone import Milestone, PlannedStep, Status
from services.casework.domain.vra.stagnation import StagnationRule, days_of
from shared.kernel.sickness import CompositeCase

STAGNATION_OVERDUE_DAYS = days_of(StagnationRule.MILESTONE_OVERDUE)
LONG_TERM_INDEX = 42


def is_stagnating(rows: Iterable[Milestone], *, today: date, overdue_days: int = STAGNATION_OVERDUE_DAYS) -> bool:
    """Whether a milestone is more than fourteen days overdue (R-059)."""
    return any(row.status is Status.OVERDUE and today - row.due_on > timedelta(days=overdue_days) for row in rows)


def stagnates_on(steps: Iterable[PlannedStep]) -> date | None:
    """The first day on which one of the steps is long overdue unless it is done before, None if none can be."""
    days = (max(step.last_on + timedelta(days=1), step.due_on + timedelta(days=STAGNATION_OVERDUE_DAYS + 1))
            for step in steps if step.settled is None and step.passed is Status.OVERDUE)
    return min(days, default=None)


def subject(case_number: str, step: PlannedStep) -> str:
    """Names a step in a notice of stagnation."""
    return f"{case_number} {step.code} {step.occurrence}"


def long_term_threat_on(case: CompositeCase) -> date | None:
    """The day on which long incapacity automatically counts as threatening, None if the case ended before (R-056)."""
    return case.day(LONG_TERM_INDEX)
