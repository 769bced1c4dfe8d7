"""The reader's side of repair: a gap in the events of an aggregate is closed by a snapshot automatically.

From the gap on, events of that key are parked with the reason GAP; other keys are not affected. The snapshot replaces
the parked events of its key that precede it. If the missing events arrive late, the parked ones are released.
"""
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, literal, select, update

from shared.db.mechanism import parked_event, parked_resolution
from shared.db.session import Database, Session
from shared.events.base import REGISTRY
from shared.events.repair import SnapshotRequested, SnapshotUnavailable
from shared.events.snapshot import Snapshot, facts_in
from shared.messaging.delivery import Delivery
from shared.messaging.envelope import Envelope
from shared.messaging.failures import Failure, failure_of, sentence_of
from shared.messaging.handling import deliver
from shared.messaging.outbox import publish
from shared.messaging.parked.parking import LONGEST_ERROR, Reason, lock_key, park
from shared.messaging.parked.release import delivery_of
from shared.messaging.positions import Place, Position, find_unanswered
from shared.messaging.repair.snapshots import Restate, answer
from shared.messaging.subscribers import Subscribers

ASK_AGAIN = timedelta(minutes=5)
"""A snapshot is requested again after this time without an answer."""
ASKED_AT_ONCE = 500
SUPERSEDED = "SUPERSEDED"
MISSING = "earlier events are missing; a snapshot was requested"


def repair(subscribers: Subscribers, *restates: Restate) -> None:
    """Enable repair for a service: detect and close gaps in what it reads, and answer requests for its own aggregates.

    Call it after all handlers are declared.

    :param restates: functions that build a snapshot by key, one per kind of key that the service publishes
    """
    def on_requested(session: Session, event: SnapshotRequested, _: Envelope) -> None:
        answer(session, subscribers.service, restates, event)

    def on_unavailable(session: Session, event: SnapshotUnavailable, _: Envelope) -> None:
        if event.reader == subscribers.service:
            _go_on_without(session, subscribers, (event.aggregate_topic, event.aggregate_key))

    def on_snapshot(session: Session, snapshot: Snapshot, envelope: Envelope) -> None:
        for fact in snapshot.facts:
            subscriber = subscribers.find(fact.TYPE)
            if subscriber is not None:
                subscriber(session, fact, envelope)

    for event_class in list(REGISTRY.values()):
        if issubclass(event_class, Snapshot) and any(subscribers.find(fact.TYPE) for fact in facts_in(event_class)):
            subscribers.on(event_class)(on_snapshot)
    subscribers.on(SnapshotRequested)(on_requested)
    subscribers.on(SnapshotUnavailable)(on_unavailable)
    subscribers.is_repaired = True


def hold(session: Session, reader: str, position: Position, delivery: Delivery, *, is_new: bool) -> None:
    """Park an event behind a gap, and request a snapshot unless one was requested."""
    if is_new:
        park(session, delivery, MISSING, reason=Reason.GAP)
    if position.asked_at is None or position.asked_at < session.clock.now() - ASK_AGAIN:
        ask(session, reader, position)


def ask(session: Session, reader: str, position: Position) -> None:
    """Request a snapshot of an aggregate from its producer."""
    topic, key = position.place
    publish(session, SnapshotRequested(aggregate_topic=topic, aggregate_key=key, reader=reader,
                                       after_sequence=position.sequence))
    position.note_asked(session.clock.now())


def ask_again(database: Database, reader: str) -> int:
    """Repeat requests for snapshots that have not arrived.

:returns: number of aggregates
    """
    with database.transaction() as session:
        places = find_unanswered(session, session.clock.now() - ASK_AGAIN, ASKED_AT_ONCE)
        for place in places:
            ask(session, reader, Position(session, place))
    return len(places)


def supersede(session: Session, position: Position, number: int) -> int:
    """Remove the parked events that a snapshot with this sequence includes.

:returns: number of events
    """
    earlier = (*_parked(position.place), (parked_event.c.sequence <= number) | parked_event.c.sequence.is_(None))
    names = ("event_id", "topic", "key", "type", "error", "parked_at")
    session.execute(insert(parked_resolution).from_select(
        [*names, "action", "actor_id", "resolved_at"],
        select(*(parked_event.c[name] for name in names), literal(SUPERSEDED), literal("snapshot"),
               literal(session.clock.now())).where(*earlier)))
    removed = session.execute(delete(parked_event).where(*earlier).returning(parked_event.c.id)).all()
    position.asked_at = None
    position.move(number)
    return len(removed)


def let_follow(session: Session, subscribers: Subscribers, position: Position) -> None:
    """After the missing events arrived, deliver the parked events that follow, up to the next gap."""
    for row in _held(session, position.place):
        if row.sequence is None or row.sequence > position.sequence + 1:
            return
        _deliver_held(session, subscribers, position, row)
    position.note_asked(None)


def has_failed(session: Session, place: Place) -> bool:
    """Whether an event of the aggregate is parked because it failed."""
    query = select(parked_event.c.id).where(*_parked(place), parked_event.c.reason != Reason.GAP).limit(1)
    return session.execute(query).first() is not None


def _go_on_without(session: Session, subscribers: Subscribers, place: Place) -> None:
    """Deliver all parked events, because the producer cannot supply the missing ones."""
    lock_key(session, *place)
    position = Position(session, place)
    for row in _held(session, place):
        _deliver_held(session, subscribers, position, row)
    position.note_asked(None)


def _deliver_held(session: Session, subscribers: Subscribers, position: Position, row: Row[Any]) -> None:
    """Deliver a parked event in a savepoint; if it fails, it is parked as failed and later events behind it."""
    this = parked_event.c.id == row.id
    if has_failed(session, position.place):
        session.execute(update(parked_event).where(this).values(reason=Reason.BEHIND))
    else:
        error = _try_held(session, subscribers, delivery_of(row))
        if error is None:
            session.execute(delete(parked_event).where(this))
        else:
            session.execute(update(parked_event).where(this).values(reason=Reason.FAILED, error=error[:LONGEST_ERROR]))
    position.move(max(position.sequence, row.sequence or 0))


def _try_held(session: Session, subscribers: Subscribers, delivery: Delivery) -> str | None:
    """Deliver within a savepoint; returns the error if it could not be handled or decoded."""
    if delivery.unreadable:
        return delivery.unreadable
    try:
        with session.begin_nested():
            deliver(session, subscribers, delivery)
    except Exception as problem:  # no exception of a handler may stop other keys
        if failure_of(problem) is Failure.INFRASTRUCTURE:
            raise
        return sentence_of(problem)
    return None


def _held(session: Session, place: Place) -> list[Row[Any]]:
    query = select(parked_event).where(*_parked(place), parked_event.c.reason == Reason.GAP)
    return list(session.execute(query.order_by(parked_event.c.sequence, parked_event.c.id)))


def _parked(place: Place) -> tuple[Any, ...]:
    return parked_event.c.topic == place[0], parked_event.c.key == place[1]
