"""Read queries of identity: accounts, logins, clients and, outside production, messages."""
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from services.identity.account_view import AccountView, view_of
from services.identity.domain.accounts.contact import PhoneNumber
from services.identity.domain.login.login import LoginStep
from services.identity.hashing import digest
from services.identity.store import Account, Login, OAuthClient, SentMessage, get_account, get_account_of
from shared.db.session import Session
from shared.web.pages import Page, page


@dataclass(frozen=True, slots=True)
class OpenLogin:
    """A login for the pages, in progress or completed.

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


def find_login(session: Session, *, login_token: str) -> OpenLogin | None:
    """The login of a cookie value, or None if it expired."""
    row = session.scalars(select(Login).where(Login.token_digest == digest(login_token))).one_or_none()
    if row is None or row.expires_at <= session.clock.now():
        return None
    account = session.get(Account, row.account_id) if row.account_id else None
    return OpenLogin(
        id=row.id, step=LoginStep(row.step), channel=row.channel, csrf_token=row.csrf_token, continue_to=row.continue_to,
        account_id=row.account_id, authenticated_at=row.authenticated_at, factor=row.factor,
        username=account.username if account else None,
        phone_hint=PhoneNumber(account.phone).masked if account else None)


def list_accounts(session: Session, *, employer_id: str | None, cursor: str | None, limit: int) -> Page[AccountView]:
    """The accounts of one employer, in order of creation: the main contact first."""
    found = select(Account).where(Account.employer_id == employer_id)
    now = session.clock.now()
    return page(session, found, key=Account.id, view=lambda row: view_of(row, now), cursor=cursor, limit=limit)


def find_account(session: Session, *, account_id: str) -> Account | None:
    """The account, or None."""
    return session.get(Account, account_id)


def get_own_account(session: Session, *, account_id: str, employer_id: str | None) -> AccountView:
    """An account of one employer.

    :raises NotFound: if there is none, or it is another employer's
    """
    return view_of(get_account_of(session, account_id, employer_id=employer_id), session.clock.now())


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

    :param search: part of a name, a username or an address; None for all
    """
    found, now = select(Account), session.clock.now()
    if search:
        text = f"%{search.lower().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
        whole = func.concat_ws(" ", Account.first_name, Account.infix, Account.last_name)
        searched = (whole, Account.username, Account.email)
        found = found.where(or_(*(func.lower(column).like(text, escape="!") for column in searched)))
    return page(session, found, key=Account.id, view=lambda row: view_of(row, now), cursor=cursor, limit=limit)


def get_any_account(session: Session, *, account_id: str) -> AccountView:
    """An account of any employer or of staff.

    :raises NotFound: if there is none
    """
    return view_of(get_account(session, account_id), session.clock.now())
