"""Release parked events in order, each in a savepoint, until one fails again; or drop one with an explanation.

A release holds the lock of the key, and the consumer takes the same lock before it decides about a new event of that
key; so a release never runs concurrently with the consumer or another release on one key.
"""
import logging
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, text, update

from shared.bus.port import Record
from shared.db.mechanism import parked_event, parked_resolution
from shared.db.session import Database, Session
from shared.kernel.refusals import Conflict, NotFound, ensure_version
from shared.messaging.delivery import Delivery, read
from shared.messaging.failures import Failure, failure_of, sentence_of
from shared.messaging.handling import deliver
from shared.messaging.parked.parking import IN_ORDER, LONGEST_ERROR, Reason, lock_key
from shared.messaging.subscribers import Subscribers

log = logging.getLogger(__name__)

BATCH = 100
"""Events released in one transaction."""
PATIENCE_SECONDS = 5.0
"""Time limit of a release, checked between batches; the caller repeats the request for the rest."""
WORLD_ATTEMPTS = 3
WORLD_PAUSE_SECONDS = 0.2
_AFTER_A_REPLAY = "LOCK TABLE parked_event IN ROW EXCLUSIVE MODE"
"""Lock taken before the first handler writes, so that a release waits for a replay without holding other locks."""


class Action(StrEnum):
    """How a parked event was resolved."""

    RELEASED = "RELEASED"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a release.

    :ivar released: events that were handled
    :ivar waiting: events of the key that are still parked
    :ivar error: why the first waiting event failed again; None if none failed
    """

    released: int
    waiting: int
    error: str | None = None


class InfrastructureUnavailable(Exception):
    """Database or bus is unavailable; the parked events are unchanged."""


def release(database: Database, subscribers: Subscribers, event_id: str, *, actor_id: str,
            version: int | None = None, seconds: float = PATIENCE_SECONDS) -> Outcome:
    """Deliver the parked events of a key, oldest first, until one fails again or waits for a snapshot.

    :param actor_id: the requesting account, recorded for audit
    :param version: the number of attempts at the event that this person knew of; None not to check
    :param seconds: time limit, checked between batches; the remaining events stay parked in order
    :raises NotFound: if the event is not parked
    :raises Stale: if it was tried since
    :raises Conflict: if the key waits for a snapshot, which releases it automatically
    :raises InfrastructureUnavailable: if database or bus is unavailable
    """
    topic, key = _releasable(database, event_id, version)
    deadline, released = time.monotonic() + seconds, 0
    while True:
        step = _patiently(database, subscribers, topic, key, actor_id)
        released += step.released
        if step.error or not step.waiting or not step.released or time.monotonic() > deadline:
            return Outcome(released, step.waiting, step.error)


def drop(database: Database, subscribers: Subscribers, event_id: str, *, actor_id: str, explanation: str,
         version: int | None = None) -> Outcome:
    """Remove an event permanently; if it was the first of its key, the events behind it are released.

    :param explanation: stored with the event's type, never with its content
    :param version: the number of attempts that this person knew of; None not to check
    :raises NotFound: if the event is not parked
    :raises Stale: if it was tried since
    """
    with database.transaction() as session:
        row = _get(session, event_id)
        lock_key(session, row.topic, row.key)
        row = _get(session, event_id)
        ensure_version(version, row.attempts)
        former = _first_of(session, row.topic, row.key)
        _resolve(session, row, Action.DROPPED, actor_id, explanation)
        first = _first_of(session, row.topic, row.key)
    log.warning("parked event dropped", extra={"type": row.type, "event_id": event_id})
    if first is None or former is None or former.id != row.id or first.reason == Reason.GAP:
        return Outcome(0, _count(database, row.topic, row.key))
    try:
        return release(database, subscribers, first.event_id, actor_id=actor_id)
    except NotFound:  # released concurrently
        return Outcome(0, _count(database, row.topic, row.key))


def _patiently(database: Database, subscribers: Subscribers, topic: str, key: str, actor_id: str) -> Outcome:
    """Release one batch; retried after a deadlock or a lost connection."""
    for attempt in range(1, WORLD_ATTEMPTS + 1):
        try:
            with database.transaction() as session:
                return _release_batch(session, subscribers, topic, key, actor_id)
        except Exception as problem:
            if failure_of(problem) is not Failure.INFRASTRUCTURE:
                raise
            if attempt == WORLD_ATTEMPTS:
                raise InfrastructureUnavailable(sentence_of(problem)) from problem
            time.sleep(WORLD_PAUSE_SECONDS * attempt)
    raise AssertionError("unreachable")


def _release_batch(session: Session, subscribers: Subscribers, topic: str, key: str, actor_id: str) -> Outcome:
    session.execute(text(_AFTER_A_REPLAY))
    lock_key(session, topic, key)
    mine = (parked_event.c.topic == topic, parked_event.c.key == key)
    rows = session.execute(select(parked_event).where(*mine).order_by(*IN_ORDER).limit(BATCH)).all()
    released, error = 0, None
    for row in rows:
        if row.reason == Reason.GAP:
            break
        error = _try(session, subscribers, row)
        if error:
            _note_failure(session, row, error)
            break
        _resolve(session, row, Action.RELEASED, actor_id)
        released += 1
    waiting = session.scalar(select(func.count()).select_from(parked_event).where(*mine)) or 0
    log.info("parked events released", extra={"topic": topic, "released": released, "waiting": waiting})
    return Outcome(released, waiting, error)


def _try(session: Session, subscribers: Subscribers, row: Row[Any]) -> str | None:
    """Deliver within a savepoint; returns the error if it fails again."""
    delivery = delivery_of(row)
    if delivery.unreadable:
        return delivery.unreadable
    try:
        with session.begin_nested():
            deliver(session, subscribers, delivery)
    except Exception as problem:  # after any exception of a handler the key stays parked
        if failure_of(problem) is Failure.INFRASTRUCTURE:
            raise
        log.exception("parked event failed again", extra={"type": row.type, "event_id": row.event_id})
        return sentence_of(problem)
    return None


def delivery_of(row: Row[Any]) -> Delivery:
    """The delivery of a parked event; its position in the log is no longer relevant."""
    headers = tuple((name, value.encode()) for name, value in row.headers.items())
    return read(Record(row.topic, 0, 0, row.key, bytes(row.payload), headers, 0))


def _note_failure(session: Session, row: Row[Any], error: str) -> None:
    tried = row.attempts + 1 if row.reason == Reason.FAILED else 1
    session.execute(update(parked_event).where(parked_event.c.id == row.id).values(
        error=error[:LONGEST_ERROR], attempts=tried, reason=Reason.FAILED))


def _resolve(session: Session, row: Row[Any], action: Action, actor_id: str, explanation: str | None = None) -> None:
    session.execute(delete(parked_event).where(parked_event.c.id == row.id))
    session.execute(insert(parked_resolution).values(
        event_id=row.event_id, topic=row.topic, key=row.key, type=row.type, error=row.error, action=action,
        actor_id=actor_id, explanation=explanation, parked_at=row.parked_at, resolved_at=session.clock.now()))


def _releasable(database: Database, event_id: str, version: int | None) -> tuple[str, str]:
    """Topic and key of an event, unless the key waits for a snapshot."""
    with database.reading() as session:
        row = _get(session, event_id)
        ensure_version(version, row.attempts)
        first = _first_of(session, row.topic, row.key)
    if first and first.reason == Reason.GAP:
        raise Conflict("parked.waits_for_snapshot", "Dit wacht op een volledige stand van zaken en gaat daarna vanzelf verder.")
    return row.topic, row.key


def _get(session: Session, event_id: str) -> Row[Any]:
    row = session.execute(select(parked_event).where(parked_event.c.event_id == event_id)).one_or_none()
    if row is None:
        raise NotFound("parked.unknown", "Dit bericht staat niet (meer) vast.")
    return row


def _first_of(session: Session, topic: str, key: str) -> Row[Any] | None:
    mine = (parked_event.c.topic == topic, parked_event.c.key == key)
    return session.execute(select(parked_event).where(*mine).order_by(*IN_ORDER).limit(1)).one_or_none()


def _count(database: Database, topic: str, key: str) -> int:
    mine = (parked_event.c.topic == topic, parked_event.c.key == key)
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(parked_event).where(*mine)) or 0
