"""Start a login for an authorization request, and return its cookie value."""
import secrets

from sqlalchemy import or_, update

from services.identity.domain.login.code import Channel
from services.identity.domain.login.login import PENDING_TTL, LoginStep
from services.identity.hashing import digest
from services.identity.store import Login
from shared.db.session import Session
from shared.kernel.ids import new_id


def begin_login(session: Session, *, continue_to: str, channel: Channel = Channel.SMS, present_token: str | None = None) -> str:
    """Start a login; returns the value of the login cookie, of which only the digest is stored.

    A login in progress continues with the newer request, so that a form or a code in another tab stays valid.

    :param continue_to: query string of the authorization request
    :param channel: channel for codes of the environment
    """
    if present_token and _turn(session, present_token, continue_to, channel):
        return present_token
    token, now = secrets.token_urlsafe(32), session.clock.now()
    session.add(Login(
        id=new_id(), token_digest=digest(token), csrf_token=secrets.token_urlsafe(32), step=LoginStep.PASSWORD,
        channel=channel, continue_to=continue_to, started_at=now, expires_at=now + PENDING_TTL))
    return token


def _turn(session: Session, token: str, continue_to: str, channel: Channel) -> bool:
    """Change the request of a waiting login; returns whether there was one."""
    now = session.clock.now()
    waiting = (Login.token_digest == digest(token), Login.step != LoginStep.SIGNED_IN, Login.expires_at > now,
               or_(Login.channel == channel, Login.step == LoginStep.PASSWORD))
    turned = update(Login).where(*waiting).values(continue_to=continue_to, channel=channel, expires_at=now + PENDING_TTL)
    return session.scalars(turned.returning(Login.id)).first() is not None
