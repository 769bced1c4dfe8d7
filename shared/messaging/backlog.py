"""What waits in the outbox because the bus did not take it yet: cheap to ask, and never of the bus itself."""
import time
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from shared.db.mechanism import outbox
from shared.db.session import Session

MOST_COUNTED = 10_000
"""Of more than so many waiting events the exact number says nothing more, and counting would cost."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """The events that still have to leave a service.

    :ivar pending: how many, up to `MOST_COUNTED`
    :ivar oldest_at: when the oldest was written, by the platform's clock; None if none waits
    :ivar oldest_seconds: how long it waits, by the machine's clock: the platform's may have been moved meanwhile
    """

    pending: int
    oldest_at: datetime | None
    oldest_seconds: float


def get_backlog(session: Session) -> Backlog:
    """What waits now."""
    oldest = session.execute(select(outbox.c.event_id, outbox.c.written_at).order_by(outbox.c.id).limit(1)).first()
    if oldest is None:
        return Backlog(0, None, 0.0)
    pending = session.scalar(select(func.count()).select_from(select(outbox.c.id).limit(MOST_COUNTED).subquery())) or 0
    return Backlog(pending, oldest.written_at, max(0.0, time.time() - _written_at(oldest.event_id)))


def _written_at(event_id: str) -> float:
    """The machine's time at which an id was made, which begins with it (UUID version 7)."""
    return (uuid.UUID(event_id).int >> 80) / 1000
