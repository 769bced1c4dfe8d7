"""The benefit of a case, month by month (domain.md §3.3): by stretches between change dates, not day by day."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.claims.domain.benefits.benefit_days import last_benefit_day, nth_benefit_day
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.entitlement import DayRight, Entitlement, entitlement_of
from services.claims.domain.benefits.policy import PolicyTerms
from shared.kernel.calendar import count_benefit_days
from shared.kernel.money import ZERO, round_cents
from shared.kernel.month import Month
from shared.kernel.sickness import ONE_DAY

PER_PCT_OF_PCT = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLine:
    """Consecutive benefit days that are worth the same, with everything they were computed from.

    :ivar start: first benefit day
    :ivar end: last benefit day
    :ivar safety_net_daily: sickness benefit received, euros a benefit day
    :ivar charges_pct: surcharge for employer charges
    :ivar terms_valid_from: the version of the policy terms that was applied
    :ivar back_pay: held by a suspension, paid after its lifting
    :ivar offset: sickness benefit over the days of the line; may exceed the wage, the line is never below zero
    """

    start: date
    end: date
    days: int
    daily_wage: Decimal
    coverage_pct: Decimal
    incapacity_pct: Decimal
    safety_net_daily: Decimal
    charges_pct: Decimal
    terms_valid_from: date
    back_pay: bool
    wage: Decimal
    offset: Decimal
    charges: Decimal
    total: Decimal

    @classmethod
    def of(cls, right: DayRight, terms: PolicyTerms, *, start: date, end: date, days: int) -> "BenefitLine":
        """The line of so many equal days: every component rounded to the cent, once (§3.3 step 8)."""
        wage = round_cents(days * right.daily_wage * right.coverage_pct * right.incapacity_pct * PER_PCT_OF_PCT)
        offset = round_cents(days * right.safety_net_daily)
        net = max(ZERO, wage - offset)
        charges = round_cents(net * terms.employer_charges_pct / 100)
        return cls(
            start=start, end=end, days=days, daily_wage=right.daily_wage, coverage_pct=right.coverage_pct,
            incapacity_pct=right.incapacity_pct, safety_net_daily=right.safety_net_daily,
            charges_pct=terms.employer_charges_pct, terms_valid_from=terms.valid_from, back_pay=right.back_pay,
            wage=wage, offset=offset, charges=charges, total=net + charges,
        )


@dataclass(frozen=True, slots=True)
class MonthBenefit:
    """What a case gives right to over one calendar month."""

    month: Month
    lines: tuple[BenefitLine, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the rounded lines, never rounded again."""
        return sum((line.total for line in self.lines), ZERO)


def calculate_benefits(case: CaseInput, *, through: Month) -> tuple[MonthBenefit, ...]:
    """Every month of the case up to and including `through` that has a line, in order.

    Whether a month may be calculated yet is `payday.refuse_unended_month` (R-086).

    :raises WageUnknown: if no wage is known on the first sick day
    """
    right = entitlement_of(case)
    if right is None or right.first is None:
        return ()
    last = min(through, Month.of(right.last))
    months = (_month(right, month) for month in Month.of(right.first).through(last))
    return tuple(benefit for benefit in months if benefit.lines)


def calculate_month(case: CaseInput, month: Month) -> MonthBenefit:
    """One month of the case; without lines if nothing is due.

    :raises WageUnknown: if no wage is known on the first sick day
    """
    right = entitlement_of(case)
    return MonthBenefit(month, ()) if right is None else _month(right, month)


def _month(right: Entitlement, month: Month) -> MonthBenefit:
    return MonthBenefit(month, tuple(_lines(right, month.first, month.last)))


def _lines(right: Entitlement, first: date, last: date) -> Iterator[BenefitLine]:
    """Stretches of equal days joined to lines; a stretch without right breaks a line, a weekend alone does not."""
    current, start, end, days = None, first, first, 0
    for stretch_start, stretch_end in _stretches(right, first, last):
        count = count_benefit_days(stretch_start, stretch_end)
        if not count:
            continue
        worth = right.on(stretch_start)
        if current is not None and worth == current:
            end, days = stretch_end, days + count
            continue
        if current is not None:
            yield _line(right, current, start, end, days)
        current, start, end, days = worth, stretch_start, stretch_end, count
    if current is not None:
        yield _line(right, current, start, end, days)


def _stretches(right: Entitlement, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from first to last on which something can be due, cut where the right of a day can change."""
    if right.first is None:
        return
    start, last = max(first, right.first), min(last, right.last)
    for change in right.changes:
        if start < change <= last:
            yield start, change - ONE_DAY
            start = change
    if start <= last:
        yield start, last


def _line(right: Entitlement, worth: DayRight, start: date, end: date, days: int) -> BenefitLine:
    first, last = nth_benefit_day(start, 1), last_benefit_day(end)
    return BenefitLine.of(worth, right.terms, start=first, end=last, days=days)
