"""When a term set in an act ends (Algemene termijnenwet).

Ask it for terms of an act only: those of a ministerial regulation, such as the six weeks of the problem analysis, never
move (ATW 5 names decrees only), nor does a term that is counted back from an event (ATW 1-2).
"""
from datetime import date, timedelta

from shared.kernel.calendar import is_working_day
from shared.law.book import law

ONE_DAY = timedelta(days=1)


def is_equated(day: date) -> bool:
    """Whether a royal decree equates the day with a public holiday: for terms only, never for pay dates (ATW 3-3).

    Of years without a decree on record none is.
    """
    row = law.figures["equated_days"].find_on(day)
    return row is not None and day in row.given


def end_of_term(first: date, last: date) -> date:
    """The last day of a term of an act that is counted from `first` to `last`, both included.

    A term of more than twelve weeks stays as it is. A shorter one moves to the first day that is no Saturday, Sunday,
    public holiday or equated day, and from three days on holds at least two such days (ATW 1-1, 2, 4-a).
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
