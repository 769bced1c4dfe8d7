"""Sign out at the provider: end the browser's session and its tokens."""
from datetime import datetime

from sqlalchemy import delete, select

from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import digest
from services.identity.store import Login, get_account, record
from services.identity.usecases.tokens.revoke_access import end_session
from shared.db.session import Session
from shared.events.identity import RevocationReason


def end_login(session: Session, *, login_token: str, now: datetime) -> None:
    """Delete the browser's session and revoke its tokens; no effect for an unknown session.

    :param now: the machine's time
    """
    found = select(Login.id, Login.account_id).where(Login.token_digest == digest(login_token))
    for login_id, account_id in session.execute(found).all():
        if account_id is not None:
            end_session(session, account_id=account_id, login_id=login_id, reason=RevocationReason.SESSION_ENDED, now=now)
            account = get_account(session, account_id)
            record(session, SecurityEventKind.SESSION_ENDED, account_id=account.id, actor_id=account.id,
                   employer_id=account.employer_id)
    session.execute(delete(Login).where(Login.token_digest == digest(login_token)))
