"""The rows of overviews, read by one statement each over the copies and the read models."""
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, text

from services.casework.domain.plan.milestone import Code, Status
from services.casework.store.copies import Employee
from services.casework.store.steps import Step, has_status
from shared.db.session import Session
from shared.kernel.vocabulary import AbsenceStatus

_NAME = "concat_ws(' ', e.first_name, e.infix, e.last_name)"
_CASES = """
SELECT a.absence_number, a.employee_id, a.first_sick_day, a.recovered_on, a.status,
       least(a.recovered_on - 1, e.employed_until, :last) AS last_day
FROM absence a JOIN employee e ON e.employee_id = a.employee_id
WHERE e.employer_id = :employer AND a.status <> :cancelled AND a.first_sick_day <= :last
      AND (a.recovered_on IS NULL OR a.recovered_on > :first) AND coalesce(e.employed_until, :last) >= :first"""

CASES = f"""
SELECT c.absence_number, c.employee_id, {_NAME} AS employee, e.department, c.first_sick_day, c.recovered_on, c.status,
       c.last_day - c.first_sick_day + 1 AS days, c.last_day - greatest(c.first_sick_day, :first) + 1 AS days_in_period,
       CASE WHEN c.recovered_on <= :last THEN 100 ELSE coalesce((
           SELECT m.recovered_pct FROM absence_mutation m WHERE m.absence_number = c.absence_number AND m.effective_on <= :last
           ORDER BY m.effective_on DESC LIMIT 1), 0) END AS recovered_pct
FROM ({_CASES}) AS c JOIN employee e ON e.employee_id = c.employee_id
WHERE c.last_day >= c.first_sick_day {{only}} ORDER BY c.first_sick_day, c.absence_number"""
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
SELECT e.employee_id, {_NAME} AS employee, e.department, coalesce(c.numbers, '{{}}') AS absence_numbers,
       coalesce(c.days, 0) AS days, coalesce(c.reports, 0) AS reports, coalesce(w.weight, 0) AS weight,
       coalesce(f.first_days, '{{}}') AS first_sick_days
FROM employee e
LEFT JOIN (SELECT employee_id, array_agg(absence_number ORDER BY first_sick_day, absence_number) AS numbers,
                  sum(greatest(last_day - greatest(first_sick_day, :first) + 1, 0)) AS days,
                  count(*) FILTER (WHERE first_sick_day >= :first) AS reports FROM ({_CASES}) AS touching GROUP BY 1) AS c
    ON c.employee_id = e.employee_id
LEFT JOIN (SELECT a.employee_id, sum(s.weight * greatest(least(s.stop, :last, s.first_sick_day + 729)
                                                         - greatest(s.start, :first) + 1, 0)) AS weight
           FROM sick_stretch s JOIN absence a ON a.absence_number = s.absence_number WHERE s.employer_id = :employer GROUP BY 1)
    AS w ON w.employee_id = e.employee_id
LEFT JOIN (SELECT employee_id, array_agg(first_sick_day) AS first_days FROM absence
           WHERE employer_id = :employer AND status <> :cancelled AND first_sick_day <= :last GROUP BY 1) AS f
    ON f.employee_id = e.employee_id
WHERE e.employer_id = :employer AND e.employed_from <= :last AND coalesce(e.employed_until, :last) >= :first
ORDER BY e.search_name, e.first_name, e.employee_id"""


def list_cases(session: Session, employer_id: str, first: date, last: date) -> Sequence[Row[Any]]:
    """The sick reports with a sick day in a period, by first sick day."""
    return _rows(session, CASES.format(only=""), employer_id, first, last)


def list_long_cases(session: Session, employer_id: str, first: date, last: date, *, longer_than: int) -> Sequence[Row[Any]]:
    """Those that run at the end of the period and have lasted longer than a number of days by then."""
    return _rows(session, CASES.format(only=LONGER), employer_id, first, last, longer_than=longer_than)


def count_cases(session: Session, employer_id: str, first: date, last: date) -> tuple[int, int]:
    """The number of sick reports that run at the end of a period, and of sanctions in the period's reports that began in it."""
    (row,) = _rows(session, COUNTS, employer_id, first, last)
    return int(row.running), int(row.sanctions)


def list_employees(session: Session, employer_id: str, first: date, last: date) -> Sequence[Row[Any]]:
    """The employees in service in a period with their sick reports, by name."""
    return _rows(session, EMPLOYEES, employer_id, first, last)


def count_departments(session: Session, employer_id: str, first: date, last: date) -> dict[str, int]:
    """The number of employees in service in a period, by department; those without one are left out."""
    in_service = Employee.employed_from <= last, func.coalesce(Employee.employed_until, last) >= first
    query = select(Employee.department, func.count()).where(
        Employee.employer_id == employer_id, Employee.department.is_not(None), *in_service).group_by(Employee.department)
    return {str(name): count for name, count in session.execute(query.order_by(Employee.department))}


def list_overdue(session: Session, employer_id: str, today: date) -> Sequence[Row[str, Code, date]]:
    """The overdue steps, oldest first."""
    query = select(Step.case_number, Step.code, Step.due_on).where(
        Step.employer_id == employer_id, has_status(Status.OVERDUE, today))
    return session.execute(query.order_by(Step.due_on, Step.case_number, Step.code)).all()


def count_completed(session: Session, employer_id: str, first: date, last: date) -> tuple[int, int]:
    """The number of steps completed in a period, and how many of those on time."""
    query = select(func.count(), func.count().filter(Step.completed_on <= Step.due_on)).where(
        Step.employer_id == employer_id, Step.completed_on.between(first, last))
    completed, on_time = session.execute(query).one()
    return int(completed), int(on_time)


def _rows(session: Session, query: str, employer_id: str, first: date, last: date, **more: int) -> Sequence[Row[Any]]:
    return session.execute(text(query), {"employer": employer_id, "first": first, "last": last, **more,
                                         "cancelled": AbsenceStatus.CANCELLED.value}).all()
