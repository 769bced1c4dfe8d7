"""When a term set in an act ends (Algemene termijnenwet).

Use it for terms of an act only. Terms of a ministerial regulation, such as the six weeks of the problem analysis, never
move (ATW 5 names decrees only); neither does a term counted back from an event (ATW 1-2).
"""
from datetime import date, timedelta

from shared.kernel.calendar import is_working_day
from shared.law.book import law

ONE_DAY = timedelta(days=1)


def is_equated(day: date) -> bool:
    """Whether a royal decree equates the day with a public holiday: for terms only, never for pay dates (ATW 3-3).

    False for every day of a year without a decree on record.
    """
    row = law.figures["equated_days"].find_on(day)
    return row is not None and day in row.given


def end_of_term(first: date, last: date) -> date:
    """The day on which a statutory term from `first` to `last`, both inclusive, ends.

    A term of more than twelve weeks does not move. A shorter one moves to the first day that is not a Saturday, Sunday,
    public holiday or equated day; a term of three days or more includes at least two such days (ATW 1-1, 2, 4-a).
    """
    rules = law.on(last)
    length = last - first + ONE_DAY
    if length > rules.movable_term_maximum:
        return last
    if length >= rules.term_working_days_from:
        while _working_days(first, last) < rules.term_working_days_minimum:
            last += ONE_DAY
    while not _counts(last):
        last += ONE_DAY
    return last


def _counts(day: date) -> bool:
    return is_working_day(day) and not is_equated(day)


def _working_days(first: date, last: date) -> int:
    return sum(_counts(first + timedelta(days=n)) for n in range((last - first).days + 1))
