"""A file of employees: how far it is, what became of its rows, and what a wage per month is in a year."""
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.kernel.money import round_cents
from shared.law import law
from shared.law.units import MONTHS_A_YEAR


class ImportState(StrEnum):
    """How far an import is.

    :cvar ASKING: somebody must say first whether the wages are per month or per year
    """

    ASKING = "ASKING"
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"


UNFINISHED = (ImportState.WAITING, ImportState.RUNNING)
"""States in which a worker has something to do."""


class RowResult(StrEnum):
    """What became of a row.

    :cvar SET_ASIDE: it failed by a fault of ours and is tried again
    """

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"
    SET_ASIDE = "SET_ASIDE"


class WagePeriod(StrEnum):
    """Over what the wages of a file are."""

    MONTH = "MONTH"
    YEAR = "YEAR"


def annual_wage_of(monthly: Decimal, *, on: date) -> Decimal:
    """Euros a year: twelve months and the holiday allowance, which a wage per month does not hold (domain.md B-10).

    :param on: the day by whose law the allowance counts
    """
    return round_cents(monthly * MONTHS_A_YEAR * (1 + law.on(on).holiday_allowance.fraction))
