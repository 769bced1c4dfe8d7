"""Events for tests, and a table in which handlers record their effects."""
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from sqlalchemy import BigInteger, Column, Identity, MetaData, String, Table, insert, select

from shared.bus.port import Bus, Message, Subscription
from shared.db.mechanism import OUTBOX_SLOTS, outbox, parked_event
from shared.db.session import Database, Session
from shared.events.base import Event
from shared.events.claims import DebtCreated
from shared.kernel.clock import SystemClock
from shared.messaging.envelope import Envelope, encode
from shared.messaging.outbox import publish
from shared.observability.tracing import Trace

metadata = MetaData()
effect = Table("effect", metadata, Column("id", BigInteger, Identity(), primary_key=True),
               Column("key", String, nullable=False), Column("what", String, nullable=False))

TRACE = Trace("request", "click", "00-parent-01")


def debt(key: str, number: str) -> DebtCreated:
    """An event of a key, identified by its number."""
    return DebtCreated(policy_number=key, employer_id="employer-1", debt_id=number, amount=Decimal("1.00"))


def keys_of_one_slot(count: int) -> list[str]:
    """Keys that one relay sends in one batch."""
    numbers = (f"P-{n}" for n in range(1000))
    return [key for key in numbers if zlib.crc32(key.encode()) % OUTBOX_SLOTS == 0][:count]


def message(event: Event) -> Message:
    """The event as a message."""
    _, headers, body = encode(event, now=SystemClock().now(), trace=TRACE)
    return Message(event.topic(), event.key, body, tuple((name, value.encode()) for name, value in headers.items()))


def with_header(original: Message, name: str, value: bytes) -> Message:
    """The same message with one header replaced."""
    return Message(original.topic, original.key, original.value, tuple((dict(original.headers) | {name: value}).items()))


def commit_events(database: Database, *events: Event) -> None:
    """A use case that publishes."""
    with database.transaction() as session:
        for event in events:
            publish(session, event)


def note(session: Session, event: DebtCreated, envelope: Envelope) -> None:
    """A handler that records its event."""
    session.execute(insert(effect).values(key=event.policy_number, what=event.debt_id))


def effects(database: Database) -> list[tuple[str, str]]:
    """Recorded effects in order: (key, number)."""
    with database.reading() as session:
        return [(row.key, row.what) for row in session.execute(select(effect).order_by(effect.c.id))]


def waiting(database: Database) -> list[str]:
    """Keys in the outbox, in order."""
    with database.reading() as session:
        return list(session.scalars(select(outbox.c.key).order_by(outbox.c.id)))


def parked(database: Database) -> list[tuple[str, str]]:
    """Parked events in order: (key, error)."""
    with database.reading() as session:
        return [(row.key, row.error) for row in session.execute(select(parked_event).order_by(parked_event.c.id))]


@contextmanager
def reading(bus: Bus, group: str = "readers") -> Iterator[Subscription]:
    """A member of a group."""
    subscription = bus.subscribe(group, [DebtCreated.topic()])
    try:
        yield subscription
    finally:
        subscription.close()
