"""The premium that a year is expected to have by the known wages and all versions, divided by rate (domain.md §4.1, §15.8)."""
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.billing.domain.policies.premium_of_year import Wages, rated_year
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.premium import PER_CENT, RatedPeriod, definitive_premium
from services.billing.domain.premium.wages import PolicyYear
from shared.kernel.money import ZERO, round_cents


@dataclass(frozen=True, slots=True)
class PremiumPart:
    """The premium over the covered days with one rate and cap.

    :ivar payroll: insured wages over these days in euros
    :ivar premium: in euros; the parts of a year add up to its premium
    """

    rated: RatedPeriod
    payroll: Decimal
    premium: Decimal


@dataclass(frozen=True, slots=True)
class ExpectedPremium:
    """The premium of a year if the known wages stay as they are; without cover it has no parts."""

    payroll: Decimal
    premium: Decimal
    parts: Sequence[PremiumPart]


def expected_premium(versions: Versions, year: int, wages: Wages) -> ExpectedPremium:
    """The premium of a year by the rules of the definitive premium: each day at its own rate, rounded once.

    :raises OverlappingSegments: if an employee has two wages on one day
    """
    parts: list[PremiumPart] = []
    exact = premium = ZERO
    for rated in rated_year(versions, year):
        payroll = definitive_premium(wages, PolicyYear(year, rated.covered), rated.rate).payroll
        exact += payroll * rated.rate.rate_pct / PER_CENT
        parts.append(PremiumPart(rated, payroll, round_cents(exact) - premium))
        premium = round_cents(exact)
    return ExpectedPremium(sum((part.payroll for part in parts), ZERO), premium, tuple(parts))
