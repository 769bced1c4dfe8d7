"""The transition payment by the law of today, also after 104 weeks of sickness (R-135, R-137, domain.md §8.1)."""
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shared.kernel.calendar import add_months
from shared.kernel.money import round_cents
from shared.kernel.refusals import RuleViolated

CAP_2026 = Decimal("102000.00")
MONTHS = 12

CORRECTION_NOTE = (
    "De handleiding noemt een dienstverband van minimaal twee jaar. Sinds 1 januari 2020 bestaat het recht op een "
    "transitievergoeding vanaf de eerste werkdag. De berekening volgt de wet."
)


class ServiceInvalid(RuleViolated):
    """The employment ends before it begins."""


class SettlementUnsigned(RuleViolated):
    """A deviation needs the employee's agreement and signature (R-136)."""


@dataclass(frozen=True, slots=True)
class Service:
    """The length of an employment: full years, full months of the rest, days of the rest of that.

    :ivar month_days: days of the month in which the last days lie
    """

    years: int
    months: int
    days: int
    month_days: int


def service(employed_from: date, last_day: date) -> Service:
    """How long someone was employed, both days included.

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
                       cap: Decimal = CAP_2026) -> Decimal:
    """A third of a monthly wage for each full year and the rest pro rata, in euros, at most the cap or a yearly wage.

    :param monthly_wage: gross, with 8 % holiday allowance and fixed parts, not lowered by sickness
    :raises ServiceInvalid: if the employment ends before it begins
    """
    length = service(employed_from, last_day)
    third = monthly_wage / 3
    months = length.months + Decimal(length.days) / length.month_days
    amount = length.years * third + months * third / MONTHS
    return min(round_cents(amount), max(cap, monthly_wage * MONTHS))


def check_settlement(*, employee_agrees: bool, signed_on: date | None) -> None:
    """Other arrangements hold only with the employee's agreement and signature (R-136).

    :raises SettlementUnsigned: without either
    """
    if not employee_agrees or signed_on is None:
        raise SettlementUnsigned("settlement.unsigned",
                                 "Een afwijkende afspraak geldt alleen met de handtekening van de werknemer.",
                                 field="signed_on")
