"""Absence figures of a period: percentage, frequency, average duration and zero absence (domain.md §6).

A statistical case is one sick report, never a composite case. A figure without a denominator is None, not 0.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from services.casework.domain.figures.staff import Absence, Employment, Leave, Staff, check_absences
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated

MAX_DAYS = 730
"""Days of one case that count (Vernet)."""

HUNDRED = Decimal(100)


class DurationClass(StrEnum):
    """How long a case lasted, by its total length."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    EXTRA_LONG = "extra_long"


class ClassSet(StrEnum):
    """Where the classes divide (§6.3)."""

    VERNET = "VERNET"
    CLASSIC = "CLASSIC"


class Annualisation(StrEnum):
    """How a frequency is made yearly: by days, or a quarter times four."""

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


def statistics(period: Period, employments: Sequence[Employment], absences: Sequence[Absence], *,
               leaves: Sequence[Leave] = (), class_set: ClassSet = ClassSet.VERNET,
               annualisation: Annualisation = Annualisation.DAYS) -> Statistics:
    """All figures of a period, both ends inclusive.

    :param leaves: pregnancy and maternity leave: no absence, yet in the denominator
    :raises PeriodInvalid: for an open period
    :raises UnknownEmployee: if an absence names an employee who has no employment
    """
    if period.end is None:
        raise PeriodInvalid("period.invalid", "Geef een begin- en een einddatum.", field="to")
    staff = Staff(period.start, period.end, employments, leaves)
    check_absences(employments, absences)
    sick = [(absence, staff.sick_fte_days(absence, MAX_DAYS)) for absence in absences]
    available, headcount = staff.available_fte_days(), staff.average_headcount()
    total = sum((days for _, days in sick), Decimal(0))
    return Statistics(
        absence_pct=_share(total, available), frequency=_frequency(staff, absences, headcount, annualisation),
        average_duration=_average_duration(staff, absences), zero_absence_pct=_zero_absence(staff, absences),
        by_class=_by_class(staff, sick, available, class_set),
        sick_fte_days=total, available_fte_days=available, average_headcount=headcount)


def duration_class(days: int, class_set: ClassSet = ClassSet.VERNET) -> DurationClass:
    """The class of a case of so many days."""
    return next((name for last, name in LAST_DAYS[class_set] if days <= last), DurationClass.EXTRA_LONG)


def _round(value: Decimal, places: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _share(part: Decimal, whole: Decimal, places: int = 2) -> Decimal | None:
    return _round(HUNDRED * part / whole, places) if whole else None


def _by_class(staff: Staff, sick: Iterable[tuple[Absence, Decimal]], available: Decimal,
              class_set: ClassSet) -> dict[DurationClass, Decimal | None]:
    """A case is in one class only, by its length up to recovery or the period's end; the classes add up to VP."""
    days = dict.fromkeys(DurationClass, Decimal(0))
    for absence, fte_days in sick:
        if fte_days:
            days[duration_class(staff.length(absence), class_set)] += fte_days
    return {name: _share(part, available) for name, part in days.items()}


def _frequency(staff: Staff, absences: Iterable[Absence], headcount: Decimal,
               annualisation: Annualisation) -> Decimal | None:
    """Every report counts, also within four weeks of another."""
    if not headcount:
        return None
    reports = Decimal(sum(staff.first <= absence.first_sick_day <= staff.last for absence in absences))
    if annualisation is Annualisation.QUARTERS:
        return _round(reports / headcount * 4)
    year = (date(staff.first.year, 12, 31) - date(staff.first.year, 1, 1)).days + 1
    return _round(reports * year / headcount / staff.days)


def _average_duration(staff: Staff, absences: Iterable[Absence]) -> Decimal | None:
    """The full length of the cases that ended in the period, days before it included."""
    lengths = [(absence.recovered_on - absence.first_sick_day).days for absence in absences
               if absence.recovered_on is not None and staff.first <= absence.recovered_on <= staff.last]
    return _round(Decimal(sum(lengths)) / len(lengths)) if lengths else None


def _zero_absence(staff: Staff, absences: Iterable[Absence]) -> Decimal | None:
    """Of those in service the whole period, how many had no sick day in it."""
    whole = staff.in_service_throughout()
    sick = {absence.employee for absence in absences if staff.has_sick_day(absence)}
    return _share(Decimal(len(whole - sick)), Decimal(len(whole)), places=1)
