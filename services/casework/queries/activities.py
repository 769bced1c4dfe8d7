"""Search in completed and planned activities (R-150…R-152)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from services.casework import store
from services.casework.domain.plan.milestone import Milestone, Party, Status
from services.casework.domain.plan.protocol import protocol
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.staff.reach import is_reached
from services.casework.store.steps import ORDER, has_status, is_open
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.folding import fold
from shared.web.pages import Page, page_by_keys

COMPLETED = {"ja": (Status.DONE, Status.CANCELLED), "nee": (Status.PLANNED, Status.OVERDUE)}
AT_HAND_DAYS = 42
"""A step without a window is at hand from six weeks before its due date."""


@dataclass(frozen=True, kw_only=True)
class ActivitySearch:
    """Search criteria, combined with AND; an empty search finds all.

    :ivar activity: part of a title, or a code
    :ivar completed: "ja", "nee" or None for both; a cancelled activity counts as completed
    :ivar responsible: responsible parties, combined with OR; empty for all
    :ivar at_hand: whether to find only activities whose window is open or that are due within six weeks
    """

    last_name: str | None = None
    absence_number: str | None = None
    employee_number: str | None = None
    activity: str | None = None
    completed: str | None = None
    status: Status | None = None
    responsible: Sequence[Party] = ()
    at_hand: bool = False
    due_from: date | None = None
    due_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """The mails about a step.

    :ivar escalated_on: the day on which the casemanager was told, None if that was not needed
    """

    times: int
    last_on: date
    escalated_on: date | None


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of one case.

    :ivar absence_number: the absence in the search, otherwise the last one of the case
    :ivar reminded: None if nobody was mailed about it, and where that is not asked
    """

    absence_number: str
    case_number: str
    employee_id: str
    employee: store.Employee | None
    employer_id: str
    policy: store.Policy | None
    step: Milestone
    reminded: Reminded | None = None


def list_activities(session: Session, *, actor: Actor, search: ActivitySearch, cursor: str | None,
                    limit: int) -> Page[Activity]:
    """Activities by due date; a case of several absences is listed once."""
    today = session.clock.today()
    query = select(store.Step).join(store.Case, store.Case.case_number == store.Step.case_number).where(
        *is_reached(actor, today, employer=store.Step.employer_id, case=store.Step.case_number),
        *_people(search), *_steps(search, today))
    return page_of_steps(session, query, cursor, limit, sought=_number(search))


def _people(search: ActivitySearch) -> list[ColumnElement[bool]]:
    """Conditions on the case."""
    found: list[ColumnElement[bool]] = []
    if search.last_name:
        found.append(store.Case.search_name.contains(fold(search.last_name), autoescape=True))
    if search.employee_number:
        found.append(store.Case.employee_number == search.employee_number.strip())
    if number := _number(search):
        found.append(store.Case.case_number == select(store.Dossier.case_number).where(
            store.Dossier.absence_number == number).scalar_subquery())
    return found


def _steps(search: ActivitySearch, today: date) -> list[ColumnElement[bool]]:
    """Conditions on the step."""
    found: list[ColumnElement[bool]] = []
    if search.completed:
        opened = is_open(today)
        found.append(opened if search.completed == "nee" else or_(*(has_status(s, today) for s in COMPLETED["ja"])))
    if search.status:
        found.append(has_status(search.status, today))
    if search.activity:
        found.append(store.Step.code.in_(_codes(search.activity)))
    if search.responsible:
        found.append(store.Step.responsible.in_(search.responsible))
    if search.at_hand:
        found.append(func.coalesce(store.Step.opens_on <= today, store.Step.due_on - AT_HAND_DAYS <= today))
    if search.due_from:
        found.append(store.Step.due_on >= search.due_from)
    if search.due_until:
        found.append(store.Step.due_on <= search.due_until)
    return found


def _number(search: ActivitySearch) -> str | None:
    return search.absence_number.strip().upper() if search.absence_number else None


def _codes(activity: str) -> list[str]:
    """The steps whose title contains the text, or whose code or name equals it."""
    sought = fold(activity)
    return [code for code, kind in protocol().kinds.items()
            if sought in fold(kind.title) or sought in (code.lower(), kind.name.lower())]


def page_of_steps(session: Session, query: Select[Any], cursor: str | None, limit: int, *, sought: str | None = None,
                  only_open: bool = False) -> Page[Activity]:
    """A page of the steps of a query, with their cases.

    :param sought: the absence number of the search, which names the case
    :param only_open: whether a case is named after its last open absence
    """
    def view_all(steps: Sequence[store.Step]) -> list[Activity]:
        return _activities(session, steps, sought, only_open=only_open)

    return page_by_keys(session, query, keys=ORDER, view_all=view_all, cursor=cursor, limit=limit)


def _activities(session: Session, steps: Sequence[store.Step], sought: str | None, *, only_open: bool) -> list[Activity]:
    """Steps with their cases, in one statement per kind of row."""
    numbers = {step.case_number for step in steps}
    cases = {case.case_number: case for case in session.scalars(select(store.Case).where(store.Case.case_number.in_(numbers)))}
    employees = find_employees(session, (case.employee_id for case in cases.values()))
    policies = find_policies(session, (case.employer_id for case in cases.values()))
    latest, today = _latest(session, numbers, only_open=only_open), session.clock.today()
    return [Activity(
        absence_number=sought or latest.get(case.case_number, case.case_number), case_number=case.case_number,
        employee_id=case.employee_id, employee=employees.get(case.employee_id), employer_id=case.employer_id,
        policy=policies.get(case.employer_id), step=step.value.on(today)) for step in steps for case in [cases[step.case_number]]]


def _latest(session: Session, case_numbers: set[str], *, only_open: bool) -> dict[str | None, str]:
    """The last absence of each case, or the last one whose dossier is open."""
    query = select(store.Dossier.case_number, func.max(store.Dossier.absence_number)).where(
        store.Dossier.case_number.in_(case_numbers)).group_by(store.Dossier.case_number)
    query = query.where(store.Dossier.closed_on.is_(None)) if only_open else query
    return {row[0]: row[1] for row in session.execute(query)}
