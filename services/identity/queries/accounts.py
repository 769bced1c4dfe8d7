"""Read queries of identity: accounts, logins, clients and, outside production, messages."""
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from services.identity.account_view import AccountView, view_of, view_of_person
from services.identity.domain.accounts.account import MAY_LOG_IN, OVER, AccountKind
from services.identity.domain.accounts.contact import PhoneNumber
from services.identity.domain.login.login import LoginStep, Purpose, is_session_live
from services.identity.hashing import digest
from services.identity.store import (
    Account,
    Device,
    Grant,
    Login,
    OAuthClient,
    Policy,
    SentMessage,
    company_names,
    get_account,
    get_grant,
    live_on,
)
from shared.db.session import Session
from shared.kernel.folding import fold
from shared.web.pages import Page, page_by_keys


@dataclass(frozen=True, slots=True)
class OpenLogin:
    """A login for the pages, in progress or completed.

    :ivar stays: whether the person chose to stay signed in on this device
    :ivar is_reset: whether it replaces a forgotten password
    :ivar phone_hint: the last digits of the number to which the code was sent
    """

    id: str
    step: LoginStep
    channel: str
    csrf_token: str
    continue_to: str
    account_id: str | None
    authenticated_at: datetime | None
    factor: str | None = None
    stays: bool = False
    is_reset: bool = False
    username: str | None = None
    phone_hint: str | None = None


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A sent message."""

    id: str
    channel: str
    to: str
    subject: str | None
    text: str
    sent_at: datetime


def find_login(session: Session, *, login_token: str, device_token: str | None, idle: timedelta) -> OpenLogin | None:
    """The login of a cookie value, or None if it expired, or stays signed in on another device (R-173).

    :param device_token: the browser's device cookie, if it sent one
    :param idle: how long a signed-in browser may remain unused
    """
    row = session.scalars(select(Login).where(Login.token_digest == digest(login_token))).one_or_none()
    now = session.clock.now()
    if row is None or not is_session_live(now, used_at=row.used_at, ends_at=row.expires_at, stays=row.stays, idle=idle):
        return None
    if row.step == LoginStep.SIGNED_IN and row.stays and not _is_on_device(session, row.device_id, device_token):
        return None
    account = session.get(Account, row.account_id) if row.account_id else None
    return OpenLogin(
        id=row.id, step=LoginStep(row.step), channel=row.channel, csrf_token=row.csrf_token, continue_to=row.continue_to,
        account_id=row.account_id, authenticated_at=row.authenticated_at, factor=row.factor,
        stays=row.stays, is_reset=row.purpose == Purpose.RESET,
        username=account.username if account else None,
        phone_hint=PhoneNumber(account.phone).masked if account else None)


def _is_on_device(session: Session, device_id: str | None, token: str | None) -> bool:
    device = session.get(Device, device_id) if device_id and token else None
    return device is not None and hmac.compare_digest(device.token_digest, digest(str(token)))


def list_accounts(session: Session, *, employer_id: str | None, cursor: str | None, limit: int) -> Page[AccountView]:
    """The accounts with access to one employer, and those whose access ended, in order of creation; no erased ones."""
    found = select(Grant).join(Account, Account.id == Grant.account_id).where(
        Grant.employer_id == employer_id, Account.erased_at.is_(None))
    return page_by_keys(session, found, keys=[Grant.account_id], cursor=cursor, limit=limit,
                        view_all=lambda grants: _views(session, grants))


def list_successors(session: Session, *, employer_id: str, cursor: str | None, limit: int) -> Page[AccountView]:
    """The colleagues with access who can follow the main contact of an employer."""
    found = select(Grant).join(Account, Account.id == Grant.account_id).where(
        Grant.employer_id == employer_id, live_on(session.clock.today()), Account.kind == AccountKind.COLLEAGUE,
        Account.state.not_in(OVER))
    return page_by_keys(session, found, keys=[Grant.account_id], cursor=cursor, limit=limit,
                        view_all=lambda grants: _views(session, grants))


def list_staff(session: Session, *, cursor: str | None, limit: int) -> Page[Account]:
    """Members of staff who can sign in, by name."""
    found = select(Account).where(Account.kind == AccountKind.STAFF, Account.state.in_(MAY_LOG_IN))
    return page_by_keys(session, found, keys=[Account.last_name, Account.id], cursor=cursor, limit=limit,
                        view_all=lambda rows: rows)


def _views(session: Session, grants: Sequence[Grant]) -> list[AccountView]:
    ids = [grant.account_id for grant in grants]
    accounts = {account.id: account for account in session.scalars(select(Account).where(Account.id.in_(ids)))}
    now, today = session.clock.now(), session.clock.today()
    return [view_of(accounts[grant.account_id], grant, now, today) for grant in grants]


def find_account(session: Session, *, account_id: str) -> Account | None:
    """The account, or None."""
    return session.get(Account, account_id)


def get_own_account(session: Session, *, account_id: str, employer_id: str | None) -> AccountView:
    """An account of one employer.

    :raises NotFound: if there is none, or it is another employer's
    """
    grant = get_grant(session, account_id, employer_id=employer_id)
    return view_of(get_account(session, account_id), grant, session.clock.now(), session.clock.today())


def find_client(session: Session, *, client_id: str) -> OAuthClient | None:
    """The program with this id, or None."""
    return session.get(OAuthClient, client_id)


def list_messages(session: Session, *, to: str | None, limit: int = 200) -> list[MessageRow]:
    """Sent messages, newest first."""
    found = select(SentMessage).order_by(SentMessage.sent_at.desc(), SentMessage.id.desc()).limit(limit)
    if to:
        found = found.where(SentMessage.recipient == to)
    return [MessageRow(row.id, row.channel, row.recipient, row.subject, row.text, row.sent_at)
            for row in session.scalars(found)]


def search_accounts(session: Session, *, search: str | None, cursor: str | None, limit: int) -> Page[AccountView]:
    """Accounts of all employers and of staff, in order of creation.

    :param search: part of a name, a username, an address, or the name of a company; None for all
    """
    found = select(Account)
    if search:
        text = fold(search)
        of_company = select(Grant.account_id).join(Policy, Policy.employer_id == Grant.employer_id).where(
            Policy.search_name.contains(text, autoescape=True))
        found = found.where(or_(Account.search_text.contains(text, autoescape=True), Account.id.in_(of_company)))
    return page_by_keys(session, found, keys=[Account.id], cursor=cursor, limit=limit,
                        view_all=lambda accounts: _views_of_people(session, accounts))


def get_any_account(session: Session, *, account_id: str) -> AccountView:
    """An account of any employer or of staff.

    :raises NotFound: if there is none
    """
    return _views_of_people(session, [get_account(session, account_id)])[0]


def _views_of_people(session: Session, accounts: Sequence[Account]) -> list[AccountView]:
    found = select(Grant).where(Grant.account_id.in_([account.id for account in accounts]))
    grants = {(grant.account_id, grant.employer_id): grant for grant in session.scalars(found)}
    names = company_names(session, [employer_id for _, employer_id in grants])
    now, today = session.clock.now(), session.clock.today()

    def view(account: Account) -> AccountView:
        own = grants.get((account.id, account.employer_id or ""))
        companies = [names.get(grant.employer_id, grant.employer_id) for grant in grants.values()
                     if grant.account_id == account.id and (grant is own or grant.is_live(today))]
        return view_of_person(account, now, own.rights if own else (), sorted(companies))

    return [view(account) for account in accounts]
