"""The rows of overviews, read by one statement each over the copies and the read models."""
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, text

from services.casework.domain.plan.milestone import Status
from services.casework.store.copies import Employee
from services.casework.store.steps import Step, has_status
from shared.db.session import Session
from shared.kernel.vocabulary import AbsenceStatus

_NAME = "concat_ws(' ', e.first_name, e.infix, e.last_name)"
_CASES = """
SELECT a.absence_number, a.employee_id, a.first_sick_day, a.recovered_on, a.status,
       least(a.recovered_on - 1, e.employed_until, :last) AS last_day
FROM absence a JOIN employee e ON e.employee_id = a.employee_id
WHERE a.employer_id = :employer AND a.status <> :cancelled AND a.first_sick_day <= :last
      AND (a.recovered_on IS NULL OR a.recovered_on > :first) AND coalesce(e.employed_until, :last) >= :first"""
"""Selected by the employer of the absence, so that no other employer's absences are read."""

CASES = f"""
SELECT c.total, c.absence_number, c.employee_id, {_NAME} AS employee, e.department, c.first_sick_day, c.recovered_on, c.status,
       c.last_day - c.first_sick_day + 1 AS days, c.last_day - greatest(c.first_sick_day, :first) + 1 AS days_in_period,
       CASE WHEN c.recovered_on <= :last THEN 100 ELSE coalesce((
           SELECT m.recovered_pct FROM absence_mutation m WHERE m.absence_number = c.absence_number AND m.effective_on <= :last
           ORDER BY m.effective_on DESC LIMIT 1), 0) END AS recovered_pct
FROM (SELECT count(*) OVER () AS total, c.* FROM ({_CASES}) AS c WHERE c.last_day >= c.first_sick_day {{only}}
      ORDER BY c.first_sick_day, c.absence_number LIMIT CAST(:limit AS int)) AS c
JOIN employee e ON e.employee_id = c.employee_id ORDER BY c.first_sick_day, c.absence_number"""
RUNNING = "(c.recovered_on IS NULL OR c.recovered_on > :last)"
LONGER = f"AND {RUNNING} AND c.last_day - c.first_sick_day + 1 > :longer_than"
COUNTS = f"""
SELECT count(*) FILTER (WHERE {RUNNING}) AS running, coalesce(sum(s.begun), 0) AS sanctions
FROM ({_CASES}) AS c LEFT JOIN (
    SELECT absence_number, count(*) AS begun FROM sanction WHERE start BETWEEN :first AND :last
    AND ("end" IS NULL OR "end" >= start) GROUP BY 1) AS s
    ON s.absence_number = c.absence_number
WHERE c.last_day >= c.first_sick_day"""

EMPLOYEES = f"""
WITH shown AS MATERIALIZED (
    SELECT count(*) OVER () AS total, e.employee_id, {_NAME} AS employee, e.department, e.search_name, e.first_name
    FROM employee e
    WHERE e.employer_id = :employer AND e.employed_from <= :last AND coalesce(e.employed_until, :last) >= :first
    ORDER BY e.search_name, e.first_name, e.employee_id LIMIT CAST(:limit AS int)
), own AS MATERIALIZED (
    SELECT a.absence_number, a.employee_id, a.first_sick_day FROM absence a
    WHERE a.employer_id = :employer AND a.status <> :cancelled AND a.first_sick_day <= :last
          AND a.employee_id IN (SELECT employee_id FROM shown)
)
SELECT e.total, e.employee_id, e.employee, e.department, coalesce(c.numbers, '{{}}') AS absence_numbers,
       coalesce(c.days, 0) AS days, coalesce(c.reports, 0) AS reports, coalesce(w.weight, 0) AS weight,
       coalesce(f.first_days, '{{}}') AS first_sick_days
FROM shown e
LEFT JOIN (SELECT employee_id, array_agg(absence_number ORDER BY first_sick_day, absence_number) AS numbers,
                  sum(greatest(last_day - greatest(first_sick_day, :first) + 1, 0)) AS days,
                  count(*) FILTER (WHERE first_sick_day >= :first) AS reports
           FROM ({_CASES} AND a.employee_id IN (SELECT employee_id FROM shown)) AS touching GROUP BY 1) AS c
    ON c.employee_id = e.employee_id
LEFT JOIN (SELECT own.employee_id, sum(s.weight * greatest(least(s.stop, :last, s.first_sick_day + 729)
                                                           - greatest(s.start, :first) + 1, 0)) AS weight
           FROM sick_stretch s JOIN own ON own.absence_number = s.absence_number GROUP BY 1)
    AS w ON w.employee_id = e.employee_id
LEFT JOIN (SELECT employee_id, array_agg(first_sick_day) AS first_days FROM own GROUP BY 1) AS f ON f.employee_id = e.employee_id
ORDER BY e.search_name, e.first_name, e.employee_id"""


def list_cases(session: Session, employer_id: str, first: date, last: date, limit: int | None) -> Sequence[Row[Any]]:
    """The sick reports with a sick day in a period, by first sick day; each row has their `total` number.

    :param limit: of rows; None for all
    """
    return _rows(session, CASES.format(only=""), employer_id, first, last, limit=limit)


def list_long_cases(session: Session, employer_id: str, first: date, last: date, limit: int | None, *,
                    longer_than: int) -> Sequence[Row[Any]]:
    """Those that run at the end of the period and have lasted longer than a number of days by then."""
    return _rows(session, CASES.format(only=LONGER), employer_id, first, last, limit=limit, longer_than=longer_than)


def count_cases(session: Session, employer_id: str, first: date, last: date) -> tuple[int, int]:
    """The number of sick reports that run at the end of a period, and of sanctions in the period's reports that began in it."""
    (row,) = _rows(session, COUNTS, employer_id, first, last)
    return int(row.running), int(row.sanctions)


def list_employees(session: Session, employer_id: str, first: date, last: date, limit: int | None) -> Sequence[Row[Any]]:
    """The employees in service in a period with their sick reports, by name; each row has their `total` number."""
    return _rows(session, EMPLOYEES, employer_id, first, last, limit=limit)


def count_departments(session: Session, employer_id: str, first: date, last: date) -> dict[str, int]:
    """The number of employees in service in a period, by department; those without one are left out."""
    in_service = Employee.employed_from <= last, func.coalesce(Employee.employed_until, last) >= first
    query = select(Employee.department, func.count()).where(
        Employee.employer_id == employer_id, Employee.department.is_not(None), *in_service).group_by(Employee.department)
    return {str(name): count for name, count in session.execute(query.order_by(Employee.department))}


def list_overdue(session: Session, employer_id: str, today: date, limit: int | None) -> Sequence[Row[str, str, date, int]]:
    """The overdue steps, oldest first; each row has their `total` number."""
    query = select(Step.case_number, Step.code, Step.due_on, func.count().over().label("total")).where(
        Step.employer_id == employer_id, has_status(Status.OVERDUE, today))
    return session.execute(query.order_by(Step.due_on, Step.case_number, Step.code).limit(limit)).all()


def count_completed(session: Session, employer_id: str, first: date, last: date) -> tuple[int, int]:
    """The number of steps completed in a period, and how many of those on time."""
    query = select(func.count(), func.count().filter(Step.completed_on <= Step.due_on)).where(
        Step.employer_id == employer_id, Step.completed_on.between(first, last))
    completed, on_time = session.execute(query).one()
    return int(completed), int(on_time)


def _rows(session: Session, query: str, employer_id: str, first: date, last: date, **more: int | None) -> Sequence[Row[Any]]:
    return session.execute(text(query), {"employer": employer_id, "first": first, "last": last, **more,
                                         "cancelled": AbsenceStatus.CANCELLED.value}).all()
