"""Requests by the form, beside what identity knows of the policy, the company and the address."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.domain.requests import RequestState, is_same_company
from services.identity.store import Account, AccountRequest, Policy, get_account_request
from shared.db.session import Session
from shared.web.pages import Page, page_by_keys


class Remark(StrEnum):
    """What does not fit; with the first, third and fourth no account can be made."""

    POLICY_UNKNOWN = "POLICY_UNKNOWN"
    OTHER_COMPANY = "OTHER_COMPANY"
    HAS_MAIN_CONTACT = "HAS_MAIN_CONTACT"
    EMAIL_TAKEN = "EMAIL_TAKEN"


@dataclass(frozen=True, slots=True)
class AccountRequestView:
    """A request for acceptance.

    :ivar policy_company_name: the name on the policy; None if no policy in force has the number
    :ivar remarks: of an open request
    """

    id: str
    state: str
    policy_number: str
    company_name: str
    policy_company_name: str | None
    salutation: str
    first_name: str
    infix: str | None
    last_name: str
    email: str
    phone: str
    remarks: tuple[Remark, ...]
    requested_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    account_id: str | None
    version: int


def list_account_requests(session: Session, *, state: RequestState, cursor: str | None, limit: int) -> Page[AccountRequestView]:
    """The requests in a state: open ones oldest first, decided ones newest first."""
    found = select(AccountRequest).where(AccountRequest.state == state)
    return page_by_keys(session, found, keys=[AccountRequest.id], cursor=cursor, limit=limit,
                        is_newest_first=state is not RequestState.OPEN, view_all=lambda rows: _views(session, rows))


def read_account_request(session: Session, *, request_id: str) -> AccountRequestView:
    """One request.

    :raises NotFound: if there is none
    """
    return _views(session, [get_account_request(session, request_id)])[0]


def _views(session: Session, rows: Sequence[AccountRequest]) -> list[AccountRequestView]:
    numbers, addresses = {row.policy_number for row in rows}, {row.email.lower() for row in rows}
    policies = {policy.policy_number: policy for policy in session.scalars(
        select(Policy).where(Policy.policy_number.in_(numbers))) if not policy.has_ended(session.clock.today())}
    led = set(session.scalars(select(Account.employer_id).where(
        Account.employer_id.in_({policy.employer_id for policy in policies.values()}),
        Account.kind == AccountKind.MAIN_CONTACT, Account.state != AccountState.CLOSED)))
    taken = set(session.scalars(select(func.lower(Account.email)).where(func.lower(Account.email).in_(addresses))))
    return [_view(row, policies.get(row.policy_number), led, taken) for row in rows]


def _view(row: AccountRequest, policy: Policy | None, led: set[str | None], taken: set[str]) -> AccountRequestView:
    facts = {
        Remark.POLICY_UNKNOWN: policy is None,
        Remark.OTHER_COMPANY: policy is not None and not is_same_company(row.company_name, policy.company_name),
        Remark.HAS_MAIN_CONTACT: policy is not None and policy.employer_id in led,
        Remark.EMAIL_TAKEN: row.email.lower() in taken}
    is_open = row.state == RequestState.OPEN
    return AccountRequestView(
        id=row.id, state=row.state, policy_number=row.policy_number, company_name=row.company_name,
        policy_company_name=policy.company_name if policy else None, salutation=row.salutation, first_name=row.first_name,
        infix=row.infix, last_name=row.last_name, email=row.email, phone=row.phone,
        remarks=tuple(remark for remark, applies in facts.items() if applies and is_open), requested_at=row.requested_at,
        decided_by=row.decided_by, decided_at=row.decided_at, reason=row.reason, account_id=row.account_id, version=row.version)
