"""Dates of the January round, and the estimate for missing data (domain.md §4.5)."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shared.kernel.money import round_cents

ESTIMATE_FACTOR = Decimal("1.10")
REMINDER_DAYS = (1, 15)
"""Days after the deadline: 1 and 15 February after 31 January."""


@dataclass(frozen=True, slots=True)
class JanuaryRound:
    """The request in January for the wages of the preceding year and of 1 January.

    :ivar deadline: last day to submit, in the year of the round
    """

    deadline: date

    def reminders_due(self, today: date) -> int:
        """Number of reminders that should have been sent."""
        return sum(today >= self.deadline + timedelta(days=days) for days in REMINDER_DAYS)

    def may_estimate(self, today: date) -> bool:
        """Whether an estimate is allowed: after 31 March."""
        return today > date(self.deadline.year, 3, 31)


def estimate_payroll(last_payroll: Decimal) -> Decimal:
    """The estimated payroll in euros: the last known payroll and a tenth."""
    return round_cents(last_payroll * ESTIMATE_FACTOR)
