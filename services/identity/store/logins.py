"""Logins and the codes of the second step. Cookies are stored as digests, codes as keyed digests."""
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.login.code import IssuedCode
from services.identity.store.base import Base


class Login(Base):
    """A login in one browser, and afterwards the session at the provider. Only a digest of the cookie is stored.

    :ivar continue_to: query of the authorization request that waits for this login
    """

    __tablename__ = "login"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    continue_to: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    authenticated_at: Mapped[datetime | None]


class VerificationCode(Base):
    """A code of the second step, stored as a random seed and a keyed digest."""

    __tablename__ = "verification_code"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    seed: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]

    @property
    def issued(self) -> IssuedCode:
        """The code as a domain value."""
        return IssuedCode(self.seed, self.digest, self.expires_at, self.attempts, self.used_at is not None)


class CodeSending(Base):
    """A sent message with a code, to enforce the minimum interval and the maximum per hour."""

    __tablename__ = "code_sending"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    code_id: Mapped[str] = mapped_column(ForeignKey("verification_code.id", ondelete="CASCADE"), index=True)
    sent_at: Mapped[datetime]
