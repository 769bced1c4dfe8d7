"""The sums behind absence figures, counted by the database over the read model of stretches."""
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, text

from services.casework.domain.figures.absence_statistics import LAST_DAYS, MAX_DAYS, ClassSet, DurationClass, Totals
from shared.db.session import Session
from shared.kernel.period import Period

FULL_TIME = Decimal(40 * 100)
"""The unit of `EmploymentStretch.hours` in a full-time week."""
PER_CENT = Decimal(100 * 100)
"""And what a hundred percent adds to the unit of `SickStretch.weight`."""

_BOUNDS = [0, *(last for last, _ in LAST_DAYS[ClassSet.VERNET]), date.max.toordinal()]
_WEIGHED = ",\n       ".join(
    f'coalesce(sum(weight * greatest(days, 0)) FILTER (WHERE length > {low} AND length <= {high}), 0) AS "{name}"'
    for name, low, high in zip(DurationClass, _BOUNDS, _BOUNDS[1:], strict=False))
"""By the length of the whole report until the end of the period."""

PERIODS = "unnest(CAST(:firsts AS date[]), CAST(:lasts AS date[])) WITH ORDINALITY AS period(first_day, last_day, number)"
"""The periods that one statement counts; `:low` is the first of their first days and `:high` the last of their last."""

SERVED = """
SELECT number, coalesce(sum(hours * days), 0) AS hours, coalesce(sum(employments * days), 0) AS days,
       coalesce(sum(employments) FILTER (WHERE employed_from <= first_day AND start <= last_day AND stop >= last_day), 0)
           AS throughout
FROM (SELECT *, least(stop, last_day) - greatest(start, first_day) + 1 AS days FROM {periods} LEFT JOIN (
          SELECT greatest(start, :low) AS start, least(stop, :high) AS stop, greatest(employed_from, :low) AS employed_from,
                 sum(hours) AS hours, count(*) AS employments
          FROM employment_stretch WHERE start <= :high AND stop >= :low AND {whose} GROUP BY 1, 2, 3) AS alike
      ON start <= last_day AND stop >= first_day) AS served
GROUP BY number ORDER BY number"""
"""Stretches that are alike within the periods are counted together. `throughout` counts stretches: an employee has only one that
includes the last day."""

SICK = f"""
SELECT number, {_WEIGHED},
       count(*) FILTER (WHERE place = 1 AND first_sick_day >= first_day) AS reports,
       count(*) FILTER (WHERE place = 1 AND recovered_on <= last_day) AS ended,
       coalesce(sum(recovered_on - first_sick_day) FILTER (WHERE place = 1 AND recovered_on <= last_day), 0) AS ended_days,
       count(*) FILTER (WHERE start <= last_day AND stop >= first_day AND sick_until < first_day
                        AND employed_from <= first_day AND employed_until >= last_day) AS throughout
FROM (SELECT *, least(last_sick_day, last_day) - first_sick_day + 1 AS length,
             least(stop, last_day, first_sick_day + {MAX_DAYS - 1}) - greatest(start, first_day) + 1 AS days
      FROM {{periods}} LEFT JOIN (SELECT * FROM sick_stretch WHERE first_sick_day <= :high AND recovered_on >= :low AND {{whose}})
          AS known ON first_sick_day <= last_day AND recovered_on >= first_day) AS sick
GROUP BY number ORDER BY number"""
"""An employee is counted by the first of the stretches that touch the period."""


OF_EMPLOYER = "employer_id = :employer"
OF_DEPARTMENT = f"{OF_EMPLOYER} AND employee_id IN (SELECT employee_id FROM employee WHERE department = :department)"
SICK_OF_DEPARTMENT = (f"{OF_EMPLOYER} AND absence_number IN (SELECT a.absence_number FROM absence a JOIN employee e "
                      "ON e.employee_id = a.employee_id WHERE e.employer_id = :employer AND e.department = :department)")


def count_totals(session: Session, first: date, last: date, employer_id: str | None, department: str | None = None) -> Totals:
    """Return the sums of one period; see `count_all_totals`."""
    return count_all_totals(session, [Period(first, last)], employer_id, department)[0]


def count_all_totals(session: Session, periods: Sequence[Period], employer_id: str | None,
                     department: str | None = None) -> list[Totals]:
    """Return the sums of each period, equal to those that `cli.calculations.figures` counts from the facts; two statements.

    :param periods: with a last day each
    :param employer_id: None for all employers together
    :param department: of this employer only; None for all
    """
    firsts, lasts = [period.start for period in periods], [period.end or date.max for period in periods]
    values = {"firsts": firsts, "lasts": lasts, "low": min(firsts), "high": max(lasts), "employer": employer_id,
              "department": department}
    values = {name: value for name, value in values.items() if value is not None}
    everybody = "true" if employer_id is None else OF_EMPLOYER
    of_whom = (everybody, everybody) if department is None else (OF_DEPARTMENT, SICK_OF_DEPARTMENT)
    served, sick = (session.execute(text(query.format(periods=PERIODS, whose=whose)), values).all()
                    for query, whose in zip((SERVED, SICK), of_whom, strict=True))
    return [_totals(*each) for each in zip(firsts, lasts, served, sick, strict=True)]


def _totals(first: date, last: date, served: Row[Any], sick: Row[Any]) -> Totals:
    return Totals(
        days=(last - first).days + 1, year=first.year, available_fte_days=served.hours / FULL_TIME,
        headcount_days=int(served.days), throughout=int(served.throughout), throughout_sick=sick.throughout, reports=sick.reports,
        ended=sick.ended, ended_days=int(sick.ended_days),
        sick_fte_days={name: sick._mapping[name.value] / FULL_TIME / PER_CENT for name in DurationClass})
