"""Finds the login of a cookie value, for the use cases of the login pages."""
import secrets

from sqlalchemy import select

from services.identity.domain.login.login import LoginStep
from services.identity.hashing import digest
from services.identity.store import Login
from shared.db.session import Session
from shared.kernel.refusals import Conflict


class LoginLost(Conflict):
    """The cookie has no login at this step: it expired, ended or does not exist."""


def get_login(session: Session, token: str, *steps: LoginStep) -> Login:
    """The login at one of these steps, locked.

    :raises LoginLost: if there is none
    """
    found = select(Login).where(Login.token_digest == digest(token)).with_for_update()
    login = session.scalars(found).one_or_none()
    if login is None or login.step not in steps or login.expires_at <= session.clock.now():
        raise LoginLost("login.lost", "Uw aanmelding is verlopen. Begin opnieuw.")
    return login


def renew_token(login: Login) -> str:
    """Replace cookie value and form token when the login gains rights, against session fixation."""
    token = secrets.token_urlsafe(32)
    login.token_digest, login.csrf_token = digest(token), secrets.token_urlsafe(32)
    return token
