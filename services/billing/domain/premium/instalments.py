"""Instalments of a premium, invoiced in advance; the last one includes the rounding difference (domain.md §4.1)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from shared.kernel.calendar import add_months
from shared.kernel.money import CENT, ZERO, round_cents
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated

INSTALMENTS_A_YEAR = (1, 2, 4, 12)


class WrongNumberOfInstalments(RuleViolated):
    """The number of instalments per year is not 1, 2, 4 or 12."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment and its invoice date."""

    invoiced_on: date
    amount: Decimal


def instalment_dates(covered: Period, instalments: int) -> tuple[date, ...]:
    """The invoice dates of the covered part of a year: its first day and every 12, 6, 3 or 1 months after it.

    A policy that starts during the year has fewer dates.
    """
    refuse_other_numbers(instalments)
    dates = (add_months(covered.start, k * 12 // instalments) for k in range(instalments))
    return tuple(day for day in dates if day in covered)


def plan_instalments(
    total: Decimal, covered: Period, instalments: int, *, carried: Decimal = ZERO
) -> tuple[Instalment, ...]:
    """Divide a premium into instalments for the covered part of a year; none is negative.

    :param instalments: number per full year: 1, 2, 4 or 12
    :param carried: small settlement of last year, added to the first instalment; if that would become negative, the rest
    is added to the next ones, and a rest after the last one is dropped
    """
    dates = instalment_dates(covered, instalments)
    amounts = _carry(split_premium(total, len(dates)), carried)
    return tuple(Instalment(day, part) for day, part in zip(dates, amounts, strict=True))


@dataclass(frozen=True, slots=True)
class Replanned:
    """The remaining instalments after a change of the premium.

    :ivar amounts: amounts of the open instalments, in order; none is negative
    :ivar remainder: amount that the open instalments cannot include; to be invoiced, or if negative credited, immediately
    """

    amounts: tuple[Decimal, ...]
    remainder: Decimal


def replan(total: Decimal, *, invoiced: Sequence[Decimal], still_open: int) -> Replanned:
    """Divide a changed premium: the next instalment corrects the invoiced ones (§15.9, R-019).

    :param total: the new premium of the year in euros
    :param invoiced: amounts of the invoiced instalments
    :param still_open: number of open instalments
    """
    parts = split_premium(total, len(invoiced) + still_open)
    difference = sum(parts[:len(invoiced)], ZERO) - sum(invoiced, ZERO)
    amounts = _carry(parts[len(invoiced):], difference)
    return Replanned(amounts, total - sum(invoiced, ZERO) - sum(amounts, ZERO))


def _carry(parts: Sequence[Decimal], carried: Decimal) -> tuple[Decimal, ...]:
    """Add the carried amount to the first part; a negative part becomes 0 and its rest is added to the next."""
    amounts = []
    for part in parts:
        amounts.append(max(ZERO, part + carried))
        carried = min(ZERO, part + carried)
    return tuple(amounts)


def split_premium(total: Decimal, parts: int) -> tuple[Decimal, ...]:
    """Equal parts (P-02) and a last one with the difference; parts are rounded down if the last would be negative."""
    each = round_cents(total / parts)
    if each * (parts - 1) > total:
        each = (total / parts).quantize(CENT, ROUND_FLOOR)
    return (each,) * (parts - 1) + (total - each * (parts - 1),)


def refuse_other_numbers(instalments: int, *, field: str = "instalments") -> None:
    """Refuse a number of instalments per year that is not offered.

    :param field: of the input
    :raises WrongNumberOfInstalments: for another number than 1, 2, 4 or 12
    """
    if instalments not in INSTALMENTS_A_YEAR:
        raise WrongNumberOfInstalments(
            "premium.instalments", "De premie kunt u in 1, 2, 4 of 12 termijnen betalen.", field=field
        )
