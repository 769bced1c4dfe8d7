"""The day on which cover ends because of age (domain.md §3.1, `end_age`)."""
from datetime import date
from typing import cast

from services.claims.domain.benefits.policy import AOW
from shared.kernel.calendar import add_months
from shared.law import law
from shared.law.figure import Row
from shared.law.units import MONTHS_A_YEAR, CalendarTerm


def end_age_date(end_age: str, birth_date: date) -> date:
    """The first day without cover: the day on which the employee reaches the end age.

    The wage obligation continues for some weeks after the AOW age (7:629 lid 2 sub b BW); the cover does not.

    :param end_age: ``"AOW"`` or whole years
    :raises ValueError: for any other end age
    """
    if end_age != AOW:
        return add_months(birth_date, MONTHS_A_YEAR * int(end_age))
    return aow_date(birth_date)


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
