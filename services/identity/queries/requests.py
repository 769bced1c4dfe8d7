"""Queries of requests to the helpdesk."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from services.identity.domain.requests import RequestState, is_still_contact
from services.identity.store import Account, HelpdeskRequest, Policy
from shared.db.session import Session
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page, page_by_keys


def list_requests(session: Session, *, employer_id: str | None, cursor: str | None, limit: int) -> Page[HelpdeskRequest]:
    """The requests of one employer to the helpdesk, newest first."""
    found = select(HelpdeskRequest).where(HelpdeskRequest.employer_id == employer_id)
    return page(session, found, key=HelpdeskRequest.id, view=lambda row: row, cursor=cursor, limit=limit, is_newest_first=True)


@dataclass(frozen=True, slots=True)
class QueuedRequest:
    """A request with what the helpdesk needs to call back and to decide.

    :ivar requester_phone: the number on file, on which the helpdesk calls back
    :ivar requester_is_contact: whether who asked is the main contact still; if not, nobody is called
    :ivar account_email: the present address of the account to change
    """

    id: str
    kind: str
    state: str
    employer_id: str
    company_name: str | None
    requester_name: str
    requester_phone: str
    requester_is_contact: bool
    requested_at: datetime
    account_id: str | None
    account_name: str | None
    account_username: str | None
    account_email: str | None
    account_phone: str | None
    salutation: str | None
    first_name: str | None
    infix: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    decided_at: datetime | None
    decision_reason: str | None
    version: int


def list_queue(session: Session, *, state: RequestState, cursor: str | None, limit: int) -> Page[QueuedRequest]:
    """The requests of all employers in a state: open ones oldest first, decided ones newest first."""
    found = select(HelpdeskRequest).where(HelpdeskRequest.state == state)
    return page_by_keys(session, found, keys=[HelpdeskRequest.id], cursor=cursor, limit=limit,
                        is_newest_first=state is not RequestState.OPEN, view_all=lambda rows: _queued(session, rows))


def get_queued_request(session: Session, *, request_id: str) -> QueuedRequest:
    """One request.

    :raises NotFound: if there is none
    """
    request = session.get(HelpdeskRequest, request_id)
    if request is None:
        raise NotFound("request.unknown", "Dit verzoek bestaat niet.")
    return _queued(session, [request])[0]


def _queued(session: Session, rows: Sequence[HelpdeskRequest]) -> list[QueuedRequest]:
    ids = {row.requested_by for row in rows} | {row.account_id for row in rows if row.account_id}
    people = {account.id: account for account in session.scalars(select(Account).where(Account.id.in_(ids)))}
    policies = select(Policy).where(Policy.employer_id.in_({row.employer_id for row in rows}))
    companies = {policy.employer_id: policy.company_name for policy in session.scalars(policies)}
    return [_queue_row(row, people[row.requested_by], people.get(row.account_id or ""), companies.get(row.employer_id))
            for row in rows]


def _queue_row(row: HelpdeskRequest, requester: Account, account: Account | None, company: str | None) -> QueuedRequest:
    return QueuedRequest(
        id=row.id, kind=row.kind, state=row.state, employer_id=row.employer_id, company_name=company,
        requester_name=requester.person.full_name, requester_phone=requester.phone,
        requester_is_contact=is_still_contact(requester.kind, requester.lifecycle), requested_at=row.requested_at,
        account_id=row.account_id, account_name=account.person.full_name if account else None,
        account_username=account.username if account else None, account_email=account.email if account else None,
        account_phone=account.phone if account else None, salutation=row.salutation, first_name=row.first_name,
        infix=row.infix, last_name=row.last_name, email=row.email, phone=row.phone, decided_at=row.decided_at,
        decision_reason=row.decision_reason, version=row.version)
