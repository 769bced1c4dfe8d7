"""Views of the costs of re-integration: those of a case, and what waits for a decision in all cases of the reader."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from services.casework import store
from services.casework.domain.costs.activity import ActivityStatus
from services.casework.domain.costs.declaration import DeclarationStatus
from services.casework.domain.costs.mandate import decides_for_vra
from services.casework.store.casefiles import load_case
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.costs import list_activities_of, list_declarations_of
from services.casework.store.dossiers import get_dossier
from services.casework.store.staff.reach import is_reached
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class Costs:
    """The activities and declarations of a case, oldest first; the version is that of the dossier."""

    version: int
    activities: Sequence[store.ReintegrationActivity]
    declarations: Sequence[store.Declaration]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An activity or a declaration that waits for a decision.

    :ivar since: the day on which it was proposed or submitted
    """

    absence_number: str
    subject_id: str
    since: date
    amount: Decimal
    is_late: bool
    employee_name: str | None
    company_name: str | None


def get_costs(session: Session, *, actor: Actor, absence_number: str) -> Costs:
    """The costs of the case of a dossier.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    numbers = load_case(session, absence_number).numbers
    return Costs(dossier.version, list_activities_of(session, numbers), list_declarations_of(session, numbers))


def get_invoice_file(session: Session, *, actor: Actor, absence_number: str, file_id: str) -> tuple[store.InvoiceFile, bytes]:
    """A file with its content.

    :raises NotFound: if the dossier has no such file
    """
    get_dossier(session, absence_number, actor)
    row = session.get(store.InvoiceFile, file_id)
    if row is None or row.absence_number != absence_number:
        raise NotFound("invoice_file.not_found", "Dit bestand bestaat niet.")
    return row, row.content


def list_undecided_activities(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[Waiting]:
    """Activities that the actor decides on: VRA above the mandate, others within it; oldest first."""
    status = ActivityStatus.AWAITING_VRA if decides_for_vra(actor.roles) else ActivityStatus.PROPOSED
    table = store.ReintegrationActivity
    return _waiting(session, actor, table, status, keys=(table.recorded_on, table.activity_id), cursor=cursor, limit=limit)


def list_undecided_declarations(session: Session, *, actor: Actor, cursor: str | None, limit: int) -> Page[Waiting]:
    """Declarations that the actor decides on: VRA late ones, others those in time; oldest first."""
    status = DeclarationStatus.LATE if decides_for_vra(actor.roles) else DeclarationStatus.CHECKED
    table = store.Declaration
    return _waiting(session, actor, table, status, keys=(table.submitted_on, table.declaration_id), cursor=cursor, limit=limit)


def _waiting(session: Session, actor: Actor, table: Any, status: str, *, keys: Any, cursor: str | None,
             limit: int) -> Page[Waiting]:
    query = select(table).join(store.Dossier, store.Dossier.absence_number == table.absence_number).where(
        table.status == status, *is_reached(actor, session.clock.today(), employer=store.Dossier.employer_id,
                                            case=store.Dossier.case_number))
    return page_by_keys(session, query, keys=keys, view_all=lambda rows: _views(session, rows), cursor=cursor, limit=limit)


def _views(session: Session, rows: Sequence[store.ReintegrationActivity | store.Declaration]) -> list[Waiting]:
    dossiers = {dossier.absence_number: dossier for dossier in session.scalars(select(store.Dossier).where(
        store.Dossier.absence_number.in_({row.absence_number for row in rows})))}
    people = find_employees(session, {dossier.employee_id for dossier in dossiers.values()})
    policies = find_policies(session, {dossier.employer_id for dossier in dossiers.values()})
    return [_view(row, dossiers[row.absence_number], people, policies) for row in rows]


def _view(row: store.ReintegrationActivity | store.Declaration, dossier: store.Dossier, people: Mapping[str, store.Employee],
          policies: Mapping[str, store.Policy]) -> Waiting:
    person, policy = people.get(dossier.employee_id), policies.get(dossier.employer_id)
    about: dict[str, Any] = {"absence_number": row.absence_number, "employee_name": person.full_name if person else None,
                             "company_name": policy.company_name if policy else None}
    if isinstance(row, store.Declaration):
        return Waiting(**about, subject_id=row.declaration_id, since=row.submitted_on, amount=row.amount, is_late=row.late)
    return Waiting(**about, subject_id=row.activity_id, since=row.recorded_on, amount=row.estimated_cost, is_late=False)
