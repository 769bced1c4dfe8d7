"""Authorization codes, refresh tokens, spent tokens and calendar addresses, stored as digests; signing keys, encrypted."""
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base
from shared.db.session import Session


class AuthorizationCode(Base):
    """An authorization code; kept after use to detect replays."""

    __tablename__ = "oauth_code"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    client_id: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[str] = mapped_column(String(64))
    login_id: Mapped[str] = mapped_column(String(36))
    redirect_uri: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str | None] = mapped_column(Text)
    code_challenge: Mapped[str | None] = mapped_column(String(128))
    code_challenge_method: Mapped[str | None] = mapped_column(String(8))
    auth_time: Mapped[int] = mapped_column(BigInteger)
    amr: Mapped[list[Any]]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    stays: Mapped[bool] = mapped_column(default=False)
    used_family: Mapped[str | None] = mapped_column(String(32))


class RefreshToken(Base):
    """A refresh token in a chain; a family contains all tokens from one authorization code.

    :ivar login_id: the browser session of the family, whose logout revokes it
    :ivar employer_id: whom the person works for; None for staff
    :ivar stays: whether the person chose to stay signed in on the device of the session
    :ivar rotated: whether it was exchanged; False on a revoked token means logout, revocation or reuse
    """

    __tablename__ = "oauth_refresh_token"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    family: Mapped[str] = mapped_column(String(32), index=True)
    client_id: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[str] = mapped_column(String(64), index=True)
    login_id: Mapped[str] = mapped_column(String(36), index=True)
    employer_id: Mapped[str | None] = mapped_column(String(64))
    scope: Mapped[str] = mapped_column(Text)
    auth_time: Mapped[int] = mapped_column(BigInteger)
    amr: Mapped[list[Any]]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    stays: Mapped[bool] = mapped_column(default=False)
    revoked_at: Mapped[datetime | None]
    rotated: Mapped[bool] = mapped_column(default=False)


class SpentToken(Base):
    """The id of a client assertion that was used."""

    __tablename__ = "oauth_spent_token"

    jti: Mapped[str] = mapped_column(String(160), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SigningKey(Base):
    """A key pair; the private key is encrypted with the service's secret."""

    __tablename__ = "oauth_signing_key"

    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    public: Mapped[dict[str, Any]]
    encrypted: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class CalendarFeed(Base):
    """The address of one person for one employer; only a digest of its secret is stored.

    :ivar read_at: when a calendar application asked last
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("account_id", "employer_id"),)

    secret_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    employer_id: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


def find_feed(session: Session, account_id: str, employer_id: str | None) -> CalendarFeed | None:
    """The address of a person for an employer, or None."""
    found = select(CalendarFeed).where(CalendarFeed.account_id == account_id, CalendarFeed.employer_id == employer_id)
    return session.scalars(found).one_or_none()
