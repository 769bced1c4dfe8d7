"""The view of an account for the managers of one employer, without password, code or hash."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.domain.accounts.rights import in_order
from services.identity.domain.login import temporary_password
from services.identity.store import Account, Grant
from shared.kernel.clock import civil_date


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account as one employer sees it.

    :ivar state: LOCKED during a lock-out; TEMPORARY until the person worked for this employer; ENDED when the access ended
    :ivar username: None for a third party, who may have an account that another employer made
    :ivar work_phone: of staff; None for others
    :ivar temporary_until: last day of an invitation that was not accepted yet
    :ivar ends_on: first day without access
    :ivar last_used_at: the latest sign-in for this employer
    :ivar companies: the employer for which the account was made and others with access, by name; for staff only
    """

    id: str
    kind: str
    state: str
    employer_id: str | None
    username: str | None
    salutation: str
    first_name: str
    infix: str | None
    last_name: str
    email: str
    phone: str
    work_phone: str | None
    rights: tuple[str, ...]
    roles: tuple[str, ...]
    ends_on: date | None
    created_at: datetime
    temporary_until: date | None
    activated_at: datetime | None
    last_used_at: datetime | None
    last_reviewed_at: datetime | None
    version: int
    companies: tuple[str, ...] = ()


def view_of(account: Account, grant: Grant, now: datetime, today: date) -> AccountView:
    """Build the view.

    An employer sees of a person who had an account already what it typed itself, and nothing of what others see: it cannot
    find out whether the account is new.
    """
    shown = grant.as_entered or {name: getattr(account, name) for name in AS_ENTERED}
    is_guest = account.kind == AccountKind.THIRD_PARTY
    state = _state(account, grant, now, today)
    return AccountView(
        id=account.id, kind=account.kind, state=state, employer_id=grant.employer_id,
        username=None if is_guest else account.username, email=account.email, rights=in_order(grant.rights),
        roles=(), work_phone=None, ends_on=grant.ends_on, created_at=grant.granted_at,
        temporary_until=_invited_until(account, grant) if state is AccountState.TEMPORARY else None,
        activated_at=grant.activated_at, last_used_at=grant.last_used_at, last_reviewed_at=grant.last_reviewed_at,
        version=grant.version, **{name: shown[name] for name in AS_ENTERED})


def view_of_person(account: Account, now: datetime, rights: Iterable[str] = (),
                   companies: Iterable[str] = ()) -> AccountView:
    """Build the view for the insurer and the helpdesk, to whom all accounts of all employers are visible.

    :param rights: for the employer for which the account was made
    :param companies: of its employers, by name
    """
    shown = {name: getattr(account, name) for name in AS_ENTERED}
    return AccountView(
        id=account.id, kind=account.kind, state=account.shown_state(now), employer_id=account.employer_id,
        username=account.username, email=account.email, rights=in_order(rights),
        roles=tuple(account.roles), work_phone=account.work_phone, ends_on=None,
        created_at=account.created_at, temporary_until=account.temporary_until,
        activated_at=account.activated_at, last_used_at=None, last_reviewed_at=None, version=account.version,
        companies=tuple(companies), **shown)


AS_ENTERED = ("salutation", "first_name", "infix", "last_name", "phone")
"""What an employer types about a person, besides the address."""


def _state(account: Account, grant: Grant, now: datetime, today: date) -> AccountState:
    if not grant.is_live(today):
        return AccountState.ENDED
    if grant.as_entered is not None and grant.activated_at is None:
        return AccountState.TEMPORARY
    return account.shown_state(now)


def _invited_until(account: Account, grant: Grant) -> date | None:
    if grant.as_entered is None:
        return account.temporary_until
    return temporary_password.valid_until(civil_date(grant.granted_at))
