"""The sums behind absence figures, counted by the database over the read model of stretches."""
from datetime import date
from decimal import Decimal

from sqlalchemy import text

from services.casework.domain.figures.absence_statistics import LAST_DAYS, MAX_DAYS, ClassSet, DurationClass, Totals
from shared.db.session import Session

FULL_TIME = Decimal(40 * 100)
"""The unit of `EmploymentStretch.hours` in a full-time week."""
PER_CENT = Decimal(100 * 100)
"""And what a hundred percent adds to the unit of `SickStretch.weight`."""

_BOUNDS = [0, *(last for last, _ in LAST_DAYS[ClassSet.VERNET]), date.max.toordinal()]
_WEIGHED = ",\n       ".join(
    f'coalesce(sum(weight * greatest(days, 0)) FILTER (WHERE length > {low} AND length <= {high}), 0) AS "{name}"'
    for name, low, high in zip(DurationClass, _BOUNDS, _BOUNDS[1:], strict=False))
"""By the length of the whole report until the end of the period."""

SERVED = """
SELECT coalesce(sum(CAST(hours AS bigint) * days), 0) AS hours, coalesce(sum(days), 0) AS days,
       count(*) FILTER (WHERE employed_from <= :first AND start <= :last AND stop >= :last) AS throughout
FROM (SELECT *, least(stop, :last) - greatest(start, :first) + 1 AS days FROM employment_stretch
      WHERE start <= :last AND stop >= :first AND {whose}) AS served"""
"""`throughout` counts stretches: an employee has only one that includes the last day."""

SICK = f"""
SELECT {_WEIGHED},
       count(*) FILTER (WHERE place = 1 AND first_sick_day >= :first) AS reports,
       count(*) FILTER (WHERE place = 1 AND recovered_on <= :last) AS ended,
       coalesce(sum(recovered_on - first_sick_day) FILTER (WHERE place = 1 AND recovered_on <= :last), 0) AS ended_days,
       count(*) FILTER (WHERE start <= :last AND stop >= :first AND sick_until < :first
                        AND employed_from <= :first AND employed_until >= :last) AS throughout
FROM (SELECT *, least(last_sick_day, :last) - first_sick_day + 1 AS length,
             least(stop, :last, first_sick_day + {MAX_DAYS - 1}) - greatest(start, :first) + 1 AS days FROM sick_stretch
      WHERE first_sick_day <= :last AND recovered_on >= :first AND {{whose}}) AS sick"""
"""An employee is counted by the first of the stretches that touch the period."""


OF_EMPLOYER = "employer_id = :employer"
OF_DEPARTMENT = f"{OF_EMPLOYER} AND employee_id IN (SELECT employee_id FROM employee WHERE department = :department)"
SICK_OF_DEPARTMENT = (f"{OF_EMPLOYER} AND absence_number IN (SELECT a.absence_number FROM absence a JOIN employee e "
                      "ON e.employee_id = a.employee_id WHERE e.employer_id = :employer AND e.department = :department)")


def count_totals(session: Session, first: date, last: date, employer_id: str | None, department: str | None = None) -> Totals:
    """Return the sums of a period, equal to those that `cli.calculations.figures` counts from the facts.

    :param employer_id: None for all employers together
    :param department: of this employer only; None for all
    """
    values = {"first": first, "last": last, "employer": employer_id, "department": department}
    values = {name: value for name, value in values.items() if value is not None}
    everybody = "true" if employer_id is None else OF_EMPLOYER
    of_whom = (everybody, everybody) if department is None else (OF_DEPARTMENT, SICK_OF_DEPARTMENT)
    served, sick = (session.execute(text(query.format(whose=whose)), values).one()
                    for query, whose in zip((SERVED, SICK), of_whom, strict=True))
    return Totals(
        days=(last - first).days + 1, year=first.year, available_fte_days=served.hours / FULL_TIME,
        headcount_days=int(served.days), throughout=served.throughout, throughout_sick=sick.throughout, reports=sick.reports,
        ended=sick.ended, ended_days=int(sick.ended_days),
        sick_fte_days={name: sick._mapping[name.value] / FULL_TIME / PER_CENT for name in DurationClass})
