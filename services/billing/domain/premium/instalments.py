"""A premium in instalments, invoiced in advance; the last one carries the rounding difference (domain.md §4.1)."""
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.calendar import add_months
from shared.kernel.money import ZERO, round_cents
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated

INSTALMENTS_A_YEAR = (1, 2, 4, 12)


class WrongNumberOfInstalments(RuleViolated):
    """A year is paid at once or in 2, 4 or 12 instalments."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a premium and the day it is invoiced."""

    invoiced_on: date
    amount: Decimal


def split_premium(total: Decimal, instalments: int) -> tuple[Decimal, ...]:
    """So many parts that sum to the total (P-02).

    :param instalments: 1, 2, 4 or 12
    :raises WrongNumberOfInstalments: for another number
    """
    _refuse_other_numbers(instalments)
    return _split(total, instalments)


def instalment_dates(covered: Period, instalments: int) -> tuple[date, ...]:
    """The days on which the covered part of a year is invoiced: its first day and every 12, 6, 3 or 1 months after it.

    A policy that starts halfway through has fewer than a whole year.
    """
    _refuse_other_numbers(instalments)
    dates = (add_months(covered.start, k * 12 // instalments) for k in range(instalments))
    return tuple(day for day in dates if day in covered)


def plan_instalments(
    total: Decimal, covered: Period, instalments: int, *, carried: Decimal = ZERO
) -> tuple[Instalment, ...]:
    """The instalments of the covered part of a year.

    :param instalments: a whole year's number: 1, 2, 4 or 12
    :param carried: small settlement of last year that goes along with the first one
    """
    dates = instalment_dates(covered, instalments)
    first, *others = _split(total, len(dates))
    return tuple(Instalment(day, part) for day, part in zip(dates, (first + carried, *others), strict=True))


def _split(total: Decimal, parts: int) -> tuple[Decimal, ...]:
    each = round_cents(total / parts)
    return (each,) * (parts - 1) + (total - each * (parts - 1),)


def _refuse_other_numbers(instalments: int) -> None:
    if instalments not in INSTALMENTS_A_YEAR:
        raise WrongNumberOfInstalments(
            "premium.instalments", "De premie kunt u in 1, 2, 4 of 12 termijnen betalen.", field="instalments"
        )
