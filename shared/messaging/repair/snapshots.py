"""The producer's side of repair: publishes a snapshot of one aggregate, in sequence with the events of its key."""
from collections.abc import Callable, Sequence

from sqlalchemy import select

from shared.bus.catalogue import TOPICS
from shared.db.mechanism import event_sequence
from shared.db.session import Session
from shared.events.repair import SnapshotRequested, SnapshotUnavailable
from shared.events.snapshot import Snapshot
from shared.messaging.outbox import publish

Restate = Callable[[Session, str], Snapshot | None]
"""Builds the snapshot of an aggregate by key; returns None for a key of another kind."""


def answer(session: Session, service: str, restates: Sequence[Restate], request: SnapshotRequested) -> None:
    """Publish a snapshot if the topic belongs to this service, or `SnapshotUnavailable` if it has no such aggregate.

    Every transaction that publishes an event of the key waits for the lock on its sequence, so the state read under that
    lock is exactly the state between the event before the snapshot and the one after it.
    """
    if request.aggregate_topic not in {topic.name for topic in TOPICS if topic.owner == service}:
        return
    count = select(event_sequence.c.sequence).where(
        event_sequence.c.topic == request.aggregate_topic, event_sequence.c.key == request.aggregate_key)
    is_known = session.scalar(count.with_for_update()) is not None
    session.flush()
    session.expire_all()  # rows read earlier in this transaction may be older than the lock
    made = (restate(session, request.aggregate_key) for restate in restates) if is_known else ()
    snapshot = next((each for each in made if each is not None), None)
    publish(session, snapshot or SnapshotUnavailable(
        aggregate_topic=request.aggregate_topic, aggregate_key=request.aggregate_key, reader=request.reader))
