"""The periods of an arbo tariff; employees are counted on the first day of each (domain.md §4.6)."""
from datetime import date, timedelta
from enum import StrEnum

from shared.kernel.calendar import add_months
from shared.kernel.period import Period


class ArboPeriod(StrEnum):
    """Length of the invoicing period of the arbo fee; the tariff is the price per period."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"


MONTHS = {ArboPeriod.YEAR: 12, ArboPeriod.QUARTER: 3, ArboPeriod.MONTH: 1}


def billing_period(length: ArboPeriod, day: date) -> Period:
    """The calendar year, quarter or month that contains the day."""
    months = MONTHS[length]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(start, add_months(start, months) - timedelta(days=1))


def reference_date(length: ArboPeriod, day: date) -> date:
    """The first day of the period that contains `day`, on which employees are counted."""
    return billing_period(length, day).start


def period_name(length: ArboPeriod, day: date) -> str:
    """The name of the period on an invoice: 2026, 2026-Q1 or 2026-03."""
    names = {ArboPeriod.YEAR: f"{day.year}", ArboPeriod.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
             ArboPeriod.MONTH: f"{day.year}-{day.month:02d}"}
    return names[length]


def period_of_name(name: str) -> Period:
    """The period of a name on an invoice, the reverse of `period_name`."""
    year, _, part = name.partition("-")
    if not part:
        return billing_period(ArboPeriod.YEAR, date(int(year), 1, 1))
    if part.startswith("Q"):
        return billing_period(ArboPeriod.QUARTER, date(int(year), int(part[1:]) * 3, 1))
    return billing_period(ArboPeriod.MONTH, date(int(year), int(part), 1))
