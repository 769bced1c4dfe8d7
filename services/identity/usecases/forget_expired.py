"""What has expired goes away: logins, codes, tokens and keys that nobody can use or replay any more."""
from datetime import datetime, timedelta

from sqlalchemy import delete

from services.identity.store import AuthorizationCode, Login, RefreshToken, SigningKey, SpentToken, VerificationCode
from services.identity.usecases.tokens.signing_keys import PUBLISHED_AFTER_RETIREMENT
from shared.db.session import Session

KEPT_FOR = timedelta(days=1)
"""A day longer than needed, so that a replay is still told from rubbish."""


def forget_expired(session: Session, *, now: datetime) -> None:
    """Delete by the platform's clock what people see, by the machine's clock what tokens carry.

    :param now: the machine's time
    """
    session.execute(delete(Login).where(Login.expires_at < session.clock.now() - KEPT_FOR))
    session.execute(delete(VerificationCode).where(VerificationCode.expires_at < session.clock.now() - KEPT_FOR))
    for row in (AuthorizationCode, RefreshToken, SpentToken):
        session.execute(delete(row).where(row.expires_at < now - KEPT_FOR))
    session.execute(delete(SigningKey).where(SigningKey.retired_at < now - PUBLISHED_AFTER_RETIREMENT - KEPT_FOR))
