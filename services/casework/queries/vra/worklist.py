"""What waits at VRA, or for its addressee or the casemanager because of VRA, in all cases of the reader."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select

from services.casework import store
from services.casework.domain.vra.information import RequestStatus, addressees_of
from services.casework.domain.vra.notice import NoticeStatus
from services.casework.store.copies import find_employees, find_policies
from services.casework.store.staff.reach import is_reached
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.web.pages import Page, page_by_keys

VRA = "insurer_vra"


class Worklist(StrEnum):
    """The lists: notices that wait for VRA or, once answered, for the casemanager; open questions; orders of open dossiers."""

    NOTICES = "NOTICES"
    REQUESTS = "REQUESTS"
    ORDERS = "ORDERS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits.

    :ivar what: kind of a notice, or topic of a question; None for an order
    :ivar detail: mode of a notice, or addressee of a question; None for an order
    :ivar day: when it was raised or issued, or by when the answer is needed
    """

    absence_number: str
    subject_id: str
    what: str | None
    detail: str | None
    day: date | None
    employee_name: str | None
    company_name: str | None


def list_worklist(session: Session, *, actor: Actor, which: Worklist, cursor: str | None, limit: int) -> Page[Waiting]:
    """A page of one of the lists, in cases that the actor reaches; the first day first, orders in the order of their issue."""
    query, keys = {Worklist.NOTICES: _notices, Worklist.REQUESTS: _requests, Worklist.ORDERS: _orders}[which](actor)
    reached = query.where(*is_reached(actor, session.clock.today(), employer=store.Dossier.employer_id,
                                      case=store.Dossier.case_number))
    return page_by_keys(session, reached, keys=keys, view_all=lambda rows: _views(session, rows), cursor=cursor, limit=limit)


def _notices(actor: Actor) -> tuple[Select[Any], Any]:
    table = store.VraNotice
    status = NoticeStatus.RAISED if VRA in actor.roles else NoticeStatus.ANSWERED
    return _of_dossiers(table).where(table.status == status), (table.raised_on, table.notice_id)


def _requests(actor: Actor) -> tuple[Select[Any], Any]:
    table = store.InformationRequest
    query = _of_dossiers(table).where(table.status == RequestStatus.OPEN)
    if VRA not in actor.roles:
        query = query.where(table.addressee.in_(addressees_of(actor.roles, is_employer=actor.employer_id is not None)))
    return query, (table.due_on, table.request_id)


def _orders(actor: Actor) -> tuple[Select[Any], Any]:
    table = store.SupportOrder
    return _of_dossiers(table).where(store.Dossier.closed_on.is_(None)), (table.order_id,)


def _of_dossiers(table: Any) -> Select[Any]:
    return select(table).join(store.Dossier, store.Dossier.absence_number == table.absence_number)


def _views(session: Session, rows: Sequence[Any]) -> list[Waiting]:
    dossiers = {dossier.absence_number: dossier for dossier in session.scalars(select(store.Dossier).where(
        store.Dossier.absence_number.in_({row.absence_number for row in rows})))}
    people = find_employees(session, {dossier.employee_id for dossier in dossiers.values()})
    policies = find_policies(session, {dossier.employer_id for dossier in dossiers.values()})
    found = []
    for row in rows:
        dossier = dossiers[row.absence_number]
        person, policy = people.get(dossier.employee_id), policies.get(dossier.employer_id)
        found.append(Waiting(
            absence_number=row.absence_number, employee_name=person.full_name if person else None,
            company_name=policy.company_name if policy else None, **_subject(row)))
    return found


def _subject(row: store.VraNotice | store.InformationRequest | store.SupportOrder) -> dict[str, Any]:
    if isinstance(row, store.VraNotice):
        return {"subject_id": row.notice_id, "what": row.kind, "detail": row.mode, "day": row.raised_on}
    if isinstance(row, store.InformationRequest):
        return {"subject_id": row.request_id, "what": row.topic, "detail": row.addressee, "day": row.due_on}
    return {"subject_id": row.order_id, "what": None, "detail": None, "day": row.issued_on}
