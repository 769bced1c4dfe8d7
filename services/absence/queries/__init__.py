"""Read queries of absence: views of absences, histories and imports."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, String, cast, func, select

from services.absence import store
from services.absence.domain.composition import case_of
from services.absence.domain.employee_import import RowResult
from services.absence.domain.recovery import days_late
from services.absence.queries.employee_list import answers_to
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.period import Period
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind
from shared.web.pages import Page, page, page_by_number


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence with the name of its employee and derived values.

    :ivar prepared_recovery: the partial recovery of a secondment that the employer has to report
    """

    absence: store.Absence
    employee_name: str | None
    sick_days: int
    employed_until: date | None = None
    prepared_recovery: store.PreparedRecovery | None = None

    @property
    def recovery_days_late(self) -> int | None:
        """Calendar days from the first fit day to the report of the recovery; None while there is none (R-009)."""
        fit, reported = self.absence.recovered_on, self.absence.recovery_reported_on
        return None if fit is None or reported is None else days_late(fit, reported)

    @property
    def needs_attention(self) -> bool:
        """What the insurer sees of a labour conflict (domain.md §7.5, C7)."""
        return self.absence.labour_conflict


EXAMPLES = 3
"""Rows of a file that its columns are shown with."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its head, its field if it is read, and cells of the first rows."""

    head: str
    field: str | None
    examples: list[str]


def list_changes(session: Session, *, actor: Actor, employee_id: str, cursor: str | None,
                 limit: int) -> Page[store.EmployeeChange]:
    """The history of an employee of the actor's employer, latest first."""
    store.get_employee(session, employee_id, actor)
    query = select(store.EmployeeChange).where(store.EmployeeChange.employee_id == employee_id)
    return page(session, query, key=store.EmployeeChange.change_id, view=lambda change: change, cursor=cursor, limit=limit,
                is_newest_first=True)


def get_absence(session: Session, *, actor: Actor, absence_number: str) -> AbsenceView:
    """One absence of the actor's employer."""
    return view_absence(session, store.get_absence(session, absence_number, actor))


def list_absences(session: Session, *, actor: Actor, employee_id: Sequence[str], status: str | None, search: str | None,
                  latest_of_each: int | None, order: str, cursor: str | None, limit: int) -> Page[AbsenceView]:
    """The absences of the actor's employer by number.

    :param employee_id: only of these; empty for all
    :param status: a status, or OPEN
    :param search: part of the employee's name, number, function or department
    :param latest_of_each: how many of each employee at most, by first sick day
    :param order: ``oldest`` or ``newest`` first
    """
    query = _of_employer(select(store.Absence), store.Absence.employer_id, actor)
    if employee_id:
        query = query.where(store.Absence.employee_id.in_(employee_id))
    if status == "OPEN":
        query = query.where(store.Absence.status.in_(store.OPEN))
    elif status:
        query = query.where(cast(store.Absence.status, String) == status)
    if search:
        query = query.join(store.Employee).where(answers_to(search))
    if latest_of_each is not None:
        query = _latest_of_each(query, latest_of_each)
    found = page(session, query, key=store.Absence.absence_number, view=lambda absence: absence, cursor=cursor, limit=limit,
                 is_newest_first=order == "newest")
    return Page(_viewed(session, found.items), found.next)


def _latest_of_each(query: Select[Any], most: int) -> Select[Any]:
    latest_first = store.Absence.first_sick_day.desc(), store.Absence.absence_number.desc()
    rank = func.row_number().over(partition_by=store.Absence.employee_id, order_by=latest_first).label("rank")
    ranked = query.with_only_columns(store.Absence.absence_number, rank).subquery()
    latest = select(ranked.c.absence_number).where(ranked.c.rank <= most)
    return select(store.Absence).where(store.Absence.absence_number.in_(latest))


def view_absence(session: Session, absence: store.Absence) -> AbsenceView:
    """The view of an absence, with its sick days until today (maternity leave is not counted)."""
    return _viewed(session, [absence])[0]


def _viewed(session: Session, absences: Sequence[store.Absence]) -> list[AbsenceView]:
    """The views of absences; reads the leave of their employees in one statement."""
    leaves: dict[str, list[Period]] = defaultdict(list)
    for leave in store.list_leaves_of_all(session, {absence.employee_id for absence in absences}, LeaveKind.MATERNITY):
        leaves[leave.employee_id].append(Period(leave.start, leave.end))
    today = session.clock.today()
    people = _names(session, {absence.employee_id for absence in absences})
    prepared = _prepared(session, absences)
    return [AbsenceView(absence, name, count_sick_days(absence, leaves[absence.employee_id], today), employed_until,
                        prepared.get(absence.absence_number))
            for absence in absences for name, employed_until in (people[absence.employee_id],)]


def _prepared(session: Session, absences: Sequence[store.Absence]) -> dict[str, store.PreparedRecovery]:
    """By absence number, the first prepared recovery that was not reported, in one statement."""
    confirmed = {mutation.placement_id for absence in absences for mutation in absence.mutations}
    rows = store.list_prepared(session, (absence.absence_number for absence in absences if absence.is_open))
    return {row.absence_number: row for row in reversed(rows) if row.placement_id not in confirmed}


def _names(session: Session, employee_ids: set[str]) -> dict[str, tuple[str, date | None]]:
    """Full name and last day in service by employee, in one statement."""
    columns = (store.Employee.employee_id, store.Employee.employed_until, store.Employee.first_name, store.Employee.infix,
               store.Employee.last_name)
    rows = session.execute(select(*columns).where(store.Employee.employee_id.in_(employee_ids)))
    return {employee_id: (" ".join(part for part in name if part), until) for employee_id, until, *name in rows}


def count_sick_days(absence: store.Absence, maternity_leaves: Sequence[Period], until: date) -> int:
    """Sick days of this absence alone, up to and including `until` and the end of service."""
    if absence.status == AbsenceStatus.CANCELLED:
        return 0
    last = min(until, absence.end_of_service or until)
    return case_of(absence.absence_number, [absence.spell], maternity_leaves).index(last)


def list_leaves(session: Session, *, actor: Actor, employee_id: str) -> list[store.Leave]:
    """The leave of an employee that was not withdrawn, oldest first."""
    return store.list_leaves_of(session, store.get_employee(session, employee_id, actor).employee_id)


def list_history(session: Session, *, actor: Actor, absence_number: str) -> list[store.HistoryEntry]:
    """The history of an absence, oldest entry first."""
    absence = store.get_absence(session, absence_number, actor)
    query = select(store.HistoryEntry).where(store.HistoryEntry.absence_number == absence.absence_number)
    return list(session.scalars(query.order_by(store.HistoryEntry.entry_id)))


def _of_employer(query: Select[tuple[object]], column: object, actor: Actor) -> Select[tuple[object]]:
    return query if actor.employer_id is None else query.where(column == actor.employer_id)  # type: ignore[arg-type]


def list_imports(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[store.EmployeeImport]:
    """The own employer's imports, latest first."""
    query = _of_employer(select(store.EmployeeImport), store.EmployeeImport.employer_id, actor)
    return page(session, query, key=store.EmployeeImport.import_id, view=lambda sent: sent, cursor=cursor, limit=limit,
                is_newest_first=True)


def list_applications(session: Session, *, actor: Actor, policy_number: str, cursor: str | None,
                      limit: int) -> Page[store.EmployeeImport]:
    """The imports that the actor sent for the employer of a policy, latest first.

    :raises NotFound: ``policy.not_found``
    """
    employer_id = store.get_policy(session, policy_number).employer_id
    query = select(store.EmployeeImport).where(store.EmployeeImport.employer_id == employer_id,
                                               store.EmployeeImport.actor_id == actor.account_id)
    return page(session, query, key=store.EmployeeImport.import_id, view=lambda sent: sent, cursor=cursor, limit=limit,
                is_newest_first=True)


def get_import(session: Session, *, actor: Actor, import_id: str) -> store.EmployeeImport:
    """One import of the own employer."""
    return store.get_import(session, import_id, actor)


def list_columns(session: Session, *, actor: Actor, import_id: str) -> tuple[store.EmployeeImport, list[Column]]:
    """The columns of an import with the cells of its first rows, as examples."""
    sent = store.get_import(session, import_id, actor)
    rows = store.list_first_rows(session, import_id, EXAMPLES)
    return sent, [Column(head, field, [row.cells[at] for row in rows if row.cells and len(row.cells) > at])
                  for at, (head, field) in enumerate(zip(sent.heads, sent.fields, strict=True))]


def list_known_columns(session: Session, *, actor: Actor) -> dict[str, str | None]:
    """Fields by head, as the actor's employer chose them before."""
    return store.list_known_columns(session, actor.employer_id or "")


def list_rows(session: Session, *, actor: Actor, import_id: str, result: RowResult | None, cursor: str | None,
              limit: int) -> Page[Row[Any]]:
    """The rows of an import, in the order of the file."""
    store.get_import(session, import_id, actor)
    table = store.ImportedRow.__table__.c
    query = select(table.number, table.result, table.employee_id, table.errors).where(table.import_id == import_id)
    if result is not None:
        query = query.where(table.result == result)
    return page_by_number(session, query, key=table.number, view=lambda row: row, cursor=cursor, limit=limit)


def get_refused_rows(session: Session, *, actor: Actor, import_id: str) -> tuple[list[str], list[list[str]]]:
    """The heads of an import and its refused rows as they were sent, each with its line and what is wrong behind it.

    :returns: the heads, and the cells of each row
    """
    sent = store.get_import(session, import_id, actor)
    heads = {field: head for field, head in zip(sent.fields, sent.heads, strict=True) if field}

    def reasons(errors: list[store.FieldError]) -> str:
        return " ".join(f"{heads[error['field']]}: {error['message']}" if error["field"] in heads else error["message"]
                        for error in errors)

    rows = store.list_refused_rows(session, import_id)
    return [*sent.heads, "Rij", "Wat er mis is"], [
        [*(row.cells or [""] * len(sent.heads)), str(row.number), reasons(row.errors)] for row in rows]
