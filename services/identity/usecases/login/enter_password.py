"""The first step: username and password. All refusals have the same response in similar time."""
from dataclasses import dataclass, field

from sqlalchemy import select

from services.identity.domain.login.code import CodeBook, Sending
from services.identity.domain.login.login import LoginStep
from services.identity.domain.messages.message import Message
from services.identity.hashing import hash_password, is_right_password, needs_rehash
from services.identity.store import Account, Login, find_app
from services.identity.usecases.login.code_delivery import send_code
from services.identity.usecases.login.lockouts import Attempt, log_refused_attempt, read_lockouts
from services.identity.usecases.login.open_logins import get_login
from services.identity.usecases.login.second_step import may_go_on
from services.identity.usecases.sessions.devices import find_device_id
from shared.db.session import Session

NOBODY = ""
"""The id of no account."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The input of the form, and the browser's device cookie.

    :ivar stays: whether the person wants to stay signed in on this device (R-173)
    """

    login_token: str = field(repr=False)
    username: str
    password: str = field(repr=False)
    stays: bool = False
    device_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PasswordResult:
    """Whether the second factor is asked next, without the reason of a refusal.

    :ivar has_app: whether an authenticator app is asked, so that no message is needed
    :ivar sending: whether a code was sent
    """

    accepted: bool
    has_app: bool = False
    sending: Sending | None = None
    messages: tuple[Message, ...] = field(default=(), repr=False)


def enter_password(session: Session, *, command: Credentials, book: CodeBook) -> PasswordResult:
    """Check the password and send a code (R-200), unless the account has an app.

    Locks the account's row, so that parallel guesses are serialised.

    :raises LoginLost: without a login in progress
    """
    login = get_login(session, command.login_token, LoginStep.PASSWORD, LoginStep.CODE, LoginStep.NEW_PASSWORD)
    login.step, login.account_id, login.stays = LoginStep.PASSWORD, None, command.stays
    found = select(Account).where(Account.username == command.username.strip().lower()).with_for_update()
    account = session.scalars(found).one_or_none()
    is_right = is_right_password(account.password_hash if account else None, command.password)
    if account is None:
        read_lockouts(session, NOBODY, find_device_id(session, NOBODY, command.device_token))  # takes the same time
        log_refused_attempt(session, None)
        return PasswordResult(accepted=False)
    if not _may_try(session, account, command.device_token, is_right=is_right):
        return PasswordResult(accepted=False)
    return _ask_code(session, login, account, command.password, book)


def _may_try(session: Session, account: Account, device_token: str | None, *, is_right: bool) -> bool:
    """Whether the login goes on; a refusal is logged, and a wrong password counted."""
    attempt = Attempt(session, account, find_device_id(session, account.id, device_token))
    if is_right and may_go_on(session, account, attempt):
        return True
    if is_right or attempt.is_locked:
        log_refused_attempt(session, account)
    else:
        attempt.fail()
    return False


def _ask_code(session: Session, login: Login, account: Account, password: str, book: CodeBook) -> PasswordResult:
    if account.password_hash and needs_rehash(account.password_hash):
        account.password_hash = hash_password(password)
    login.step, login.account_id = LoginStep.CODE, account.id
    if find_app(session, account.id):
        return PasswordResult(accepted=True, has_app=True)
    delivery = send_code(session, login, account, book=book)
    return PasswordResult(accepted=True, sending=delivery.sending, messages=delivery.messages)
