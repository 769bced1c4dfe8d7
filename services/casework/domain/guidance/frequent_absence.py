"""Employees who report sick often (R-097)."""
from collections.abc import Iterable
from datetime import date

from shared.kernel.calendar import add_months

FREQUENT_REPORTS = 3
WINDOW_MONTHS = 12


def reports_in_window(first_sick_days: Iterable[date], *, on: date, months: int = WINDOW_MONTHS) -> int:
    """Sick reports in the rolling months up to and including a day."""
    after = add_months(on, -months)
    return sum(after < day <= on for day in first_sick_days)


def is_frequent_reporter(first_sick_days: Iterable[date], *, on: date, reports: int = FREQUENT_REPORTS,
                         months: int = WINDOW_MONTHS) -> bool:
    """Whether an employee counts as a frequent reporter on a day."""
    return reports_in_window(first_sick_days, on=on, months=months) >= reports
