"""What an employee receives during sickness if the employer continues the wage as it is insured (idea 22).

The continued wage is the wage component of the benefit line, from the first sick day on: the own-risk term, a safety-net
benefit and employer charges concern the employer only.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.claims.domain.benefits.benefit import equal_days
from services.claims.domain.benefits.case import HUNDRED, CaseInput
from services.claims.domain.benefits.entitlement import (
    HALF_YEAR_DAYS,
    DayRight,
    Entitlement,
    entitlement_of,
    last_payable_day,
)
from services.claims.domain.benefits.line_rule import LineInputs, rule_of_month
from shared.kernel.money import ZERO, round_cents
from shared.kernel.month import Month
from shared.kernel.refusals import RuleViolated
from shared.kernel.sickness import ONE_DAY
from shared.law.sickness import end_of_wage, wage_days
from shared.law.units import MONTHS_A_YEAR

WORKED = (Decimal(0), Decimal(25), Decimal(50), Decimal(75), HUNDRED)
"""Parts of the contract hours in the comparison, in percent."""


class NotInsured(RuleViolated):
    """The case is not covered, so that no cover says how much wage is continued."""


@dataclass(frozen=True, slots=True)
class Income:
    """Gross wage over the benefit days from `start` through `end`, in euros.

    :ivar worked: over the hours that are worked
    :ivar continued: over the hours of sickness
    :ivar month_average: what the days come to in an average month; None without days
    """

    start: date
    end: date
    days: int
    worked: Decimal
    continued: Decimal
    month_average: Decimal | None

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.worked + self.continued


@dataclass(frozen=True, slots=True)
class PartialWork:
    """The average gross month wage of somebody who works part of the contract hours, in both years of sickness."""

    worked_pct: Decimal
    year1: Decimal
    year2: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeEffects:
    """What sickness does to the income of one employee, if nothing changes.

    :ivar second_year_from: first day of the second year of sickness, which is not a calendar year
    :ivar coverage_by_half: the first day of each half year of sickness, and its percentage of cover
    :ivar last_wage_day: last day of the statutory term
    :ivar month_wage: average gross month wage without sickness, up to `max_insured_wage`
    :ivar max_insured_wage: a year, if it is below the employee's wage
    :ivar half_years: from the first sick day on
    :ivar months: from the present month on
    """

    calculated_on: date
    first_sick_day: date
    second_year_from: date
    last_wage_day: date
    wage_weeks: int
    coverage_by_half: tuple[tuple[date, Decimal], ...]
    month_wage: Decimal
    max_insured_wage: Decimal | None
    half_years: tuple[Income, ...]
    months: tuple[Income, ...]
    partial_work: tuple[PartialWork, ...]


def income_effects(case: CaseInput, *, today: date) -> IncomeEffects:
    """The effects of a case on the employee's income.

    :raises NotInsured: if the case is not covered
    :raises WageUnknown: if no wage is known on the first sick day
    """
    insured = entitlement_of(case)
    if insured is None:
        raise NotInsured("income.not_insured",
                         "Deze ziekmelding is niet verzekerd. Wij weten niet hoeveel loon wordt doorbetaald.")
    last = last_payable_day(case, replace(insured.terms, max_sick_days=None))
    right = replace(insured, first=case.first_sick_day, last=last)
    basis, terms, term = right.wage_basis, right.terms, wage_days(case.composite)
    return IncomeEffects(
        calculated_on=today, first_sick_day=case.first_sick_day, last_wage_day=end_of_wage(case.composite), wage_weeks=term // 7,
        second_year_from=case.composite.projected_day(2 * HALF_YEAR_DAYS + 1), month_wage=_in_a_month(right, right.daily_wage),
        coverage_by_half=tuple((case.composite.projected_day(half * HALF_YEAR_DAYS + 1), pct)
                               for half, pct in enumerate(terms.coverage_by_half)),
        max_insured_wage=basis.max_insured_wage if basis.annual_wage > basis.max_insured_wage else None,
        half_years=tuple(_income(right, *bounds) for bounds in _half_years(case, term, last)),
        months=tuple(_income(right, month.first, month.last) for month in _months(case, today, last)),
        partial_work=tuple(_partial_work(right, pct) for pct in WORKED))


def _half_years(case: CaseInput, term: int, last: date) -> Iterator[tuple[date, date]]:
    for index in range(1, term, HALF_YEAR_DAYS):
        start = case.composite.projected_day(index)
        end = case.composite.projected_day(min(index + HALF_YEAR_DAYS, term + 1)) - ONE_DAY
        if start <= last:
            yield start, min(end, last)


def _months(case: CaseInput, today: date, last: date) -> Iterable[Month]:
    return Month.of(max(today, case.first_sick_day)).through(Month.of(last))


def _income(right: Entitlement, start: date, end: date) -> Income:
    """The income of a period, summed by month, as benefits are."""
    days, worked, continued = 0, ZERO, ZERO
    for month in Month.of(start).through(Month.of(end)):
        for worth, _, _, count in equal_days(right, max(start, month.first), min(end, month.last)):
            days += count
            worked += _worked(worth, count)
            continued += _continued(worth, count, month)
    average = _in_a_month(right, (worked + continued) / days) if days else None
    return Income(start, end, days, worked, continued, average)


def _worked(worth: DayRight, days: int) -> Decimal:
    return round_cents(days * worth.daily_wage * (HUNDRED - worth.incapacity_pct) / HUNDRED)


def _continued(worth: DayRight, days: int, month: Month) -> Decimal:
    """The wage component of the benefit line, by the version of the formula for the month."""
    return rule_of_month(month).formula(LineInputs(
        days=days, daily_wage=worth.daily_wage, coverage_pct=worth.coverage_pct, incapacity_pct=worth.incapacity_pct,
        safety_net_daily=ZERO, charges_pct=ZERO)).wage


def _partial_work(right: Entitlement, worked_pct: Decimal) -> PartialWork:
    year1, year2 = (_in_a_month(right, right.daily_wage * (worked_pct + (HUNDRED - worked_pct) * coverage / HUNDRED) / HUNDRED)
                    for coverage in (right.terms.coverage_year1, right.terms.coverage_year2))
    return PartialWork(worked_pct, year1, year2)


def _in_a_month(right: Entitlement, daily: Decimal) -> Decimal:
    """What an amount a day comes to in an average month."""
    return round_cents(daily * right.wage_basis.day_divisor / MONTHS_A_YEAR)
