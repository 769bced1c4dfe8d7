"""The reader's side of repair: a gap among the events of an aggregate is closed by a snapshot, without hands.

From the gap on the events of that key are held, as parked with the reason GAP; other keys flow. The snapshot takes the
place of all that is parked of its key before it. Should what was missing come late after all, the held follow it.
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
"""After so long without an answer."""
ASKED_AT_ONCE = 500
SUPERSEDED = "SUPERSEDED"
MISSING = "events before it are missing; a snapshot was asked for"


def repair(subscribers: Subscribers, *restates: Restate) -> None:
    """Have gaps in what a service reads found and closed, and others answered about its own aggregates.

    Called after all its readers are declared.

    :param restates: a snapshot by key, for each kind of key under which the service publishes what others read
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
    """Keep an event that came too early, and ask for a snapshot unless that was done."""
    if is_new:
        park(session, delivery, MISSING, reason=Reason.GAP)
    if position.asked_at is None or position.asked_at < session.clock.now() - ASK_AGAIN:
        ask(session, reader, position)


def ask(session: Session, reader: str, position: Position) -> None:
    """Ask the producer for a snapshot of an aggregate."""
    topic, key = position.place
    publish(session, SnapshotRequested(aggregate_topic=topic, aggregate_key=key, reader=reader,
                                       after_sequence=position.sequence))
    position.note_asked(session.clock.now())


def ask_again(database: Database, reader: str) -> int:
    """Ask anew for what was asked long ago and has not come.

    :returns: for how many aggregates
    """
    with database.transaction() as session:
        places = find_unanswered(session, session.clock.now() - ASK_AGAIN, ASKED_AT_ONCE)
        for place in places:
            ask(session, reader, Position(session, place))
    return len(places)


def supersede(session: Session, position: Position, number: int) -> int:
    """A snapshot with that number was taken: what is parked of its key before it is in it.

    :returns: how many events
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
    """What was missing has come: deliver the held events that follow it, up to the next gap."""
    for row in _held(session, position.place):
        if row.sequence is None or row.sequence > position.sequence + 1:
            return
        _deliver_held(session, subscribers, position, row)
    position.note_asked(None)


def has_failed(session: Session, place: Place) -> bool:
    """Whether an event of the aggregate is parked for its own sake."""
    query = select(parked_event.c.id).where(*_parked(place), parked_event.c.reason != Reason.GAP).limit(1)
    return session.execute(query).first() is not None


def _go_on_without(session: Session, subscribers: Subscribers, place: Place) -> None:
    """Nobody can tell what was missing: deliver all that is held."""
    lock_key(session, *place)
    position = Position(session, place)
    for row in _held(session, place):
        _deliver_held(session, subscribers, position, row)
    position.note_asked(None)


def _deliver_held(session: Session, subscribers: Subscribers, position: Position, row: Row[Any]) -> None:
    """In a savepoint; one that fails is parked for its own sake, and those after it behind it."""
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
    """Deliver within a savepoint; why it could not be handled or read, if so."""
    if delivery.unreadable:
        return delivery.unreadable
    try:
        with session.begin_nested():
            deliver(session, subscribers, delivery)
    except Exception as problem:  # whatever a handler raises, other keys flow
        if failure_of(problem) is Failure.INFRASTRUCTURE:
            raise
        return sentence_of(problem)
    return None


def _held(session: Session, place: Place) -> list[Row[Any]]:
    query = select(parked_event).where(*_parked(place), parked_event.c.reason == Reason.GAP)
    return list(session.execute(query.order_by(parked_event.c.sequence, parked_event.c.id)))


def _parked(place: Place) -> tuple[Any, ...]:
    return parked_event.c.topic == place[0], parked_event.c.key == place[1]
