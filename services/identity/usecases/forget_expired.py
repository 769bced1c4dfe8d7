"""Delete expired logins, codes, tokens and keys that can no longer be used or replayed."""
from datetime import datetime, timedelta

from sqlalchemy import delete

from services.identity.domain.accounts.administration import erase_until
from services.identity.domain.login.lockout import FORGOTTEN_AFTER
from services.identity.store import (
    AccountRequest,
    AuthorizationCode,
    CodeSending,
    Device,
    LockoutRow,
    Login,
    PasskeyChallenge,
    PasswordReset,
    RefreshToken,
    SigningKey,
    SpentToken,
    TotpApp,
    VerificationCode,
)
from services.identity.usecases.messages.sms_deliveries import forget_deliveries
from services.identity.usecases.tokens.signing_keys import PUBLISHED_AFTER_RETIREMENT
from shared.db.session import Session

KEPT_FOR = timedelta(days=1)
"""Retention after expiry, one day, to distinguish a replay from an unknown token."""

DEVICE_KEPT_FOR = timedelta(days=400)
"""Retention of a device after its last use; its cookie has expired then."""


def forget_expired(session: Session, *, now: datetime) -> None:
    """Delete expired rows; logins, codes and requests expire by the platform's clock, tokens by the machine's clock.

    :param now: the machine's time
    """
    session.execute(delete(Login).where(Login.expires_at < session.clock.now() - KEPT_FOR))
    session.execute(delete(VerificationCode).where(VerificationCode.expires_at < session.clock.now() - KEPT_FOR))
    session.execute(delete(PasswordReset).where(PasswordReset.expires_at < session.clock.now() - KEPT_FOR))
    session.execute(delete(LockoutRow).where(LockoutRow.last_failed_at < session.clock.now() - FORGOTTEN_AFTER))
    session.execute(delete(Device).where(Device.last_used_at < session.clock.now() - DEVICE_KEPT_FOR))
    session.execute(delete(CodeSending).where(CodeSending.sent_at < session.clock.now() - KEPT_FOR))
    session.execute(delete(AccountRequest).where(AccountRequest.requested_at < erase_until(session.clock.today())))
    forget_deliveries(session)
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < session.clock.now()))
    session.execute(delete(TotpApp).where(TotpApp.confirmed_at.is_(None), TotpApp.started_at < session.clock.now() - KEPT_FOR))
    for row in (AuthorizationCode, RefreshToken, SpentToken):
        session.execute(delete(row).where(row.expires_at < now - KEPT_FOR))
    session.execute(delete(SigningKey).where(SigningKey.retired_at < now - PUBLISHED_AFTER_RETIREMENT - KEPT_FOR))
