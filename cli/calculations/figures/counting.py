"""The sums of a period from employments, absences and leave (domain.md §6); casework's read model is tested against them."""
from collections.abc import Sequence
from decimal import Decimal

from cli.calculations.figures.staff import Absence, Employment, Leave, Staff, check_absences
from services.casework.domain.figures.absence_statistics import (
    LAST_DAYS,
    MAX_DAYS,
    Annualisation,
    ClassSet,
    DurationClass,
    PeriodInvalid,
    Statistics,
    Totals,
    figures,
)
from shared.kernel.period import Period


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
    return figures(_totals(staff, absences, class_set), annualisation)


def duration_class(days: int, class_set: ClassSet = ClassSet.VERNET) -> DurationClass:
    """Return the duration class of a case that lasted this number of days."""
    return next((name for last, name in LAST_DAYS[class_set] if days <= last), DurationClass.EXTRA_LONG)


def _totals(staff: Staff, absences: Sequence[Absence], class_set: ClassSet) -> Totals:
    """Sum up the period. A case is in one class only, by its length up to recovery or the period's end; every report counts,
    also within four weeks of another; a case that ended counts in full, including its days before the period.
    """
    sick = dict.fromkeys(DurationClass, Decimal(0))
    for absence in absences:
        if fte_days := staff.sick_fte_days(absence, MAX_DAYS):
            sick[duration_class(staff.length(absence), class_set)] += fte_days
    ended = [(absence.recovered_on - absence.first_sick_day).days for absence in absences
             if absence.recovered_on is not None and staff.first <= absence.recovered_on <= staff.last]
    throughout = staff.in_service_throughout()
    return Totals(
        days=staff.days, year=staff.first.year, available_fte_days=staff.available_fte_days(),
        headcount_days=staff.headcount_days(), sick_fte_days=sick,
        reports=sum(staff.first <= absence.first_sick_day <= staff.last for absence in absences),
        ended=len(ended), ended_days=sum(ended), throughout=len(throughout),
        throughout_sick=len({absence.employee for absence in absences
                             if absence.employee in throughout and staff.has_sick_day(absence)}))
