"""The premium of a policy year: provisional in advance, definitive afterwards, then settled (domain.md §4.1)."""
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.billing.domain.premium.wages import PolicyYear, WageSegment, insured_wage, refuse_overlap, wage_on
from shared.kernel.money import ZERO, round_cents
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated

PER_CENT = 100


class WrongPremiumRate(RuleViolated):
    """The premium rate or the highest insured wage lies outside its bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumRate:
    """Rate and cap of a premium; a change does not affect earlier years.

    :ivar rate_pct: percentage of insured payroll, up to four decimals
    :ivar cap: highest insured annual wage in euros, None without one
    """

    rate_pct: Decimal
    cap: Decimal | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.rate_pct <= 100 or self.rate_pct != round(self.rate_pct, 4):
            raise WrongPremiumRate("premium.rate", "Geef een premie van 0 tot 100 procent, met hoogstens vier decimalen.",
                                   field="premium_rate_pct")
        if self.cap is not None and self.cap < 0:
            raise WrongPremiumRate("premium.cap", "Het hoogste verzekerde loon kan niet negatief zijn.",
                                   field="max_insured_wage")


@dataclass(frozen=True, slots=True)
class RatedPeriod:
    """Covered days of one year with one rate and cap.

    :ivar covered: both ends inside the year
    """

    covered: Period
    rate: PremiumRate


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitivePremium:
    """The definitive premium of a past year.

    :ivar per_employee: insured wage in euros, in the order of the employees given
    """

    per_employee: tuple[Decimal, ...]
    payroll: Decimal
    premium: Decimal


class SettlementKind(StrEnum):
    """How the difference between definitive and provisional premium is settled."""

    NOTHING = "NOTHING"
    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"
    CARRIED = "CARRIED"


@dataclass(frozen=True, slots=True)
class Settlement:
    """The definitive premium less the invoiced amount; a negative amount is due to the employer."""

    amount: Decimal
    kind: SettlementKind


def premium_of(payroll: Decimal, rate: PremiumRate, year: PolicyYear | None = None) -> Decimal:
    """The premium of an annual payroll, in proportion to the covered days, rounded once at the end (P-01, P-08)."""
    if year is None:
        return round_cents(payroll * rate.rate_pct / PER_CENT)
    return round_cents(payroll * rate.rate_pct * year.covered.days / (PER_CENT * year.days))


def provisional_payroll(employees: Sequence[Sequence[WageSegment]], year: PolicyYear, rate: PremiumRate) -> Decimal:
    """Sum of the insured annual wages of the employees in service on the first covered day of the year (R-019)."""
    return sum((wage_on(segments, year.covered.start, cap=rate.cap) for segments in employees), ZERO)


def definitive_premium(
    employees: Sequence[Sequence[WageSegment]], year: PolicyYear, rate: PremiumRate
) -> DefinitivePremium:
    """The definitive premium of a year, from one list of wage segments per employee.

    :raises OverlappingSegments: if an employee has two wages on one day
    """
    for segments in employees:
        refuse_overlap(segments)
    per_employee = tuple(insured_wage(segments, year, cap=rate.cap) for segments in employees)
    payroll = sum(per_employee, ZERO)
    return DefinitivePremium(per_employee=per_employee, payroll=payroll, premium=premium_of(payroll, rate))


def definitive_premium_of(
    employees: Sequence[Sequence[WageSegment]], year: int, rated: Sequence[RatedPeriod]
) -> DefinitivePremium:
    """The definitive premium of a year whose rate or cap changed: each day at its own rate, rounded once (§15.8).

    :raises OverlappingSegments: if an employee has two wages on one day
    """
    parts = [definitive_premium(employees, PolicyYear(year, one.covered), one.rate) for one in rated]
    per_employee = tuple(sum((part.per_employee[n] for part in parts), ZERO) for n in range(len(employees)))
    premium = sum((part.payroll * one.rate.rate_pct for part, one in zip(parts, rated, strict=True)), ZERO)
    return DefinitivePremium(per_employee=per_employee, payroll=sum((part.payroll for part in parts), ZERO),
                             premium=round_cents(premium / PER_CENT))


def settle(definitive: Decimal, *, invoiced: Decimal, carry_below: Decimal = ZERO) -> Settlement:
    """The amount to invoice or credit, and how.

    :param carry_below: a smaller absolute difference is added to the next instalment; with 0 every difference is settled
    """
    amount = definitive - invoiced
    if amount == 0:
        return Settlement(ZERO, SettlementKind.NOTHING)
    if abs(amount) < carry_below:
        return Settlement(amount, SettlementKind.CARRIED)
    return Settlement(amount, SettlementKind.INVOICE if amount > 0 else SettlementKind.CREDIT_NOTE)
