"""Calculates the benefit of a case per month (domain.md §3.3), by periods between change dates."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.claims.domain.benefits.benefit_days import last_benefit_day, nth_benefit_day
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.entitlement import DayRight, Entitlement, entitlement_of
from services.claims.domain.benefits.line import BenefitLine
from services.claims.domain.benefits.line_rule import LINE_RULES, LineInputs, LineRule, rule_of_month
from shared.kernel.calendar import count_benefit_days
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.sickness import ONE_DAY


@dataclass(frozen=True, slots=True)
class MonthBenefit:
    """The benefit of a case for one calendar month."""

    month: Month
    lines: tuple[BenefitLine, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the rounded lines."""
        return sum((line.total for line in self.lines), ZERO)


def calculate_benefits(case: CaseInput, *, through: Month,
                       rules: Sequence[LineRule] = LINE_RULES) -> tuple[MonthBenefit, ...]:
    """The months of the case up to and including `through` that have a line, in order.

    The caller must ensure that these months may be calculated (R-086).

    :param rules: the versions of the line formula; each month uses the version that applies to it
    :raises WageUnknown: if no wage is known on the first sick day
    """
    right = entitlement_of(case)
    if right is None or right.first is None:
        return ()
    last = min(through, Month.of(right.last))
    months = (_month(right, month, rules) for month in Month.of(right.first).through(last))
    return tuple(benefit for benefit in months if benefit.lines)


def calculate_month(case: CaseInput, month: Month) -> MonthBenefit:
    """The benefit of one month; without lines if nothing is due.

    :raises WageUnknown: if no wage is known on the first sick day
    """
    right = entitlement_of(case)
    return MonthBenefit(month, ()) if right is None else _month(right, month, LINE_RULES)


def _month(right: Entitlement, month: Month, rules: Sequence[LineRule]) -> MonthBenefit:
    rule = rule_of_month(month, rules)
    return MonthBenefit(month, tuple(_line(right, rule, *stretch) for stretch in equal_days(right, month.first, month.last)))


def equal_days(right: Entitlement, first: date, last: date) -> Iterator[tuple[DayRight, date, date, int]]:
    """Group consecutive days with equal rights: right, first day, last day, number of benefit days.

    Days without a right separate groups; a weekend does not.
    """
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
            yield current, start, end, days
        current, start, end, days = worth, stretch_start, stretch_end, count
    if current is not None:
        yield current, start, end, days


def _stretches(right: Entitlement, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The payable days from first to last, divided at every date on which the right can change."""
    if right.first is None:
        return
    start, last = max(first, right.first), min(last, right.last)
    for change in right.changes:
        if start < change <= last:
            yield start, change - ONE_DAY
            start = change
    if start <= last:
        yield start, last


def _line(right: Entitlement, rule: LineRule, worth: DayRight, start: date, end: date, days: int) -> BenefitLine:
    inputs = LineInputs(
        days=days, daily_wage=worth.daily_wage, coverage_pct=worth.coverage_pct, incapacity_pct=worth.incapacity_pct,
        safety_net_daily=worth.safety_net_daily, charges_pct=right.terms.employer_charges_pct)
    amounts = rule.formula(inputs)
    return BenefitLine(
        start=nth_benefit_day(start, 1), end=last_benefit_day(end), days=days, daily_wage=worth.daily_wage,
        coverage_pct=worth.coverage_pct, incapacity_pct=worth.incapacity_pct, safety_net_daily=worth.safety_net_daily,
        charges_pct=inputs.charges_pct, terms_valid_from=right.terms.valid_from, back_pay=worth.back_pay,
        wage=amounts.wage, offset=amounts.offset, charges=amounts.charges, total=amounts.total, rule=rule.name,
        wage_basis=right.wage_basis)
