"""Marks a browser as signed in at the provider."""
from dataclasses import dataclass, field

from sqlalchemy import func, select

from services.identity.domain.login.login import IN_USE_WITHIN, LoginStep, session_end
from services.identity.domain.security import SecurityEventKind
from services.identity.origin import current_origin
from services.identity.store import Account, Login, record
from services.identity.usecases.login.open_logins import renew_token
from services.identity.usecases.sessions.devices import remember_device
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class NewCookies:
    """The new cookie values of a login that advanced.

    :ivar device_token: None until the browser is signed in
    :ivar stays: whether the cookies outlive the browser
    """

    login_token: str = field(repr=False)
    device_token: str | None = field(default=None, repr=False)
    stays: bool = False


def sign_in(session: Session, login: Login, account: Account, *, device_token: str | None) -> NewCookies:
    """Complete the login, and remember the device.

    :param device_token: the browser's device cookie, if it sent one
    """
    now, origin = session.clock.now(), current_origin()
    device = remember_device(session, account, device_token, stays=login.stays)
    login.step, login.authenticated_at, login.used_at = LoginStep.SIGNED_IN, now, now
    login.expires_at = session_end(now, stays=login.stays)
    login.device_id, login.address, login.agent = device.row.id, origin.address, origin.agent
    record(session, SecurityEventKind.LOGIN_SUCCEEDED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id, channel=login.channel, factor=login.factor)
    _log_other_devices(session, login, account)
    return NewCookies(renew_token(login), device.token, login.stays)


def _log_other_devices(session: Session, login: Login, account: Account) -> None:
    """Log a login while the account is in use on another device (R-176)."""
    now = session.clock.now()
    others = session.scalar(select(func.count(Login.device_id.distinct())).where(
        Login.account_id == account.id, Login.step == LoginStep.SIGNED_IN, Login.device_id != login.device_id,
        Login.expires_at > now, Login.used_at > now - IN_USE_WITHIN))
    if others:
        record(session, SecurityEventKind.CONCURRENT_LOGIN, account_id=account.id, actor_id=account.id,
               employer_id=account.employer_id, other_devices=others)
