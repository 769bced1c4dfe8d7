"""The security log: what happened to accounts, by whom and from where. The database refuses to change or delete a row."""
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.security import SecurityEventKind
from services.identity.origin import current_origin
from services.identity.store.base import Base
from shared.db.session import Session


class SecurityEvent(Base):
    """One event.

    :ivar account_id: the account that it concerns; None for a client or a key
    :ivar actor_id: who did it: an account, a client, or ``system``
    :ivar employer_id: the employer whose main contact may read it
    :ivar details: facts by name, without secrets, telephone numbers or health data
    """

    __tablename__ = "security_event"
    __table_args__ = (
        Index("ix_security_event_account", "account_id", "position"),
        Index("ix_security_event_employer", "employer_id", "position"),
    )

    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    occurred_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[str | None] = mapped_column(String(64))
    actor_id: Mapped[str] = mapped_column(String(64))
    employer_id: Mapped[str | None] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(String(45))
    agent: Mapped[str | None] = mapped_column(String(200))
    details: Mapped[dict[str, Any]]


def record(session: Session, kind: SecurityEventKind, *, account_id: str | None, actor_id: str,
           employer_id: str | None = None, **details: str | int | bool | list[str] | None) -> None:
    """Add an event to the log, in the transaction of what it describes."""
    origin = current_origin()
    session.add(SecurityEvent(
        occurred_at=session.clock.now(), kind=kind, account_id=account_id, actor_id=actor_id, employer_id=employer_id,
        address=origin.address, agent=origin.agent, details=details))
