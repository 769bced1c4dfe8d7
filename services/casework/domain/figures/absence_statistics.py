"""Absence figures of a period: percentage, frequency, average duration and zero absence (domain.md §6).

A statistical case is one sick report, never a composite case. A figure without a denominator is None, not 0.
"""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from shared.kernel.refusals import RuleViolated

MAX_DAYS = 730
"""Days of one case that count (Vernet)."""

HUNDRED = Decimal(100)


class DurationClass(StrEnum):
    """Classes of cases by total length."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    EXTRA_LONG = "extra_long"


class ClassSet(StrEnum):
    """Boundaries of the duration classes (§6.3)."""

    VERNET = "VERNET"
    CLASSIC = "CLASSIC"


class Annualisation(StrEnum):
    """How a frequency is annualised: by days, or a quarter times four."""

    DAYS = "DAYS"
    QUARTERS = "QUARTERS"


LAST_DAYS: dict[ClassSet, tuple[tuple[int, DurationClass], ...]] = {
    ClassSet.VERNET: ((14, DurationClass.SHORT), (91, DurationClass.MEDIUM), (365, DurationClass.LONG)),
    ClassSet.CLASSIC: ((7, DurationClass.SHORT), (42, DurationClass.MEDIUM), (365, DurationClass.LONG)),
}


class PeriodInvalid(RuleViolated):
    """A period ends before it starts, or has no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The figures of a period; a percentage with two decimals, NV with one.

    :ivar absence_pct: VP, verzuimpercentage
    :ivar frequency: MF, meldingsfrequentie a year
    :ivar average_duration: GVD, gemiddelde verzuimduur in calendar days
    :ivar zero_absence_pct: NV, nulverzuim
    :ivar by_class: VP of each duration class
    """

    absence_pct: Decimal | None
    frequency: Decimal | None
    average_duration: Decimal | None
    zero_absence_pct: Decimal | None
    by_class: dict[DurationClass, Decimal | None]
    sick_fte_days: Decimal
    available_fte_days: Decimal
    average_headcount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums of a period, the input of its figures.

    :ivar days: calendar days of the period, which begins in `year`
    :ivar sick_fte_days: sick days weighted by fraction and incapacity, by the duration class of the case
    :ivar headcount_days: total days in service of all employees
    :ivar reports: cases that began in the period
    :ivar ended, ended_days: number of cases that ended in it, and the sum of their full lengths
    :ivar throughout: employees in service on every day, of whom `throughout_sick` had a sick day
    """

    days: int
    year: int
    available_fte_days: Decimal
    headcount_days: int
    sick_fte_days: Mapping[DurationClass, Decimal]
    reports: int
    ended: int
    ended_days: int
    throughout: int
    throughout_sick: int


def figures(totals: Totals, annualisation: Annualisation = Annualisation.DAYS) -> Statistics:
    """The figures that follow from the sums of a period."""
    sick, headcount = sum(totals.sick_fte_days.values(), Decimal(0)), Decimal(totals.headcount_days) / totals.days
    return Statistics(
        absence_pct=_share(sick, totals.available_fte_days), frequency=_frequency(totals, headcount, annualisation),
        average_duration=_round(Decimal(totals.ended_days) / totals.ended) if totals.ended else None,
        zero_absence_pct=_share(Decimal(totals.throughout - totals.throughout_sick), Decimal(totals.throughout), places=1),
        by_class={name: _share(totals.sick_fte_days.get(name, Decimal(0)), totals.available_fte_days) for name in DurationClass},
        sick_fte_days=sick, available_fte_days=totals.available_fte_days, average_headcount=headcount)


def _round(value: Decimal, places: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _share(part: Decimal, whole: Decimal, places: int = 2) -> Decimal | None:
    return _round(HUNDRED * part / whole, places) if whole else None


def _frequency(totals: Totals, headcount: Decimal, annualisation: Annualisation) -> Decimal | None:
    """Reports per employee per year."""
    if not headcount:
        return None
    if annualisation is Annualisation.QUARTERS:
        return _round(totals.reports / headcount * 4)
    year = (date(totals.year, 12, 31) - date(totals.year, 1, 1)).days + 1
    return _round(totals.reports * year / headcount / totals.days)
