"""A premium in instalments, invoiced in advance; the last one carries the rounding difference (domain.md §4.1)."""
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
    """The instalments of the covered part of a year; none is negative.

    :param instalments: a whole year's number: 1, 2, 4 or 12
    :param carried: small settlement of last year that goes along with the first one, and with the next where it would
        make an instalment negative; what is left after the last one is not carried
    """
    dates = instalment_dates(covered, instalments)
    amounts = _carry(_split(total, len(dates)), carried)
    return tuple(Instalment(day, part) for day, part in zip(dates, amounts, strict=True))


@dataclass(frozen=True, slots=True)
class Replanned:
    """Instalments that are still to be invoiced, after the premium changed.

    :ivar amounts: of the open instalments, in order; none is negative
    :ivar remainder: what no open instalment can take along: to invoice, or if negative to credit, at once
    """

    amounts: tuple[Decimal, ...]
    remainder: Decimal


def replan(total: Decimal, *, invoiced: Sequence[Decimal], still_open: int) -> Replanned:
    """Divide a changed premium: the next instalment makes up for those that were invoiced too low or too high (§15.9, R-019).

    :param total: the new premium of the year in euros
    :param invoiced: amounts of the instalments that were invoiced
    :param still_open: number of instalments that follow
    """
    parts = _split(total, len(invoiced) + still_open)
    difference = sum(parts[:len(invoiced)], ZERO) - sum(invoiced, ZERO)
    amounts = _carry(parts[len(invoiced):], difference)
    return Replanned(amounts, total - sum(invoiced, ZERO) - sum(amounts, ZERO))


def _carry(parts: Sequence[Decimal], carried: Decimal) -> tuple[Decimal, ...]:
    """The parts, the first plus what is carried; a negative part becomes 0 and its rest goes on to the next."""
    amounts = []
    for part in parts:
        amounts.append(max(ZERO, part + carried))
        carried = min(ZERO, part + carried)
    return tuple(amounts)


def _split(total: Decimal, parts: int) -> tuple[Decimal, ...]:
    """Equal parts and a last one with the difference; some cents are divided downwards, so that the last is not negative."""
    each = round_cents(total / parts)
    if each * (parts - 1) > total:
        each = (total / parts).quantize(CENT, ROUND_FLOOR)
    return (each,) * (parts - 1) + (total - each * (parts - 1),)


def _refuse_other_numbers(instalments: int) -> None:
    if instalments not in INSTALMENTS_A_YEAR:
        raise WrongNumberOfInstalments(
            "premium.instalments", "De premie kunt u in 1, 2, 4 of 12 termijnen betalen.", field="instalments"
        )
