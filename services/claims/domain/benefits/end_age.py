"""On which day an employee is too old to be covered (domain.md §3.1, `end_age`)."""
from collections.abc import Sequence
from datetime import date

from services.claims.domain.benefits.policy import AOW
from shared.kernel.calendar import add_months

AOW_AGES: tuple[tuple[date, int, int], ...] = (
    (date(1961, 1, 1), 67, 3),
    (date(1956, 6, 1), 67, 0),
    (date(1955, 9, 1), 66, 10),
    (date(1954, 9, 1), 66, 7),
    (date(1953, 1, 1), 66, 4),
    (date(1952, 4, 1), 66, 0),
    (date(1951, 7, 1), 65, 9),
    (date(1950, 10, 1), 65, 6),
    (date(1949, 11, 1), 65, 3),
    (date(1948, 12, 1), 65, 2),
    (date(1948, 1, 1), 65, 1),
    (date.min, 65, 0),
)
"""Born from this day on: the statutory pension age in years and months (art. 7a AOW), latest cohort first."""


def end_age_date(end_age: str, birth_date: date, ages: Sequence[tuple[date, int, int]] = AOW_AGES) -> date:
    """The first day without cover: the day on which the employee reaches the end age.

    The wage obligation runs on for up to six weeks after the AOW age (7:629 lid 2 sub b BW); the cover does not.

    :param end_age: ``"AOW"`` or whole years
    :raises ValueError: for any other end age
    """
    if end_age != AOW:
        return add_months(birth_date, 12 * int(end_age))
    years, months = next((years, months) for born_from, years, months in ages if birth_date >= born_from)
    return add_months(birth_date, 12 * years + months)
