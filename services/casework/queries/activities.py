"""All activities that were done or are still to do, to be searched (R-150…R-152), and a caseload of them (R-046)."""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from services.casework import store
from services.casework.domain.plan.milestone import Milestone, Party, Status
from services.casework.queries.dossiers import DossierView, view_dossier
from services.casework.search import literal, searchable
from services.casework.store.dossiers import find_assignment
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page

COMPLETED = {"ja": frozenset({Status.DONE, Status.CANCELLED}), "nee": frozenset({Status.PLANNED, Status.OVERDUE})}
PARTIES = {"company_doctor": Party.COMPANY_DOCTOR, "labour_expert": Party.LABOUR_EXPERT}


@dataclass(frozen=True, kw_only=True)
class ActivitySearch:
    """What is sought; fields combine with AND, an empty search finds all.

    :ivar activity: part of a title, or a code
    :ivar completed: ja, nee or None for both; a cancelled activity counts as completed
    """

    last_name: str | None = None
    absence_number: str | None = None
    employee_number: str | None = None
    activity: str | None = None
    completed: str | None = None
    due_from: date | None = None
    due_until: date | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of one case."""

    view: DossierView
    step: Milestone

    @property
    def place(self) -> str:
        """Its place in a list: by due date, then dossier, code and occurrence."""
        step = self.step
        return f"{step.due_on}~{self.view.dossier.absence_number}~{step.code}~{step.occurrence:03d}"


@dataclass(frozen=True, slots=True)
class Caseload:
    """Some of what is to do, with the counts of all of it."""

    items: Sequence[Activity]
    next: str | None
    open: int
    overdue: int


def list_activities(session: Session, *, actor: Actor, search: ActivitySearch, cursor: str | None,
                    limit: int) -> Page[Activity]:
    """Activities by due date; a case of several absences is listed once, under the last of them that was sought."""
    query = _dossiers(search)
    if actor.employer_id is not None:
        query = query.where(store.Dossier.employer_id == actor.employer_id)
    found = [a for a in _activities(session, query) if _matches(a.step, search)]
    return _page(found, cursor, limit)


def get_caseload(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Caseload:
    """What is to do for the employers of a casemanager or consultant; a doctor or expert sees his own steps of all."""
    query = select(store.Dossier).where(store.Dossier.closed_on.is_(None)).order_by(store.Dossier.absence_number)
    parties = {PARTIES[role] for role in actor.roles if role in PARTIES}
    if not parties:
        query = query.where(store.Dossier.employer_id.in_(_own_employers(session, actor)))
    found = [a for a in _activities(session, query) if a.step.status in COMPLETED["nee"]
             and (not parties or a.step.responsible in parties)]
    shown = _page(found, cursor, limit)
    return Caseload(shown.items, shown.next, len(found), sum(a.step.status is Status.OVERDUE for a in found))


def _own_employers(session: Session, actor: Actor) -> list[str]:
    guided = select(store.Assignment.employer_id).where(
        (store.Assignment.casemanager_id == actor.account_id) | (store.Assignment.consultant_id == actor.account_id))
    today = session.clock.today()
    present = [(name, find_assignment(session, name, today)) for name in set(session.scalars(guided))]
    return [name for name, team in present if team and actor.account_id in (team.casemanager_id, team.consultant_id)]


def _dossiers(search: ActivitySearch) -> Select[Any]:
    query = select(store.Dossier).outerjoin(store.Employee, store.Employee.employee_id == store.Dossier.employee_id)
    if search.last_name:
        pattern = f"%{literal(searchable(search.last_name))}%"
        query = query.where(store.Employee.search_name.like(pattern, escape="\\"))
    if search.absence_number:
        query = query.where(store.Dossier.absence_number == search.absence_number)
    if search.employee_number:
        query = query.where(store.Employee.employee_number == search.employee_number)
    return query.order_by(store.Dossier.absence_number)


def _activities(session: Session, query: Select[Any]) -> Iterator[Activity]:
    latest = {}
    for dossier in session.scalars(query).all():
        view = view_dossier(session, dossier)
        latest[view.file.numbers[0]] = view
    for view in latest.values():
        for step in view.plan:
            yield Activity(view, step)


def _matches(step: Milestone, search: ActivitySearch) -> bool:
    if search.completed and step.status not in COMPLETED[search.completed]:
        return False
    if (search.due_from and step.due_on < search.due_from) or (search.due_until and step.due_on > search.due_until):
        return False
    sought = searchable(search.activity or "")
    return not sought or sought in searchable(step.kind.title) or sought in (step.code.lower(), step.kind.name.lower())


def _page(found: Iterable[Activity], cursor: str | None, limit: int) -> Page[Activity]:
    rest = sorted((a for a in found if cursor is None or a.place > cursor), key=lambda a: a.place)
    shown = rest[:limit]
    return Page(shown, shown[-1].place if len(rest) > limit else None)
