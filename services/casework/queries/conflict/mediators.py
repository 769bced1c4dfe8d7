"""The mediators that employers asked for, in the cases of a casemanager (R-091, R-105)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from services.casework import store
from services.casework.domain.conflict.conflict import mediation_due_on
from services.casework.domain.conflict.steps import StepKind
from services.casework.domain.guidance.advice import AdviceKind
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.staff.reach import is_reached
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys

ENDS = (StepKind.MEDIATION_STARTED, StepKind.RESOLVED)
"""The steps after which a request no longer waits."""


class RequestState(StrEnum):
    """Whether a mediator must be found: WAITING in an open dossier, ARRANGED once mediation began."""

    WAITING = "WAITING"
    ARRANGED = "ARRANGED"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorRequest:
    """A request of an employer.

    :ivar due_on: the last day to start, if mediation was advised (R-105)
    :ivar mediator: None until one was assigned, as the day on which mediation began
    """

    absence_number: str
    requested_on: date
    due_on: date | None
    mediator: str | None
    started_on: date | None
    employee_name: str | None
    company_name: str | None


def list_mediator_requests(session: Session, *, actor: Actor, state: RequestState, cursor: str | None,
                           limit: int) -> Page[MediatorRequest]:
    """A page of the requests in one state, in cases that the actor reaches; the first one first."""
    table = store.ConflictStep
    started, ended = _follows(StepKind.MEDIATION_STARTED), _follows(*ENDS)
    holds = started if state is RequestState.ARRANGED else ~ended & store.Dossier.closed_on.is_(None)
    query = select(table).join(store.Dossier, store.Dossier.absence_number == table.absence_number).where(
        table.kind == StepKind.MEDIATOR_REQUESTED, table.withdrawn_on.is_(None), holds,
        *is_reached(actor, session.clock.today(), employer=store.Dossier.employer_id, case=store.Dossier.case_number))
    return page_by_keys(session, query, keys=(table.taken_on, table.step_id), view_all=lambda rows: _views(session, rows),
                        cursor=cursor, limit=limit)


def _follows(*kinds: StepKind) -> ColumnElement[bool]:
    """Condition for the steps after which the same case had a step of these kinds that stands."""
    later, case = aliased(store.ConflictStep), aliased(store.Dossier)
    return exists().where(
        later.absence_number == case.absence_number, case.case_number == store.Dossier.case_number, later.kind.in_(kinds),
        later.withdrawn_on.is_(None), later.recorded_at >= store.ConflictStep.recorded_at)


def _views(session: Session, rows: Sequence[store.ConflictStep]) -> list[MediatorRequest]:
    own = {dossier.absence_number: dossier for dossier in session.scalars(select(store.Dossier).where(
        store.Dossier.absence_number.in_({row.absence_number for row in rows})))}
    cases = {dossier.case_number for dossier in own.values()}
    people = find_employees(session, {dossier.employee_id for dossier in own.values()})
    policies = find_policies(session, {dossier.employer_id for dossier in own.values()})
    started, advised = _started(session, cases), _advised(session, cases)
    found = []
    for row in rows:
        dossier = own[row.absence_number]
        person, policy = people.get(dossier.employee_id), policies.get(dossier.employer_id)
        step, advised_on = started.get(dossier.case_number), advised.get(dossier.case_number)
        found.append(MediatorRequest(
            absence_number=row.absence_number, requested_on=row.taken_on,
            due_on=mediation_due_on(advised_on) if advised_on else None, mediator=step.mediator if step else None,
            started_on=step.taken_on if step else None, employee_name=person.full_name if person else None,
            company_name=policy.company_name if policy else None))
    return found


def _started(session: Session, cases: set[str | None]) -> Mapping[str | None, store.ConflictStep]:
    """The latest mediation of each case."""
    rows = session.execute(select(store.Dossier.case_number, store.ConflictStep).join(
        store.ConflictStep, store.ConflictStep.absence_number == store.Dossier.absence_number).where(
        store.Dossier.case_number.in_(cases), store.ConflictStep.kind == StepKind.MEDIATION_STARTED,
        store.ConflictStep.withdrawn_on.is_(None)).order_by(store.ConflictStep.recorded_at))
    return {row[0]: row[1] for row in rows}


def _advised(session: Session, cases: set[str | None]) -> Mapping[str | None, date]:
    """The first day on which mediation was advised in each case."""
    rows = session.execute(select(store.Dossier.case_number, store.Advice.given_on).join(
        store.Advice, store.Advice.absence_number == store.Dossier.absence_number).where(
        store.Dossier.case_number.in_(cases), store.Advice.kind == AdviceKind.MEDIATION).order_by(store.Advice.given_on.desc()))
    return {row[0]: row[1] for row in rows}
