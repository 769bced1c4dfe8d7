"""Logins and the codes of the second step. Cookies are stored as digests, codes as keyed digests."""
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.login.code import IssuedCode
from services.identity.domain.login.login import Purpose
from services.identity.store.base import Base


class Login(Base):
    """A login in one browser, and afterwards the session at the provider. Only a digest of the cookie is stored.

    :ivar continue_to: query of the authorization request that waits for this login; empty after the link of a mail
    :ivar stays: whether the person chose to stay signed in on this device (R-173)
    :ivar used_at: the last time at which the browser or one of its tokens was used
    :ivar factor: the second factor that was given; None before that step
    """

    __tablename__ = "login"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10), default=Purpose.SIGN_IN)
    continue_to: Mapped[str] = mapped_column(Text)
    stays: Mapped[bool] = mapped_column(default=False)
    device_id: Mapped[str | None] = mapped_column(ForeignKey("device.id", ondelete="SET NULL"), index=True)
    address: Mapped[str | None] = mapped_column(String(45))
    agent: Mapped[str | None] = mapped_column(String(200))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    authenticated_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    factor: Mapped[str | None] = mapped_column(String(20))


class VerificationCode(Base):
    """A code of the second step of one login, stored as a random seed and a keyed digest."""

    __tablename__ = "verification_code"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login_id: Mapped[str] = mapped_column(ForeignKey("login.id", ondelete="CASCADE"), index=True)
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
    """A sent message with a code that was not used, to enforce the minimum interval and the maxima per hour and day.

    It outlives its login: signing out gives nobody new messages.

    :ivar address: IP address that requested it
    """

    __tablename__ = "code_sending"
    __table_args__ = (
        Index("ix_code_sending_account", "account_id", "sent_at"), Index("ix_code_sending_address", "address", "sent_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    code_id: Mapped[str] = mapped_column(String(36), index=True)
    account_id: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(String(45))
    sent_at: Mapped[datetime]
