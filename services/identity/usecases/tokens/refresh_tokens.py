"""Refresh tokens rotate: each is good once, reuse ends the whole family, and a short grace lets parallel requests pass."""
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import update

from services.identity.hashing import digest
from services.identity.store import RefreshToken
from shared.db.session import Session

REFRESH_TTL = timedelta(hours=8)
REUSE_GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class NewRefreshToken:
    """A token as it was just made, with what the next access tokens need."""

    token: str = field(repr=False)
    family: str
    client_id: str
    account_id: str
    login_id: str
    scope: str
    auth_time: int
    amr: tuple[str, ...]


def new_family() -> str:
    """The name of all tokens that will come from one code."""
    return secrets.token_hex(16)


def save_refresh_token(session: Session, *, command: NewRefreshToken, now: datetime) -> None:
    """Keep the digest of a token."""
    session.add(RefreshToken(
        digest=digest(command.token), family=command.family, client_id=command.client_id, account_id=command.account_id,
        login_id=command.login_id, scope=command.scope,
        auth_time=command.auth_time, amr=list(command.amr), expires_at=now + REFRESH_TTL,
        rotated=False))


def exchange_refresh_token(session: Session, *, token: str, client_id: str, now: datetime) -> RefreshToken | None:
    """Use a token up; None if it is not good. One statement decides, so two requests cannot both be the first.

    A token that was exchanged more than ten seconds ago is stolen or replayed: its family ends.
    """
    row = session.get(RefreshToken, digest(token))
    if row is None or row.client_id != client_id or row.expires_at <= now:
        return None
    won = session.execute(
        update(RefreshToken).where(RefreshToken.digest == row.digest, RefreshToken.revoked_at.is_(None))
        .values(revoked_at=now, rotated=True).returning(RefreshToken.digest)).first()
    session.refresh(row)
    if won or (row.rotated and row.revoked_at is not None and row.revoked_at > now - REUSE_GRACE):
        return row
    revoke_family(session, family=row.family, now=now)
    return None


def find_refresh_token(session: Session, *, token: str) -> RefreshToken | None:
    """The row of a token, whatever its state."""
    return session.get(RefreshToken, digest(token))


def revoke_family(session: Session, *, family: str, now: datetime) -> None:
    """No token of the family is good any more, grace or not."""
    session.execute(update(RefreshToken).where(RefreshToken.family == family).values(revoked_at=now, rotated=False))


def revoke_tokens_of(session: Session, *, account_id: str, now: datetime) -> None:
    """Every refresh token of an account."""
    session.execute(update(RefreshToken).where(RefreshToken.account_id == account_id).values(revoked_at=now, rotated=False))


def revoke_tokens_from(session: Session, *, login_id: str, now: datetime) -> None:
    """Every refresh token that comes from one browser session; those of other devices stay."""
    session.execute(update(RefreshToken).where(RefreshToken.login_id == login_id).values(revoked_at=now, rotated=False))
