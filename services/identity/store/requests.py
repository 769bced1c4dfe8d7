"""Requests of main contacts to the helpdesk, from the form to the decision."""
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.requests import ensure_open
from services.identity.store.base import Base
from shared.db.session import Session
from shared.kernel.refusals import NotFound, ensure_version


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


def get_open_request(session: Session, request_id: str, *, version: int | None) -> HelpdeskRequest:
    """A request that waits for a decision, locked.

    :param version: the version that the actor read; None skips the check
    :raises NotFound: if there is none
    :raises RequestClosed: if it was decided
    :raises Stale: if it was changed meanwhile
    """
    request = session.get(HelpdeskRequest, request_id, with_for_update=True)
    if request is None:
        raise NotFound("request.unknown", "Dit verzoek bestaat niet.")
    ensure_open(request.state)
    ensure_version(version, request.version)
    return request
