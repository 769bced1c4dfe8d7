"""Rotation of refresh tokens: valid once; reuse ends the session, except within a short grace period for parallel requests."""
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from services.identity.domain.login.login import STAY_TTL
from services.identity.domain.security import SecurityEventKind
from services.identity.hashing import digest
from services.identity.store import RefreshToken, hold_account, record
from services.identity.usecases.tokens.revoke_access import end_session
from shared.db.session import Session
from shared.events.identity import RevocationReason

REUSE_GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class NewRefreshToken:
    """A new token, with the data for later access tokens.

    :ivar stays: whether the person chose to stay signed in on this device (R-173)
    """

    token: str = field(repr=False)
    family: str
    client_id: str
    account_id: str
    login_id: str
    employer_id: str | None
    scope: str
    auth_time: int
    amr: tuple[str, ...]
    stays: bool = False


def new_family() -> str:
    """A new family id for the tokens of one code."""
    return secrets.token_hex(16)


def save_refresh_token(session: Session, *, command: NewRefreshToken, longest: timedelta, idle: timedelta,
                       now: datetime) -> None:
    """Store the digest of a token.

    :param longest: time after the sign-in at which the last token of the session ends
    :param idle: how long it may remain unused; neither applies to a device that stays signed in
    """
    session.add(RefreshToken(
        digest=digest(command.token), family=command.family, client_id=command.client_id, account_id=command.account_id,
        login_id=command.login_id, employer_id=command.employer_id, scope=command.scope,
        auth_time=command.auth_time, amr=list(command.amr), expires_at=_expiry(command, longest, idle, now),
        stays=command.stays, rotated=False))


def _expiry(command: NewRefreshToken, longest: timedelta, idle: timedelta, now: datetime) -> datetime:
    signed_in_at = datetime.fromtimestamp(command.auth_time, UTC)
    return signed_in_at + STAY_TTL if command.stays else min(signed_in_at + longest, now + idle)


def exchange_refresh_token(session: Session, *, token: str, client_id: str, now: datetime) -> RefreshToken | None:
    """Exchange a token; None if it is invalid. A single statement decides between concurrent requests.

    Reuse more than ten seconds after the exchange means theft or replay, and ends the session.
    """
    row = session.get(RefreshToken, digest(token))
    if row is None or row.client_id != client_id or row.expires_at <= now:
        return None
    hold_account(session, row.account_id)
    won = session.execute(
        update(RefreshToken).where(RefreshToken.digest == row.digest, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=now, rotated=True).returning(RefreshToken.digest)).first()
    session.refresh(row)
    if won or (row.rotated and row.revoked_at is not None and row.revoked_at > now - REUSE_GRACE):
        return row
    if row.rotated:
        end_session(session, account_id=row.account_id, login_id=row.login_id, reason=RevocationReason.TOKEN_REUSED, now=now)
        record(session, SecurityEventKind.REFRESH_TOKEN_REUSED, account_id=row.account_id, actor_id=client_id)
    return None


def find_refresh_token(session: Session, *, token: str) -> RefreshToken | None:
    """The row of a token in any state."""
    return session.get(RefreshToken, digest(token))
