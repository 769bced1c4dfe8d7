"""Forecast of the payments of a sick report if nothing changes, with the same calculation as the benefit."""
from dataclasses import dataclass
from datetime import date

from services.claims.domain.benefits.benefit import MonthBenefit, calculate_benefits
from services.claims.domain.benefits.case import CaseInput
from services.claims.domain.benefits.cover import NotCovered, why_not_covered
from services.claims.domain.benefits.entitlement import entitlement_of
from services.claims.domain.payments.payday import pay_date
from shared.kernel.month import Month


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """The expected benefit of a month, and its planned pay date."""

    benefit: MonthBenefit
    pay_on: date


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of a case.

    :ivar not_covered: why the case is not covered, or None
    :ivar first_payable_on: first benefit day after the own-risk term; None without cover or if the case ends before it
    """

    not_covered: NotCovered | None
    first_payable_on: date | None
    months: tuple[ForecastMonth, ...]


def forecast(case: CaseInput, *, through: Month) -> Forecast:
    """The forecast of a case; exact if nothing changes.

    :raises WageUnknown: if no wage is known on the first sick day
    """
    right = entitlement_of(case)
    if right is None:
        return Forecast(why_not_covered(case), None, ())
    benefits = calculate_benefits(case, through=through)
    months = tuple(ForecastMonth(benefit, pay_date(benefit.month)) for benefit in benefits)
    return Forecast(None, right.first, months)
