"""Requests of main contacts to the helpdesk, from the form to the decision."""
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base


class HelpdeskRequest(Base):
    """One request.

    :ivar account_id: the account to change; None for an extra account
    :ivar email: the requested address, of an extra account or NEW_EMAIL
    :ivar phone: the requested number, of an extra account or NEW_PHONE
    :ivar decision_reason: why it was refused, shown to the main contact
    :ivar version: incremented by each change; the ETag
    """

    __tablename__ = "helpdesk_request"
    __table_args__ = (
        Index("ix_helpdesk_request_employer", "employer_id", "id"),
        Index("ix_helpdesk_request_open", "id", postgresql_where=text("state = 'OPEN'")),
        Index("uq_helpdesk_request_open_change", "account_id", "kind", unique=True,
              postgresql_where=text("state = 'OPEN' AND account_id IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    employer_id: Mapped[str] = mapped_column(String(64))
    requested_by: Mapped[str] = mapped_column(String(64))
    requested_at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    salutation: Mapped[str | None] = mapped_column(String(10))
    first_name: Mapped[str | None] = mapped_column(String(80))
    infix: Mapped[str | None] = mapped_column(String(80))
    last_name: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(16))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None] = mapped_column(String(500))
    version: Mapped[int] = mapped_column(default=1)
