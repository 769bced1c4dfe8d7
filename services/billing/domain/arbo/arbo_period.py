"""The periods an arbo tariff is for; heads are counted on the first day of each (domain.md §4.6)."""
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.calendar import add_months
from shared.kernel.period import Period


class ArboPeriod(StrEnum):
    """How often the arbo fee is invoiced; the tariff is the price of one such period."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"


MONTHS = {ArboPeriod.YEAR: 12, ArboPeriod.QUARTER: 3, ArboPeriod.MONTH: 1}


def billing_period(length: ArboPeriod, day: date) -> Period:
    """The calendar year, quarter or month in which the day lies."""
    months = MONTHS[length]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(start, add_months(start, months) - timedelta(days=1))


def reference_date(length: ArboPeriod, day: date) -> date:
    """The day on which heads are counted for the period in which the day lies: its first."""
    return billing_period(length, day).start


def period_name(length: ArboPeriod, day: date) -> str:
    """What the period is called on an invoice: 2026, 2026-Q1 or 2026-03."""
    names = {ArboPeriod.YEAR: f"{day.year}", ArboPeriod.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
             ArboPeriod.MONTH: f"{day.year}-{day.month:02d}"}
    return names[length]
