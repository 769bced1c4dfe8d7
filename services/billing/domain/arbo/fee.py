"""The arbo fee: number of employees times a tariff including VAT; VAT is calculated from the total (R-088)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.money import round_cents
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated
from shared.law import law


class WrongTariff(RuleViolated):
    """The arbo tariff is absent or negative."""


class WrongHeadcount(RuleViolated):
    """The number of employees is negative."""


@dataclass(frozen=True, slots=True)
class Employment:
    """One employment; hours, wage and sickness have no effect on the arbo fee."""

    employee_id: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class ArboFee:
    """The amounts of one arbo invoice in euros; gross equals net plus VAT."""

    heads: int
    tariff_incl_vat: Decimal
    gross: Decimal
    net: Decimal
    vat: Decimal
    vat_pct: Decimal


def counted_on(employments: Iterable[Employment], day: date) -> list[str]:
    """Ids of the people in service on a day, in order; two employments of one person count once."""
    return sorted({employment.employee_id for employment in employments if day in employment.period})


def headcount(employments: Iterable[Employment], *, on: date) -> int:
    """Number of people in service on a day."""
    return len(counted_on(employments, on))


def arbo_fee(heads: int, tariff_incl_vat: Decimal | None, *, supplied_on: date) -> ArboFee | None:
    """The arbo fee of one period; None if no one is in service, because there is no invoice then (A-05).

    :param supplied_on: first day of the period, which determines the VAT rate (OB 9-1)
    :raises WrongTariff: for an absent or negative tariff
    :raises WrongHeadcount: for a negative number
    """
    if tariff_incl_vat is None or tariff_incl_vat < 0:
        raise WrongTariff("arbo.tariff", "Vul een arbotarief van nul euro of hoger in.", field="tariff_incl_vat")
    if heads < 0:
        raise WrongHeadcount("arbo.heads", "Het aantal werknemers kan niet negatief zijn.", field="heads")
    if heads == 0:
        return None
    gross = heads * tariff_incl_vat
    vat_pct = law.on(supplied_on).vat_rate.value
    net = round_cents(gross / (1 + vat_pct / 100))
    return ArboFee(heads=heads, tariff_incl_vat=tariff_incl_vat, gross=gross, net=net, vat=gross - net, vat_pct=vat_pct)
