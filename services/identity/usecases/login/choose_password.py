"""The last step of a first login, or after a link for a forgotten password: choose a password (R-192 … R-199)."""
from dataclasses import dataclass, field
from datetime import datetime

from services.identity.domain.accounts.account import AccountState, move
from services.identity.domain.login.login import LoginStep
from services.identity.domain.security import SecurityEventKind
from services.identity.publishing import account_activated
from services.identity.store import Account, get_account, record
from services.identity.usecases.login.finish_login import NewCookies, sign_in
from services.identity.usecases.login.open_logins import get_login
from services.identity.usecases.password.new_password import list_refusals, set_password
from services.identity.usecases.sessions.ended_access import end_other_access
from shared.db.session import Session
from shared.kernel.refusals import Several
from shared.messaging.outbox import publish


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The input of the form, and the browser's device cookie."""

    login_token: str = field(repr=False)
    new_password: str = field(repr=False)
    new_password_again: str = field(repr=False)
    device_token: str | None = field(default=None, repr=False)


def choose_password(session: Session, *, command: NewPassword, now: datetime) -> NewCookies:
    """Replace the temporary or forgotten password, which becomes invalid; all other sessions end.

    :param now: the machine's time, which tokens use
    :returns: the new cookies of the signed-in browser
    :raises LoginLost: without a login at this step
    :raises Several: with every violated rule
    """
    login = get_login(session, command.login_token, LoginStep.NEW_PASSWORD)
    account = get_account(session, str(login.account_id), lock=True)
    refusals = list_refusals(account, command.new_password, command.new_password_again)
    if refusals:
        raise Several(refusals)
    is_first = account.activated_at is None
    if account.lifecycle is AccountState.TEMPORARY:
        account.state = move(account.lifecycle, AccountState.ACTIVE)
    set_password(session, account, command.new_password, is_first=is_first)
    end_other_access(session, account, login, now)
    if is_first:
        _activate(session, account)
    return sign_in(session, login, account, device_token=command.device_token)


def _activate(session: Session, account: Account) -> None:
    account.activated_at = session.clock.now()
    publish(session, account_activated(account))
    record(session, SecurityEventKind.ACCOUNT_ACTIVATED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id)
