"""Imports of employees: state, result of a row, and conversion of monthly to annual wages."""
import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.kernel.folding import fold
from shared.kernel.money import round_cents
from shared.law import law
from shared.law.units import MONTHS_A_YEAR


class ImportState(StrEnum):
    """State of an import.

    :cvar MAPPING: the sender looks at the columns first
    :cvar ASKING: the sender must answer whether the wages are per month or per year
    """

    MAPPING = "MAPPING"
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
    """Period of the wages in a file.

    :cvar MONTH: without holiday allowance
    :cvar MONTH_WITH_ALLOWANCE: with holiday allowance in each month
    """

    MONTH = "MONTH"
    MONTH_WITH_ALLOWANCE = "MONTH_WITH_ALLOWANCE"
    YEAR = "YEAR"


def annual_wage_of(monthly: Decimal, period: WagePeriod, *, on: date) -> Decimal:
    """Annual wage in euros: twelve months, plus holiday allowance if the months exclude it (domain.md B-10).

    :param on: day that decides which holiday allowance applies
    """
    allowance = law.on(on).holiday_allowance.fraction if period is WagePeriod.MONTH else 0
    return round_cents(monthly * MONTHS_A_YEAR * (1 + allowance))


def head_key(head: str) -> str:
    """The head of a column folded: small letters without accents, every other sign than a letter or digit as one space."""
    return re.sub(r"[^a-z0-9]+", " ", fold(head)).strip()
