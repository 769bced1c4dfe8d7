"""Transactional outbox: events are written in the transaction of their use case and sent by the relay.

All events of a transaction are written in one statement just before the commit. The statement increments the sequence
of each aggregate; that row lock serialises transactions on one aggregate, so outbox order is commit order.
"""
import zlib
from functools import partial
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import event as hooks
from sqlalchemy.orm import SessionTransaction

from shared.bus.port import MAX_MESSAGE_BYTES
from shared.db.mechanism import OUTBOX_SLOTS
from shared.db.prepared import Bound
from shared.db.session import Session
from shared.events.base import Event
from shared.messaging.envelope import encode
from shared.observability.tracing import current_trace

CHANNEL = "outbox"
"""PostgreSQL notification that wakes the relay at commit."""

_LARGEST = MAX_MESSAGE_BYTES - 10_000
"""Maximum size of an event's data; the remainder is reserved for key and headers."""

_WRITE = f"""
WITH news AS (
    SELECT * FROM unnest(%(topics)b::text[], %(keys)b::text[], %(slots)b::smallint[], %(ids)b::text[], %(types)b::text[],
                         %(headers)b::jsonb[], %(payloads)b::bytea[])
    WITH ORDINALITY AS row (topic, key, slot, event_id, type, headers, payload, place)),
counted AS (
    INSERT INTO event_sequence AS known (topic, key, sequence)
    SELECT topic, key, count(*) FROM news GROUP BY topic, key ORDER BY topic, key
    ON CONFLICT (topic, key) DO UPDATE SET sequence = known.sequence + excluded.sequence
    RETURNING topic, key, sequence),
numbered AS (
    SELECT news.*, sequence - count(*) OVER aggregate + row_number() OVER (aggregate ORDER BY place) AS number
    FROM news JOIN counted USING (topic, key) WINDOW aggregate AS (PARTITION BY topic, key)),
written AS (
    INSERT INTO outbox (slot, event_id, topic, key, type, headers, payload, written_at)
    SELECT slot, event_id, topic, key, type, headers || jsonb_build_object('ce_sequence', number::text), payload, %(now)s
    FROM numbered ORDER BY place)
SELECT pg_notify('{CHANNEL}', '')"""
"""The arrays travel in binary (``%b``): as text, every quote and backslash in them would be looked for and escaped."""


class EventTooLarge(Exception):
    """The event exceeds the broker's limit; refused early, because in the outbox it would block all later events."""


def publish(session: Session, event: Event) -> None:
    """Add an event to the present transaction; it is sent after the commit, in order per key.

    :raises EventTooLarge: if the bus would refuse it
    """
    event_id, headers, payload = encode(event, now=session.clock.now(), trace=current_trace())
    if len(payload) > _LARGEST:
        raise EventTooLarge(f"{event.TYPE} has {len(payload)} bytes, more than {_LARGEST}")
    if "events" not in session.info:
        session.info["events"] = []
        session.before_commit.append(partial(_write, session))
    session.info["events"].append({
        "topics": event.topic(), "keys": event.key, "slots": zlib.crc32(event.key.encode()) % OUTBOX_SLOTS,
        "ids": event_id, "types": event.TYPE, "headers": Jsonb(headers), "payloads": payload})


def count_published(session: Session) -> int:
    """Number of events published by the present transaction."""
    return len(session.info.get("events", ()))


def has_uncaused(session: Session, *, since: int) -> bool:
    """Whether an event of the present transaction, after the first `since`, has no causing event."""
    return any("ce_causationid" not in one["headers"].obj for one in session.info.get("events", ())[since:])


def _write(session: Session) -> Bound | None:
    """Write all events in one statement. It locks aggregates first, then counts, so that the order of locks is always equal."""
    events: list[dict[str, Any]] = session.info.get("events", [])
    if not events:
        return None
    columns = {name: [one[name] for one in events] for name in events[0]}
    events.clear()
    return Bound(_WRITE, columns | {"now": session.clock.now()})


@hooks.listens_for(Session, "after_transaction_create")
def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested and (events := session.info.get("events")):
        session.info.setdefault("events_before", {})[transaction] = len(events)


@hooks.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """Discard events published within a savepoint or transaction that is rolled back."""
    if transaction.nested or transaction.parent is None:
        before = session.info.get("events_before", {}).pop(transaction, 0)
        del session.info.get("events", [])[before:]
