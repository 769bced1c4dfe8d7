"""The transition payment by the law of the end of the contract, also after 104 weeks of sickness (R-135, R-137, §8.1)."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from shared.kernel.calendar import add_months
from shared.kernel.money import round_cents
from shared.kernel.refusals import RuleViolated
from shared.law import law
from shared.law.units import TransitionRule

MONTHS = 12

CORRECTION_NOTE = (
    "De handleiding noemt een dienstverband van minimaal twee jaar. Sinds 1 januari 2020 bestaat het recht op een "
    "transitievergoeding vanaf de eerste werkdag. De berekening volgt de wet."
)


class ServiceInvalid(RuleViolated):
    """The employment ends before it begins."""


@dataclass(frozen=True, slots=True)
class Service:
    """The length of an employment: full years, further full months, further days.

    :ivar month_days: number of days of the month that contains the further days
    """

    years: int
    months: int
    days: int
    month_days: int


@dataclass(frozen=True, slots=True)
class TransitionPayment:
    """The payment due to an employee at the end of the contract, in euros.

    :ivar maximum: the maximum in force on that day, or the annual wage if that is more
    :ivar capped: whether the maximum reduced the payment
    """

    amount: Decimal
    maximum: Decimal
    capped: bool


def service(employed_from: date, last_day: date) -> Service:
    """The length of an employment, both days included.

    :raises ServiceInvalid: if it ends before it begins
    """
    if last_day < employed_from:
        raise ServiceInvalid("transition.service_invalid", "De einddatum ligt vóór de begindatum.", field="last_day")
    after = last_day + timedelta(days=1)
    months = (after.year - employed_from.year) * MONTHS + after.month - employed_from.month
    if add_months(employed_from, months) > after:
        months -= 1
    start = add_months(employed_from, months)
    month_days = (add_months(employed_from, months + 1) - start).days
    return Service(months // MONTHS, months % MONTHS, (after - start).days, month_days)


def transition_payment(monthly_wage: Decimal, employed_from: date, last_day: date, *,
                       annual_wage: Decimal | None = None) -> TransitionPayment:
    """The transition payment by the law of the day on which the contract ends (7:673 lid 1–3 BW).

    Since 2020 a third of a monthly wage a year, pro rata, from the first day; before, a share of each full half-year, from
    24 months of service.

    :param monthly_wage: gross, with 8 % holiday allowance and fixed parts, not lowered by sickness
    :param annual_wage: euros; twelve monthly wages if not given
    :raises ServiceInvalid: if the employment ends before it begins
    :raises NoFigureInForce: if no maximum is known for the day on which the contract ends
    """
    rules, length = law.on(last_day), service(employed_from, last_day)
    yearly = monthly_wage * rules.transition_maximum_wage_months if annual_wage is None else annual_wage
    maximum = max(rules.transition_maximum, yearly)
    wages = _monthly_wages(rules.transition_rule, length)
    amount = round_cents(monthly_wage * wages.numerator / wages.denominator)
    return TransitionPayment(min(amount, maximum), maximum, capped=amount > maximum)


def _monthly_wages(rule: TransitionRule, length: Service) -> Fraction:
    """The number of monthly wages due for the service; 0 below the minimum length."""
    months = Fraction(MONTHS * length.years + length.months)
    if months < rule.service_months:
        return Fraction(0)
    parts = (months + Fraction(length.days, length.month_days)) / rule.part_months
    if not rule.pro_rata:
        parts = Fraction(int(parts))
    if rule.long_service_months is None or rule.long_share is None:
        return parts * rule.share
    first = min(parts, Fraction(rule.long_service_months, rule.part_months))
    return first * rule.share + (parts - first) * rule.long_share
