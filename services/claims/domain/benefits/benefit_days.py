"""Finds benefit days (Monday to Friday, holidays included) by arithmetic."""
from datetime import date, timedelta

from shared.kernel.calendar import SATURDAY


def nth_benefit_day(start: date, n: int) -> date:
    """The n-th benefit day on or after `start`, counted from 1."""
    if start.weekday() >= SATURDAY:
        start += timedelta(days=7 - start.weekday())
    weeks, rest = divmod(n - 1, 5)
    weekend = 2 if start.weekday() + rest >= SATURDAY else 0
    return start + timedelta(days=7 * weeks + rest + weekend)


def last_benefit_day(end: date) -> date:
    """The last benefit day on or before `end`."""
    return end - timedelta(days=max(0, end.weekday() - SATURDAY + 1))
