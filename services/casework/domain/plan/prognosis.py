"""What the company doctor expects of the return to work, on which steps depend (R-044, Regeling procesgang art. 4 lid 1)."""
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import RuleViolated


class Expectation(StrEnum):
    """How far a return to the agreed work is expected."""

    FULL_RETURN = "FULL_RETURN"
    PARTIAL_RETURN = "PARTIAL_RETURN"
    NO_POSSIBILITIES = "NO_POSSIBILITIES"


class DayOutsideCase(RuleViolated):
    """The day is not a day of the case until today."""


def check_day(day: date, *, field: str, first_sick_day: date, today: date) -> None:
    """Refuse a day before the case or in the future.

    :raises DayOutsideCase: ``plan.future_date`` or ``plan.before_sick_day``
    """
    if day > today:
        raise DayOutsideCase("plan.future_date", "De datum ligt in de toekomst.", field=field)
    if day < first_sick_day:
        raise DayOutsideCase("plan.before_sick_day", "De datum ligt voor de eerste ziektedag.", field=field)
