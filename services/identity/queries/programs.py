"""Read queries of the programs of partners and payroll packages."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from services.identity.domain.clients import ClientKind
from services.identity.store import OAuthClient, Policy, get_program
from shared.db.session import Session
from shared.web.pages import Page, page


@dataclass(frozen=True, slots=True)
class ProgramEmployer:
    """An employer for which a program may act; with its newest policy, if there still is one."""

    employer_id: str
    policy_number: str | None
    company_name: str | None


@dataclass(frozen=True, slots=True)
class ProgramKey:
    """A public key.

    :ivar kind: RSA or EC
    """

    kid: str
    kind: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class ProgramView:
    """A program, without secrets: it has none."""

    client_id: str
    name: str
    scopes: list[str]
    employers: list[ProgramEmployer]
    keys: list[ProgramKey]
    created_at: datetime
    closed_at: datetime | None
    version: int


def list_programs(session: Session, *, cursor: str | None, limit: int) -> Page[ProgramView]:
    """All programs by id, also closed ones."""
    found = select(OAuthClient).where(OAuthClient.kind == ClientKind.PROGRAM)
    rows = page(session, found, key=OAuthClient.client_id, view=lambda row: row, cursor=cursor, limit=limit)
    policies = _policies_of(session, rows.items)
    return Page([_view(row, policies) for row in rows.items], rows.next)


def find_program(session: Session, *, client_id: str) -> ProgramView:
    """One program.

    :raises NotFound: if there is none
    """
    return view_of_program(session, get_program(session, client_id))


def view_of_program(session: Session, client: OAuthClient) -> ProgramView:
    """The view of a program."""
    return _view(client, _policies_of(session, [client]))


def _policies_of(session: Session, clients: Iterable[OAuthClient]) -> dict[str, Policy]:
    employer_ids = {one.employer_id for client in clients for one in client.employers}
    found = select(Policy).where(Policy.employer_id.in_(employer_ids)).order_by(Policy.valid_from, Policy.policy_number)
    return {policy.employer_id: policy for policy in session.scalars(found)}


def _view(client: OAuthClient, policies: dict[str, Policy]) -> ProgramView:
    employers = []
    for one in client.employers:
        policy = policies.get(one.employer_id)
        employers.append(ProgramEmployer(one.employer_id, policy.policy_number if policy else None,
                                         policy.company_name if policy else None))
    keys = [ProgramKey(key.kid, str(key.public["kty"]), key.added_at) for key in client.keys]
    return ProgramView(client.client_id, client.name, list(client.scopes), employers, keys, client.created_at,
                       client.closed_at, client.version)
