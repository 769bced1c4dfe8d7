"""The two day counts: benefit days (Monday to Friday) and working days (less public holidays).

Mixing them up is the most common error in this domain (domain.md §0.2, traps §12.1). Dates are civil dates in Amsterdam.
"""
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

MONDAY_ZERO = date(1, 1, 1).toordinal()  # a Monday
SATURDAY = 5


def is_benefit_day(day: date) -> bool:
    """Whether a benefit can be due for the day: Monday to Friday, public holidays included."""
    return day.weekday() < SATURDAY


def count_benefit_days(first: date, last: date) -> int:
    """Number of benefit days from first to last, both inclusive; 0 if last is before first."""
    if last < first:
        return 0
    return _weekdays_before(last.toordinal() + 1) - _weekdays_before(first.toordinal())


def _weekdays_before(ordinal: int) -> int:
    weeks, rest = divmod(ordinal - MONDAY_ZERO, 7)
    return weeks * 5 + min(rest, 5)


def is_working_day(day: date) -> bool:
    """Whether the day counts for service levels and pay dates: Monday to Friday, except public holidays."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The generally recognised holidays of one year (Algemene termijnenwet art. 3; Good Friday by lid 2).

    5 May counts every year; King's Day moves to the 26th where the 27th of April is a Sunday.
    """
    easter = _easter_sunday(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day = date(year, 4, 26)
    after_easter = (-2, 0, 1, 39, 49, 50)
    return frozenset(
        {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
        | {easter + timedelta(days=n) for n in after_easter}
    )


def _easter_sunday(year: int) -> date:
    """The anonymous Gregorian computus."""
    golden, century = year % 19, year // 100
    skipped = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = skipped - (skipped // 28) * (1 - (29 // (skipped + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def is_target_day(day: date) -> bool:
    """Whether banks settle euro payments on the day.

    TARGET is closed on weekends, 1 January, Good Friday, Easter Monday, 1 May and 25 and 26 December (ECB, long-term
    calendar).
    """
    easter = _easter_sunday(day.year)
    closed = {easter - timedelta(days=2), easter + timedelta(days=1), date(day.year, 1, 1), date(day.year, 5, 1),
              date(day.year, 12, 25), date(day.year, 12, 26)}
    return day.weekday() < SATURDAY and day not in closed


def first_target_day(day: date) -> date:
    """The day itself if banks settle euro payments on it, otherwise the next day on which they do."""
    while not is_target_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The end of a term of `count` working days after `day`: day 1 is the first working day after it (§0.2.8).

    A negative count goes back in time.
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def nth_working_day(year: int, month: int, n: int) -> date:
    """The n-th working day of a month, counted from 1."""
    return add_working_days(date(year, month, 1) - timedelta(days=1), n)


def last_working_day_until(day: date) -> date:
    """The last working day on or before `day`: the target date of a statutory term."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """The same day-number months later, clamped to the end of the month: 31 January + 1 is 28 February (§0.2.9)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_before(first: date, last: date) -> tuple[date, date]:
    """The period of as many days that ends the day before; a period of whole months is compared with as many months."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return add_months(first, -months), first - timedelta(days=1)
    return first - (last - first) - timedelta(days=1), first - timedelta(days=1)


def year_before(first: date, last: date) -> tuple[date, date]:
    """The same period a year earlier."""
    if (last + timedelta(days=1)).day == 1:
        return add_months(first, -12), add_months(last + timedelta(days=1), -12) - timedelta(days=1)
    return add_months(first, -12), add_months(last, -12)
