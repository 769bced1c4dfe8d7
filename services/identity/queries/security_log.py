"""The security log: of one account, of an employer's accounts, or of all."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from services.identity.domain.accounts.account import AccountKind
from services.identity.domain.security import UNIDENTIFIED, SecurityEventKind
from services.identity.store import Account, Grant, SecurityEvent
from shared.db.session import Session
from shared.kernel.clock import AMSTERDAM
from shared.web.pages import Page, page_by_keys

STAFF = "Medewerker van de verzekeraar of Perspectief"
OTHER_ACTORS = {"system": "Het platform", UNIDENTIFIED: "Onbekend"}


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which events; a criterion that is None admits all.

    :ivar account_id: of this account
    :ivar employer_id: of this employer's accounts
    :ivar first: since this Amsterdam date
    :ivar last: until this Amsterdam date, inclusive
    """

    account_id: str | None = None
    employer_id: str | None = None
    kind: SecurityEventKind | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SecurityEventView:
    """One event with the names of those concerned.

    :ivar actor_name: to an employer, staff have no name of their own
    """

    position: int
    occurred_at: datetime
    kind: str
    account_id: str | None
    account_name: str | None
    actor_id: str
    actor_name: str | None
    employer_id: str | None
    address: str | None
    agent: str | None
    details: dict[str, Any]


def list_security_events(session: Session, *, found: LogFilter, reader_employer_id: str | None, cursor: str | None,
                         limit: int) -> Page[SecurityEventView]:
    """A page of the log, newest first.

    :param reader_employer_id: employer of the reader; None for staff
    """
    return page_by_keys(session, _select(found), keys=[SecurityEvent.position], cursor=cursor, limit=limit,
                        is_newest_first=True, view_all=lambda rows: _views(session, rows, reader_employer_id))


def _select(found: LogFilter) -> Select[Any]:
    query = select(SecurityEvent)
    if found.account_id is not None:
        query = query.where(SecurityEvent.account_id == found.account_id)
    if found.employer_id is not None:
        query = query.where(SecurityEvent.employer_id == found.employer_id)
    if found.kind is not None:
        query = query.where(SecurityEvent.kind == found.kind)
    if found.first is not None:
        query = query.where(SecurityEvent.occurred_at >= _midnight(found.first))
    if found.last is not None:
        query = query.where(SecurityEvent.occurred_at < _midnight(found.last + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)


def _views(session: Session, rows: Sequence[SecurityEvent], reader_employer_id: str | None) -> list[SecurityEventView]:
    names = _names(session, {row.account_id or "" for row in rows} | {row.actor_id for row in rows}, reader_employer_id)
    return [SecurityEventView(
        row.position, row.occurred_at, row.kind, row.account_id, names.get(row.account_id or ""), row.actor_id,
        names.get(row.actor_id) or OTHER_ACTORS.get(row.actor_id, row.actor_id), row.employer_id, row.address, row.agent,
        row.details) for row in rows]


def _names(session: Session, ids: set[str], employer_id: str | None) -> dict[str, str]:
    """Names by account id, as a reader of the employer knows the people; to staff their own names."""
    people = {account.id: account for account in session.scalars(select(Account).where(Account.id.in_(ids)))}
    names = {account_id: account.person.full_name for account_id, account in people.items()}
    if employer_id is None:
        return names
    hidden = {account_id: STAFF for account_id, account in people.items() if account.kind == AccountKind.STAFF}
    grants = session.scalars(select(Grant).where(Grant.account_id.in_(ids), Grant.employer_id == employer_id))
    return names | hidden | {grant.account_id: _entered(grant.as_entered) for grant in grants if grant.as_entered}


def _entered(person: Mapping[str, str | None]) -> str:
    """The name of an external adviser as this employer typed it, all that it sees of the person."""
    return " ".join(part for part in (person["first_name"], person["infix"], person["last_name"]) if part)
