"""Sent messages, stored outside production only."""
from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base


class SentMessage(Base):
    """A sent message, stored outside production only."""

    __tablename__ = "sent_message"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]


class SmsDelivery(Base):
    """What became of a text message: which provider accepted it, and what it reported. Neither number nor text is stored.

    :ivar status: of the latest receipt; None until there is one
    """

    __tablename__ = "sms_delivery"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    accepted_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[str | None] = mapped_column(String(20))
    reported_at: Mapped[datetime | None]


class SmsReceipt(Base):
    """A receipt that was taken, by the digest of its signature, so that it is not taken again."""

    __tablename__ = "sms_receipt"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
