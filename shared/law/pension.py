"""The day on which somebody reaches the AOW age (art. 7a AOW)."""
from datetime import date
from typing import cast

from shared.law import law
from shared.law.figure import Row
from shared.law.units import CalendarTerm


def aow_date(birth_date: date) -> date:
    """The day on which the AOW age is reached, using the age set for the calendar year of that day (art. 7a AOW).

    After the last year with a set age, that age is assumed.
    """
    rows = law.rows("aow_age")
    at = len(rows) - 1
    while at and _reached_in_time(rows[at - 1], birth_date):
        at -= 1
    return _age(rows[at]).after(birth_date)


def _reached_in_time(row: Row, birth_date: date) -> bool:
    """Whether the age of these years is reached within them."""
    return row.valid_to is not None and _age(row).after(birth_date) <= row.valid_to


def _age(row: Row) -> CalendarTerm:
    return cast(CalendarTerm, row.value)
