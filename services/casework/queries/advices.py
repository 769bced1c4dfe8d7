"""Advices that wait for the employer's answer, or for Perspectief's judgement of a reason."""
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from services.casework import store
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.guidance import awaits_answer, awaits_judgement
from services.casework.store.staff.reach import is_reached
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


class Waiting(StrEnum):
    """For what an advice waits."""

    ANSWER = "ANSWER"
    JUDGEMENT = "JUDGEMENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAdvice:
    """An advice that waits, with its case.

    :ivar is_late: whether the employer did not answer in time
    """

    advice: store.Advice
    dossier: store.Dossier
    employee: store.Employee | None
    policy: store.Policy | None
    is_late: bool


def list_waiting(session: Session, *, actor: Actor, waiting: Waiting, cursor: str | None, limit: int) -> Page[WaitingAdvice]:
    """A page of the advices in dossiers that the actor reaches, by due date."""
    waits = awaits_answer() if waiting is Waiting.ANSWER else awaits_judgement()
    query = select(store.Advice).join(store.Dossier, store.Dossier.absence_number == store.Advice.absence_number).where(
        waits, *is_reached(actor, session.clock.today(), employer=store.Dossier.employer_id, case=store.Dossier.case_number))
    return page_by_keys(session, query, keys=(store.Advice.due_on, store.Advice.advice_id),
                        view_all=lambda rows: _views(session, rows), cursor=cursor, limit=limit)


def _views(session: Session, rows: Sequence[store.Advice]) -> list[WaitingAdvice]:
    numbers, today = {row.absence_number for row in rows}, session.clock.today()
    dossiers = {dossier.absence_number: dossier for dossier in session.scalars(
        select(store.Dossier).where(store.Dossier.absence_number.in_(numbers)))}
    employees = find_employees(session, (dossier.employee_id for dossier in dossiers.values()))
    policies = find_policies(session, (dossier.employer_id for dossier in dossiers.values()))
    return [WaitingAdvice(
        advice=row, dossier=dossier, employee=employees.get(dossier.employee_id), policy=policies.get(dossier.employer_id),
        is_late=row.value.is_late(today)) for row in rows for dossier in [dossiers[row.absence_number]]]
