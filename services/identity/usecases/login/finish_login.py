"""Marks a browser as signed in at the provider."""
from services.identity.domain.login.login import SESSION_TTL, LoginStep
from services.identity.store import Login
from services.identity.usecases.login.open_logins import renew_token
from shared.db.session import Session


def sign_in(session: Session, login: Login) -> str:
    """Complete the login; returns the new cookie value."""
    now = session.clock.now()
    login.step, login.authenticated_at, login.expires_at = LoginStep.SIGNED_IN, now, now + SESSION_TTL
    return renew_token(login)
