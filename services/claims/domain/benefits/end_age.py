"""The day on which cover ends because of age (domain.md §3.1, `end_age`)."""
from datetime import date

from services.claims.domain.benefits.policy import AOW
from shared.kernel.calendar import add_months
from shared.law.pension import aow_date
from shared.law.units import MONTHS_A_YEAR


def end_age_date(end_age: str, birth_date: date) -> date:
    """The first day without cover: the day on which the employee reaches the end age.

    The wage obligation continues for some weeks after the AOW age (7:629 lid 2 sub b BW); the cover does not.

    :param end_age: ``"AOW"`` or whole years
    :raises ValueError: for any other end age
    """
    if end_age != AOW:
        return add_months(birth_date, MONTHS_A_YEAR * int(end_age))
    return aow_date(birth_date)
