"""What consultants recorded for a company doctor and he did not countersign yet (R-027)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from services.casework import store
from services.casework.domain.plan.protocol import kind_of
from services.casework.store.copies import find_employees, find_policies, list_staff_in_use
from services.casework.store.delegated.countersignatures import delegated_to_consultants_of
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegatedWork:
    """A step that a consultant recorded."""

    completion_id: str
    absence_number: str
    code: str
    title: str
    completed_on: date
    employee_name: str | None
    company_name: str | None
    consultant_name: str | None


def list_delegated_work(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[DelegatedWork]:
    """A page of the work under the doctor's name, oldest first."""
    return page_by_keys(session, delegated_to_consultants_of(actor.account_id),
                        keys=[store.Completion.completed_on, store.Completion.completion_id],
                        view_all=lambda rows: _views(session, rows), cursor=cursor, limit=limit)


def _views(session: Session, rows: Sequence[store.Completion]) -> list[DelegatedWork]:
    dossiers = {dossier.absence_number: dossier for dossier in session.scalars(select(store.Dossier).where(
        store.Dossier.absence_number.in_({row.absence_number for row in rows})))}
    people = find_employees(session, {dossier.employee_id for dossier in dossiers.values()})
    policies = find_policies(session, {dossier.employer_id for dossier in dossiers.values()})
    staff = list_staff_in_use(session, {row.recorded_by for row in rows})
    found = []
    for row in rows:
        dossier = dossiers[row.absence_number]
        person, policy, member = people.get(dossier.employee_id), policies.get(dossier.employer_id), staff.get(row.recorded_by)
        found.append(DelegatedWork(
            completion_id=row.completion_id, absence_number=row.absence_number, code=row.code, title=kind_of(row.code).title,
            completed_on=row.completed_on, employee_name=person.full_name if person else None,
            company_name=policy.company_name if policy else None, consultant_name=member.name if member else None))
    return found
