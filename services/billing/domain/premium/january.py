"""Dates of the January round, and the estimate for missing data (domain.md §4.5)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.money import round_cents

ESTIMATE_FACTOR = Decimal("1.10")


@dataclass(frozen=True, slots=True)
class JanuaryRound:
    """The request in January of `year` for the wages of the preceding year and of 1 January."""

    year: int

    @property
    def opens_on(self) -> date:
        return date(self.year, 1, 1)

    @property
    def deadline(self) -> date:
        return date(self.year, 1, 31)

    @property
    def reminders_on(self) -> tuple[date, date]:
        return date(self.year, 2, 1), date(self.year, 2, 15)

    @property
    def last_day_before_estimate(self) -> date:
        return date(self.year, 3, 31)

    def may_estimate(self, today: date) -> bool:
        """Whether an estimate is allowed: after 31 March."""
        return today > self.last_day_before_estimate


def estimate_payroll(last_payroll: Decimal, *, factor: Decimal = ESTIMATE_FACTOR) -> Decimal:
    """The estimated payroll in euros: the last known payroll times the factor."""
    return round_cents(last_payroll * factor)
