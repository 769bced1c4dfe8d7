"""A browser wants to log in: remember for which authorization request, and give it a cookie value."""
import secrets

from services.identity.domain.code import Channel
from services.identity.domain.login import PENDING_TTL, LoginStep
from services.identity.hashing import digest
from services.identity.store import Login
from shared.db.session import Session
from shared.kernel.ids import new_id


def begin_login(session: Session, *, continue_to: str, channel: Channel = Channel.SMS) -> str:
    """The value of the login cookie; only its digest is kept.

    :param continue_to: query string of the authorization request
    :param channel: by which road the environment sends its codes
    """
    token, now = secrets.token_urlsafe(32), session.clock.now()
    session.add(Login(
        id=new_id(), token_digest=digest(token), csrf_token=secrets.token_urlsafe(32), step=LoginStep.PASSWORD,
        channel=channel, continue_to=continue_to, started_at=now, expires_at=now + PENDING_TTL))
    return token
