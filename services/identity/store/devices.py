"""Devices on which an account has signed in."""
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base


class Device(Base):
    """A browser on which the account has signed in, known by a cookie of which only a digest is stored.

    :ivar trusted_until: until when it stays signed in; None if the person did not choose that (R-173)
    """

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("account_id", "token_digest"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    token_digest: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str | None] = mapped_column(String(200))
    first_used_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    trusted_until: Mapped[datetime | None]
