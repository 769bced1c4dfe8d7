"""The kinds of overview, the periods to compare with, and which groups are too small to show (domain.md §6.5, R-147)."""
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from services.casework.domain.figures.absence_statistics import LAST_DAYS, ClassSet, DurationClass
from shared.kernel.calendar import add_months
from shared.kernel.period import Period

SMALLEST_GROUP = 10
MONTHS_OF_TREND = 12
MOST_MONTHS = 24
"""In a longer period the figures are per quarter."""
ONE_DAY = timedelta(days=1)


class OverviewKind(StrEnum):
    """The overviews of casework; the other two of the six belong to absence and claims."""

    GENERAL = "general_overview"
    PER_EMPLOYEE = "per_employee_overview"
    STATISTICS = "absence_statistics"
    MANAGEMENT = "management_report"


def class_of(days: int) -> DurationClass:
    """The duration class of a case by its total length (§6.3)."""
    return next((name for last, name in LAST_DAYS[ClassSet.VERNET] if days <= last), DurationClass.EXTRA_LONG)


def months_of(first: date, last: date) -> list[Period]:
    """The months of a period, or its quarters if it is long; the first and last may be cut."""
    step = 1 if (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS else 3
    start, found = date(first.year, first.month - (first.month - 1) % step, 1), []
    while start <= last:
        following = add_months(start, step)
        found.append(Period(max(start, first), min(following - ONE_DAY, last)))
        start = following
    return found


def trend_of(last: date) -> list[Period]:
    """The twelve months up to and including that of a day, which the last one is cut at."""
    return months_of(add_months(date(last.year, last.month, 1), 1 - MONTHS_OF_TREND), last)


def hidden_groups(sizes: Mapping[str, int], *, smallest: int = SMALLEST_GROUP) -> set[str]:
    """The groups that are not shown: those below ten, and one more if otherwise the total would tell a single hidden one."""
    hidden = {name for name, size in sizes.items() if size < smallest}
    shown = sorted((size, name) for name, size in sizes.items() if name not in hidden)
    if len(hidden) == 1 and shown:
        hidden.add(shown[0][1])
    return hidden
