"""The premium of one year of a policy: provisional and estimated, by its versions (domain.md §4.1, §4.5, R-018, R-019)."""
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.january import estimate_payroll
from services.billing.domain.premium.premium import PER_CENT, RatedPeriod, premium_of, provisional_payroll
from services.billing.domain.premium.wages import NoCoverInYear, PolicyYear, WageSegment
from shared.kernel.money import ZERO, round_cents
from shared.kernel.period import Period

Wages = Sequence[Sequence[WageSegment]]


def rated_year(versions: Versions, year: int) -> tuple[RatedPeriod, ...]:
    """The covered days of a year, divided into periods with one rate and cap; empty without cover."""
    return versions.rated(Period(date(year, 1, 1), date(year, 12, 31)))


def covered_year(versions: Versions, year: int) -> PolicyYear:
    """The days of a year from the first to the last that the policy covers.

    :raises NoCoverInYear: if it covers none
    """
    rated = rated_year(versions, year)
    if not rated:
        raise NoCoverInYear("premium.no_cover_in_year", f"De polis dekt geen enkele dag van {year}.")
    return PolicyYear(year, Period(rated[0].covered.start, rated[-1].covered.end))


def provisional_premium(versions: Versions, year: int, wages: Wages) -> tuple[Decimal, Decimal]:
    """Payroll and premium by the version in force on the first covered day of the year; later changes are not included."""
    covered = covered_year(versions, year)
    rate = versions.on(covered.covered.start).rate
    payroll = provisional_payroll(wages, covered, rate)
    return payroll, premium_of(payroll, rate, covered)


def estimated_premium(versions: Versions, year: int, last_payroll: Decimal) -> tuple[Decimal, Decimal]:
    """Estimated payroll and premium of a past year for which data are missing; each covered day at its own rate.

    :param last_payroll: the last known annual payroll in euros
    """
    payroll = estimate_payroll(last_payroll)
    premium = sum((payroll * one.rate.rate_pct * one.covered.days for one in rated_year(versions, year)), ZERO)
    return payroll, round_cents(premium / (PER_CENT * covered_year(versions, year).days))
