"""The list of employees: search, filters, order, counts and status."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from services.absence import store
from services.absence.domain.employment import EmployeeStatus, employee_status
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.kernel.vocabulary import AbsenceStatus
from shared.web.pages import Page, page_by_row

ORDERS: dict[str, tuple[Any, ...]] = {
    "id": (store.Employee.employee_id,),
    "name": (store.Employee.sort_name, store.Employee.employee_id),
    "number": (func.length(store.Employee.number_key), store.Employee.number_key, store.Employee.employee_id),
    "employed_from": (store.Employee.employed_from, store.Employee.employee_id),
}
"""What the list can be sorted by; numbers as people count, 9 before 10."""


class Group(StrEnum):
    """Employees with something in common on a day; SICK includes those who are partly recovered, and is in service."""

    IN_SERVICE = "IN_SERVICE"
    SICK = "SICK"
    COMING = "COMING"
    LEFT = "LEFT"


@dataclass(frozen=True, slots=True)
class EmployeeView:
    """An employee with the present wage."""

    employee: store.Employee
    wage: store.Wage


@dataclass(frozen=True, slots=True)
class ListedEmployee(EmployeeView):
    """An employee in the list, with the status of today."""

    status: EmployeeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeCounts:
    """How many employees a search finds: all, and of each group."""

    found: int
    in_service: int
    coming: int
    left: int
    sick: int
    partially_recovered: int


def get_employee(session: Session, *, actor: Actor, employee_id: str) -> EmployeeView:
    """One employee of the actor's employer."""
    employee = store.get_employee(session, employee_id, actor)
    return EmployeeView(employee, employee.wage_on(session.clock.today()))


def list_employees(session: Session, *, actor: Actor, search: str | None, employee_id: Sequence[str], in_service_on: date | None,
                   group: Group | None, order: str, cursor: str | None, limit: int) -> Page[ListedEmployee]:
    """A page of the employees of the actor's employer.

    :param search: part of a name, number, function or department, ignoring case and accents
    :param employee_id: only these; empty for all
    :param in_service_on: only those in service on this day
    :param order: one of `ORDERS`, after ``-`` from the last to the first
    """
    own = _of_employer(select(store.Employee), actor)
    query = _sought(own, session.clock.today(), search=search, employee_id=employee_id, in_service_on=in_service_on, group=group)
    return page_by_row(session, query, rows=own, keys=ORDERS[order.removeprefix("-")],
                       is_descending=order.startswith("-"), cursor=cursor, limit=limit,
                       view_all=lambda found: _listed(session, found))


def find_employees(session: Session, *, actor: Actor, search: str | None, group: Group | None,
                   order: str) -> list[ListedEmployee]:
    """All employees of the actor's employer that a search finds."""
    keys = ORDERS[order.removeprefix("-")]
    query = _sought(_of_employer(select(store.Employee), actor), session.clock.today(), search=search, group=group)
    query = query.order_by(*(key.desc() if order.startswith("-") else key for key in keys))
    return _listed(session, session.scalars(query).all())


def count_employees(session: Session, *, actor: Actor, search: str | None) -> EmployeeCounts:
    """The numbers of employees of the actor's employer that a search finds, in one statement."""
    today, table = session.clock.today(), store.Employee
    status = store.Absence.status
    counts: list[Any] = [func.count(), *(func.count().filter(_in_group(group, today)) for group in (
        Group.IN_SERVICE, Group.COMING, Group.LEFT)), func.count(status).filter(status == AbsenceStatus.REPORTED),
        func.count(status).filter(status == AbsenceStatus.PARTIALLY_RECOVERED)]
    open_absence = and_(store.Absence.employee_id == table.employee_id, status.in_(store.OPEN))
    query = _of_employer(select(*counts).select_from(table).outerjoin(store.Absence, open_absence), actor)
    row = session.execute(_sought(query, today, search=search)).one()
    return EmployeeCounts(found=row[0], in_service=row[1], coming=row[2], left=row[3], sick=row[4], partially_recovered=row[5])


def answers_to(search: str) -> ColumnElement[bool]:
    """Whether an employee's name, number, function or department contains a text, ignoring case and accents."""
    return store.Employee.search_text.contains(fold(search), autoescape=True)


def _sought(query: Select[Any], today: date, *, search: str | None = None, employee_id: Sequence[str] = (),
            in_service_on: date | None = None, group: Group | None = None) -> Select[Any]:
    if employee_id:
        query = query.where(store.Employee.employee_id.in_(employee_id))
    if search:
        query = query.where(answers_to(search))
    if in_service_on is not None:
        query = query.where(_in_group(Group.IN_SERVICE, in_service_on))
    if group is not None:
        query = query.where(_in_group(group, today))
    return query


def _in_group(group: Group, day: date) -> ColumnElement[bool]:
    table = store.Employee
    match group:
        case Group.COMING:
            return table.employed_from > day
        case Group.LEFT:
            return and_(table.employed_from <= day, table.employed_until < day)
        case Group.SICK:
            return table.employee_id.in_(select(store.Absence.employee_id).where(store.Absence.status.in_(store.OPEN)))
    return and_(table.employed_from <= day, or_(table.employed_until.is_(None), table.employed_until >= day))


def _listed(session: Session, employees: Sequence[store.Employee]) -> list[ListedEmployee]:
    today = session.clock.today()
    open_absences = store.find_open_statuses(session, [employee.employee_id for employee in employees])
    return [ListedEmployee(employee, employee.wage_on(today), employee_status(
        employed_from=employee.employed_from, employed_until=employee.employed_until,
        absence=open_absences.get(employee.employee_id), today=today)) for employee in employees]


def _of_employer(query: Select[Any], actor: Actor) -> Select[Any]:
    return query if actor.employer_id is None else query.where(store.Employee.employer_id == actor.employer_id)
