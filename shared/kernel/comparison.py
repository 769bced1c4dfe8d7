"""The periods that a period is compared with: the one before and the same one a year earlier (domain.md §6.5)."""
from datetime import date, timedelta

from shared.kernel.calendar import add_months

ONE_DAY = timedelta(days=1)


def period_before(first: date, last: date) -> tuple[date, date]:
    """The period of as many days that ends the day before; a period of whole months is compared with as many months."""
    if first.day == 1 and (last + ONE_DAY).day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return add_months(first, -months), first - ONE_DAY
    return first - (last - first) - ONE_DAY, first - ONE_DAY


def year_before(first: date, last: date) -> tuple[date, date]:
    """The same period a year earlier."""
    if (last + ONE_DAY).day == 1:
        return add_months(first, -12), add_months(last + ONE_DAY, -12) - ONE_DAY
    return add_months(first, -12), add_months(last, -12)
