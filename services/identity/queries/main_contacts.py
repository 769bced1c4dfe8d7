"""Main contacts for the insurer: whom to call back, and who did not log in yet."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, tuple_

from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.store import Account, Grant, MainContactRequest, Policy, get_account
from shared.db.session import Session
from shared.kernel.refusals import NotFound
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class MainContactView:
    """A main contact with the request.

    :ivar company_name: as it was given; None for an account from before requests were kept
    :ivar policy_company_name: the name on the policy
    :ivar version: of the grant, which each decision on a main contact compares and increments
    """

    id: str
    state: str
    employer_id: str
    username: str
    salutation: str
    first_name: str
    infix: str | None
    last_name: str
    email: str
    phone: str
    landline: str | None
    policy_number: str | None
    company_name: str | None
    policy_company_name: str | None
    doubt: str | None
    created_at: datetime
    verified_at: datetime | None
    verified_by: str | None
    temporary_until: date | None
    version: int


def list_main_contacts(session: Session, *, state: AccountState, cursor: str | None, limit: int) -> Page[MainContactView]:
    """The main contacts in a stored state, in order of creation."""
    found = select(Account).where(Account.kind == AccountKind.MAIN_CONTACT, Account.state == state)
    return page_by_keys(session, found, keys=[Account.id], cursor=cursor, limit=limit,
                        view_all=lambda rows: _views(session, rows))


def get_main_contact(session: Session, *, account_id: str) -> MainContactView:
    """One main contact.

    :raises NotFound: for another kind of account
    """
    account = get_account(session, account_id)
    if account.kind != AccountKind.MAIN_CONTACT:
        raise NotFound("account.unknown", "Dit account bestaat niet.")
    return _views(session, [account])[0]


def _views(session: Session, rows: Sequence[Account]) -> list[MainContactView]:
    ids, employers = {row.id for row in rows}, {row.employer_id for row in rows}
    asked = {row.account_id: row for row in session.scalars(
        select(MainContactRequest).where(MainContactRequest.account_id.in_(ids)))}
    policies = {row.employer_id: row for row in session.scalars(
        select(Policy).where(Policy.employer_id.in_(employers)).order_by(Policy.valid_from))}
    versions = {row.account_id: row.version for row in session.scalars(
        select(Grant).where(tuple_(Grant.account_id, Grant.employer_id).in_([(row.id, row.employer_id) for row in rows])))}
    return [_view(row, asked.get(row.id), policies.get(str(row.employer_id)), session.clock.now(), versions[row.id])
            for row in rows]


def _view(row: Account, request: MainContactRequest | None, policy: Policy | None, now: datetime,
          version: int) -> MainContactView:
    return MainContactView(
        id=row.id, state=row.shown_state(now), employer_id=str(row.employer_id), username=row.username,
        salutation=row.salutation, first_name=row.first_name, infix=row.infix, last_name=row.last_name, email=row.email,
        phone=row.phone, landline=request.landline if request else None,
        policy_number=request.policy_number if request else policy.policy_number if policy else None,
        company_name=request.company_name if request else None, policy_company_name=policy.company_name if policy else None,
        doubt=request.doubt if request else None, created_at=row.created_at, verified_at=row.verified_at,
        verified_by=row.verified_by, temporary_until=row.temporary_until,
        version=version)
