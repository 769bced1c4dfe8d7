"""Marks a browser as signed in at the provider."""
from services.identity.domain.login.login import SESSION_TTL, LoginStep
from services.identity.domain.security import SecurityEventKind
from services.identity.store import Account, Login, record
from services.identity.usecases.login.open_logins import renew_token
from shared.db.session import Session


def sign_in(session: Session, login: Login, account: Account) -> str:
    """Complete the login; returns the new cookie value."""
    now = session.clock.now()
    login.step, login.authenticated_at, login.expires_at = LoginStep.SIGNED_IN, now, now + SESSION_TTL
    record(session, SecurityEventKind.LOGIN_SUCCEEDED, account_id=account.id, actor_id=account.id,
           employer_id=account.employer_id, channel=login.channel, factor=login.factor)
    return renew_token(login)
