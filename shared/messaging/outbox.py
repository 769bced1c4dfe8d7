"""Events leave by the transaction of their use case: written here, sent by the relay (transactional outbox)."""
import zlib

from sqlalchemy import insert, text

from shared.db.mechanism import OUTBOX_SLOTS, outbox
from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.correlation import current_trace
from shared.messaging.envelope import encode

CHANNEL = "outbox"
"""PostgreSQL notification that wakes the relay at commit."""


def publish(session: Session, event: Event) -> None:
    """Write an event in the present transaction; it is sent after the commit, in order per key.

    The caller must hold the aggregate's row lock (an UPDATE or INSERT before this), or two transactions on one key
    could commit in another order than they wrote.
    """
    now = session.clock.now()
    event_id, headers, payload = encode(event, now=now, trace=current_trace())
    session.flush()
    session.execute(insert(outbox), {
        "slot": zlib.crc32(event.key.encode()) % OUTBOX_SLOTS, "event_id": event_id, "topic": event.topic(),
        "key": event.key, "type": event.TYPE, "headers": headers, "payload": payload, "written_at": now})
    if not session.info.get("relay_notified"):
        session.execute(text(f"NOTIFY {CHANNEL}"))
        session.info["relay_notified"] = True
