"""Imports of employees: state, result of a row, and conversion of monthly to annual wages."""
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.kernel.money import round_cents
from shared.law import law
from shared.law.units import MONTHS_A_YEAR


class ImportState(StrEnum):
    """State of an import.

    :cvar ASKING: the sender must answer whether the wages are per month or per year
    """

    ASKING = "ASKING"
    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"


UNFINISHED = (ImportState.WAITING, ImportState.RUNNING)
"""States with rows to process."""


class RowResult(StrEnum):
    """Result of a row.

    :cvar SET_ASIDE: it failed by a fault of the platform and is retried
    """

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"
    SET_ASIDE = "SET_ASIDE"


class WagePeriod(StrEnum):
    """Period of the wages in a file."""

    MONTH = "MONTH"
    YEAR = "YEAR"


def annual_wage_of(monthly: Decimal, *, on: date) -> Decimal:
    """Annual wage in euros: twelve months plus holiday allowance, which a monthly wage excludes (domain.md B-10).

    :param on: day that decides which holiday allowance applies
    """
    return round_cents(monthly * MONTHS_A_YEAR * (1 + law.on(on).holiday_allowance.fraction))
