"""Read queries of absence: views of employees and absences."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, String, cast, func, or_, select

from services.absence import store
from services.absence.domain.composition import case_of
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.kernel.period import Period
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind
from shared.web.pages import Page, page


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence with the name of its employee and derived values."""

    absence: store.Absence
    employee_name: str | None
    sick_days: int


@dataclass(frozen=True, slots=True)
class EmployeeView:
    """An employee with the present wage."""

    employee: store.Employee
    wage: store.Wage


def get_employee(session: Session, *, actor: Actor, employee_id: str) -> EmployeeView:
    """One employee of the actor's employer."""
    return view_employee(session, store.get_employee(session, employee_id, actor))


def view_employee(session: Session, employee: store.Employee) -> EmployeeView:
    """The view of an employee."""
    return EmployeeView(employee, employee.wage_on(session.clock.today()))


def list_employees(session: Session, *, actor: Actor, search: str | None, cursor: str | None,
                   limit: int) -> Page[EmployeeView]:
    """The employees of the actor's employer; `search` matches part of a name or number, ignoring case and accents."""
    query = _of_employer(select(store.Employee), store.Employee.employer_id, actor)
    if search:
        query = query.where(store.Employee.search_text.contains(fold(search), autoescape=True))
    return page(session, query, key=store.Employee.employee_id, view=lambda e: view_employee(session, e),
                cursor=cursor, limit=limit)


def count_employees(session: Session, *, actor: Actor) -> int:
    """Number of employees of the actor's employer in service today."""
    today = session.clock.today()
    query = select(func.count()).select_from(store.Employee).where(
        store.Employee.employed_from <= today,
        or_(store.Employee.employed_until.is_(None), store.Employee.employed_until >= today))
    if actor.employer_id is not None:
        query = query.where(store.Employee.employer_id == actor.employer_id)
    return session.scalar(query) or 0


def get_absence(session: Session, *, actor: Actor, absence_number: str) -> AbsenceView:
    """One absence of the actor's employer."""
    return view_absence(session, store.get_absence(session, absence_number, actor))


def list_absences(session: Session, *, actor: Actor, employee_id: str | None, status: str | None, cursor: str | None,
                  limit: int) -> Page[AbsenceView]:
    """The absences of the actor's employer; `status` is a status or OPEN."""
    query = _of_employer(select(store.Absence), store.Absence.employer_id, actor)
    if employee_id:
        query = query.where(store.Absence.employee_id == employee_id)
    if status == "OPEN":
        query = query.where(store.Absence.status.in_(store.OPEN))
    elif status:
        query = query.where(cast(store.Absence.status, String) == status)
    found = page(session, query, key=store.Absence.absence_number, view=lambda absence: absence, cursor=cursor, limit=limit)
    return Page(_viewed(session, found.items), found.next)


def view_absence(session: Session, absence: store.Absence) -> AbsenceView:
    """The view of an absence, with its sick days until today (maternity leave is not counted)."""
    return _viewed(session, [absence])[0]


def _viewed(session: Session, absences: Sequence[store.Absence]) -> list[AbsenceView]:
    """The views of absences; reads the leave of their employees in one statement."""
    leaves: dict[str, list[Period]] = defaultdict(list)
    for leave in store.list_leaves_of_all(session, {absence.employee_id for absence in absences}, LeaveKind.MATERNITY):
        leaves[leave.employee_id].append(Period(leave.start, leave.end))
    today = session.clock.today()
    names = _names(session, {absence.employee_id for absence in absences})
    return [AbsenceView(absence, names.get(absence.employee_id), count_sick_days(absence, leaves[absence.employee_id], today))
            for absence in absences]


def _names(session: Session, employee_ids: set[str]) -> dict[str, str]:
    """Full names by employee, in one statement."""
    columns = (store.Employee.employee_id, store.Employee.first_name, store.Employee.infix, store.Employee.last_name)
    rows = session.execute(select(*columns).where(store.Employee.employee_id.in_(employee_ids)))
    return {employee_id: " ".join(part for part in name if part) for employee_id, *name in rows}


def count_sick_days(absence: store.Absence, maternity_leaves: Sequence[Period], until: date) -> int:
    """Sick days of this absence alone, up to and including `until` and the end of service."""
    if absence.status == AbsenceStatus.CANCELLED:
        return 0
    last = min(until, absence.end_of_service or until)
    return case_of(absence.absence_number, [absence.spell], maternity_leaves).index(last)


def list_history(session: Session, *, actor: Actor, absence_number: str) -> list[store.HistoryEntry]:
    """The history of an absence, oldest entry first."""
    absence = store.get_absence(session, absence_number, actor)
    query = select(store.HistoryEntry).where(store.HistoryEntry.absence_number == absence.absence_number)
    return list(session.scalars(query.order_by(store.HistoryEntry.entry_id)))


def _of_employer(query: Select[tuple[object]], column: object, actor: Actor) -> Select[tuple[object]]:
    return query if actor.employer_id is None else query.where(column == actor.employer_id)  # type: ignore[arg-type]
