"""The sums behind the absence figures of many employees, counted by the database rather than from rows."""
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import TextClause, text

from services.casework.domain.figures.absence_statistics import LAST_DAYS, MAX_DAYS, ClassSet, DurationClass, Totals
from shared.db.session import Session
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind

FULL_TIME_HOURS = Decimal(40)
PER_CENT = Decimal(100)

CLASSES: Sequence[DurationClass] = tuple(DurationClass)
"""By the number of bounds of `FIRST_DAYS` that a length has reached."""
FIRST_DAYS = [last + 1 for last, _ in LAST_DAYS[ClassSet.VERNET]]

PERSON = """
person AS (
    SELECT employee_id, employed_from, coalesce(employed_until, DATE '9999-12-31') AS employed_until,
           greatest(0, least(coalesce(employed_until, DATE '9999-12-31'), :last) - greatest(employed_from, :first) + 1) AS served
    FROM employee WHERE {whose})"""
"""Employees, of one employer or of all, with the days that they served in the period."""

STRETCH = """
hours AS (
    SELECT p.employee_id, w.hours, p.employed_from, p.employed_until, greatest(w.valid_from, p.employed_from) AS valid_from,
           row_number() OVER by_day AS place, lead(greatest(w.valid_from, p.employed_from)) OVER by_day AS following
    FROM person p JOIN weekly_hours w ON w.employee_id = p.employee_id
    WINDOW by_day AS (PARTITION BY p.employee_id ORDER BY w.valid_from)),
stretch AS (
    SELECT employee_id, hours, CASE WHEN place = 1 THEN employed_from ELSE valid_from END AS start,
           least(coalesce(following - 1, employed_until), employed_until) AS stop FROM hours)"""
"""Parts of employments with the same weekly hours; the first hours hold from the first day in service."""

SPELL = """
spell AS (
    SELECT a.absence_number, a.employee_id, a.first_sick_day, a.recovered_on, p.served,
           greatest(a.first_sick_day, :first) AS start,
           least(:last, coalesce(a.recovered_on - 1, :last), p.employed_until) AS stop
    FROM absence a JOIN person p ON p.employee_id = a.employee_id
    WHERE a.status <> :cancelled AND a.first_sick_day <= :last AND (a.recovered_on IS NULL OR a.recovered_on >= :first))"""
"""Absences that touch the period, cut to it."""

PART = """
free AS (
    SELECT l.employee_id, range_agg(daterange(l.start, l."end", '[]')) AS days
    FROM leave l JOIN person p ON p.employee_id = l.employee_id WHERE NOT l.cancelled AND l.kind = :maternity GROUP BY 1),
part AS (
    SELECT s.absence_number, s.employee_id, s.first_sick_day, s.served, s.stop - s.first_sick_day + 1 AS length, s.start, s.stop
    FROM spell s WHERE s.start <= s.stop AND NOT EXISTS (SELECT FROM free f WHERE f.employee_id = s.employee_id)
    UNION ALL
    SELECT s.absence_number, s.employee_id, s.first_sick_day, s.served, s.stop - s.first_sick_day + 1, lower(r), upper(r) - 1
    FROM spell s JOIN free f ON f.employee_id = s.employee_id,
         unnest(datemultirange(daterange(s.start, s.stop, '[]')) - f.days) r WHERE s.start <= s.stop)"""
"""The sick days less maternity leave."""

LEVEL = """
mutation AS (
    SELECT m.absence_number, m.effective_on AS since, 100 - m.recovered_pct AS pct,
           lead(m.effective_on) OVER (PARTITION BY m.absence_number ORDER BY m.effective_on, 100 - m.recovered_pct) AS following
    FROM absence_mutation m JOIN spell s ON s.absence_number = m.absence_number),
level AS (
    SELECT absence_number, since, coalesce(following - 1, :last) AS until, pct FROM mutation
    UNION ALL SELECT absence_number, DATE '0001-01-01', min(since) - 1, 100 FROM mutation GROUP BY 1)"""
"""Parts of absences with the same incapacity, of absences that have mutations."""

SERVED = f"""WITH {PERSON}, {STRETCH}
SELECT (SELECT coalesce(sum(hours * greatest(0, least(stop, :last) - greatest(start, :first) + 1)), 0) FROM stretch) AS hours,
       (SELECT coalesce(sum(served), 0) FROM person) AS days,
       (SELECT count(*) FROM person WHERE served = :last - :first + 1) AS throughout"""

COUNTED = f"""WITH {PERSON}, {SPELL}, {PART}
SELECT count(*) FILTER (WHERE first_sick_day >= :first) AS reports,
       count(*) FILTER (WHERE recovered_on BETWEEN :first AND :last) AS ended,
       coalesce(sum(recovered_on - first_sick_day) FILTER (WHERE recovered_on BETWEEN :first AND :last), 0) AS ended_days,
       (SELECT count(DISTINCT employee_id) FROM part WHERE served = :last - :first + 1) AS sick FROM spell"""

WEIGHED = f"""WITH {PERSON}, {STRETCH}, {SPELL}, {PART}, {LEVEL}
SELECT width_bucket(p.length, CAST(:bounds AS int[])) AS class, s.hours, coalesce(l.pct, 100) AS pct,
       sum(least(p.stop, s.stop, coalesce(l.until, :last), p.first_sick_day + :most - 1)
           - greatest(p.start, s.start, coalesce(l.since, :first)) + 1) AS days
FROM part p JOIN stretch s ON s.employee_id = p.employee_id AND s.start <= p.stop AND s.stop >= p.start
LEFT JOIN level l ON l.absence_number = p.absence_number AND l.since <= p.stop AND l.until >= p.start
WHERE least(p.stop, s.stop, coalesce(l.until, :last), p.first_sick_day + :most - 1)
      >= greatest(p.start, s.start, coalesce(l.since, :first))
GROUP BY 1, 2, 3"""


def count_totals(session: Session, first: date, last: date, employer_id: str | None) -> Totals:
    """Return the sums of a period, equal to those that `statistics` counts from rows.

    :param employer_id: whose; None for all employers together
    """
    values: dict[str, Any] = {"first": first, "last": last, "cancelled": AbsenceStatus.CANCELLED.value,
                              "maternity": LeaveKind.MATERNITY.value, "bounds": FIRST_DAYS, "most": MAX_DAYS} | (
        {"employer": employer_id} if employer_id is not None else {})
    served, counted = (session.execute(_of(query, employer_id), values).one() for query in (SERVED, COUNTED))
    return Totals(
        days=(last - first).days + 1, year=first.year, available_fte_days=served.hours / FULL_TIME_HOURS,
        headcount_days=int(served.days), throughout=served.throughout, throughout_sick=counted.sick, reports=counted.reports,
        ended=counted.ended, ended_days=int(counted.ended_days),
        sick_fte_days=_weighed(session, _of(WEIGHED, employer_id), values))


def _of(query: str, employer_id: str | None) -> TextClause:
    return text(query.format(whose="true" if employer_id is None else "employer_id = :employer"))


def _weighed(session: Session, query: TextClause, values: Mapping[str, Any]) -> dict[DurationClass, Decimal]:
    found: dict[DurationClass, Decimal] = defaultdict(Decimal)
    for row in session.execute(query, values):
        found[CLASSES[row[0]]] += row.days * row.hours / FULL_TIME_HOURS * row.pct / PER_CENT
    return found

