"""Signing out at the provider: the browser's session and the tokens that came from it."""
from sqlalchemy import delete

from services.identity.hashing import digest
from services.identity.store import Login
from shared.db.session import Session


def end_login(session: Session, *, login_token: str) -> None:
    """Forget the browser; nothing happens if it was unknown."""
    session.execute(delete(Login).where(Login.token_digest == digest(login_token)))
