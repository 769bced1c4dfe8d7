"""The size and age of the outbox; read from the database only, so that it works while the bus is down."""
import time
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from shared.db.mechanism import outbox
from shared.db.session import Session

MOST_COUNTED = 10_000
"""Waiting events are counted up to this number; a larger exact count is expensive and not needed."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """The events of a service that the bus has not acknowledged.

    :ivar pending: number of events, at most `MOST_COUNTED`
    :ivar oldest_at: time at which the oldest was written, by the platform's clock; None if there is none
    :ivar oldest_seconds: age of the oldest by the machine's clock, because the platform's clock may have been moved
    """

    pending: int
    oldest_at: datetime | None
    oldest_seconds: float


def get_backlog(session: Session) -> Backlog:
    """Query the present backlog."""
    oldest = session.execute(select(outbox.c.event_id, outbox.c.written_at).order_by(outbox.c.id).limit(1)).first()
    if oldest is None:
        return Backlog(0, None, 0.0)
    pending = session.scalar(select(func.count()).select_from(select(outbox.c.id).limit(MOST_COUNTED).subquery())) or 0
    return Backlog(pending, oldest.written_at, max(0.0, time.time() - _written_at(oldest.event_id)))


def _written_at(event_id: str) -> float:
    """The machine's time at which a UUID version 7 was created; its first bits hold it."""
    return (uuid.UUID(event_id).int >> 80) / 1000
