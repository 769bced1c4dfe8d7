"""The consumer: a batch is one database transaction with its inbox rows; then the offset moves.

A message is never passed over that is neither handled nor parked. An event that cannot be handled is parked, the later
ones of its key behind it in order; other keys flow on.
"""
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import insert as sa_insert
from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, OperationalError

from shared.bus.port import Bus, BusError, Fenced, Record, Subscription
from shared.db.mechanism import inbox, parked_event
from shared.db.session import Database, Session
from shared.events.base import Event
from shared.messaging.correlation import Trace, set_trace
from shared.messaging.envelope import Envelope, UnreadableEvent, decode
from shared.messaging.subscribers import NotYet, Subscribers

log = logging.getLogger(__name__)

BATCH = 200
POLL_SECONDS = 1.0
MAX_BACKOFF_SECONDS = 10.0
NOT_YET_SECONDS = 0.05
NOT_YET_ATTEMPTS = 400
PARKED_IN_A_ROW = 50
"""So many parked without one handled means that the handler is broken, not the events: the worker stops."""


class TooManyParked(Exception):
    """Nothing can be handled any more; an operator must look."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    record: Record
    envelope: Envelope | None
    event: Event | None
    unreadable: str | None = None

    @property
    def event_id(self) -> str:
        """The CloudEvents id; without one the place in the log is the identity."""
        place = f"{self.record.topic[-20:]}:{self.record.partition}:{self.record.offset}"
        return self.envelope.event_id if self.envelope else place


class Consumer:
    """Reads the topics of a service's subscribers as one group."""

    def __init__(self, database: Database, bus: Bus, subscribers: Subscribers, *, member: str = "0") -> None:
        self._database = database
        self._bus = bus
        self._subscribers = subscribers
        self._member = f"{subscribers.service}-{member}"
        self._parked_in_a_row = 0
        self._not_yet = 0

    def run(self, stop: threading.Event) -> None:
        """Handle events until `stop` is set; the batch in hand is finished."""
        pause = 0.1
        while not stop.is_set():
            try:
                with self._subscription() as subscription:
                    while not stop.is_set():
                        self.handle_next(subscription)
                        pause = 0.1
                        if self._not_yet:
                            stop.wait(NOT_YET_SECONDS)
            except (BusError, OperationalError) as problem:
                log.warning("consumer waits: %s", type(problem).__name__)
                stop.wait(pause)
                pause = min(pause * 2, MAX_BACKOFF_SECONDS)

    @contextmanager
    def _subscription(self) -> Iterator[Subscription]:
        subscription = self._bus.subscribe(self._subscribers.service, self._subscribers.topics, self._member)
        try:
            yield subscription
        finally:
            subscription.close()

    def handle_next(self, subscription: Subscription, timeout: float = POLL_SECONDS) -> int:
        """Poll once and handle what came.

        :returns: number of records
        """
        records = subscription.poll(BATCH, timeout)
        if not records:
            return 0
        try:
            self._handle(records)
        except NotYet:
            self._not_yet += 1
            subscription.rewind()
            return 0
        except BaseException:
            subscription.rewind()
            raise
        self._not_yet = 0
        try:
            subscription.commit()
        except Fenced:
            log.info("partition went to another member; its events come again there and are known")
        return len(records)

    def _handle(self, records: Sequence[Record]) -> None:
        deliveries = [d for d in map(_read, records) if d.unreadable or self._subscribers.find(d.envelope.type)]  # type: ignore[union-attr]
        if not deliveries:
            return
        started = time.monotonic()
        try:
            with self._database.transaction() as session:
                new = _record_in_inbox(session, deliveries)
                if _has_parked_keys(session, new) or any(d.unreadable for d in new):
                    raise _NeedsCare
                for delivery in new:
                    self._deliver(session, delivery)
            self._parked_in_a_row = 0 if new else self._parked_in_a_row
        except OperationalError:
            raise
        except Exception as problem:
            if self._is_worth_waiting(problem):
                raise
            self._handle_one_by_one(deliveries)
        log.info("batch handled", extra={"events": len(deliveries), "seconds": round(time.monotonic() - started, 4)})

    def _handle_one_by_one(self, deliveries: Sequence[_Delivery]) -> None:
        """The batch again with a savepoint per event, so that one bad event parks its key and no other."""
        in_a_row = self._parked_in_a_row
        with self._database.transaction() as session:
            for delivery in _record_in_inbox(session, deliveries):
                if not delivery.unreadable and _has_parked_keys(session, [delivery]):
                    self._park(session, delivery, "waits behind a parked event of its key")
                    continue
                error = delivery.unreadable or self._try(session, delivery)
                if error:
                    self._park(session, delivery, error)
                in_a_row = in_a_row + 1 if error else 0
        self._parked_in_a_row = in_a_row
        if in_a_row >= PARKED_IN_A_ROW:
            raise TooManyParked(f"{in_a_row} events in a row could not be handled; see parked events")

    def _try(self, session: Session, delivery: _Delivery) -> str | None:
        try:
            with session.begin_nested():
                self._deliver(session, delivery)
        except OperationalError:
            raise
        except DBAPIError as problem:
            return f"{type(problem.orig).__name__}"
        except Exception as problem:  # whatever a handler raises must not stop other keys
            if self._is_worth_waiting(problem):
                raise
            log.exception("event parked", extra={"type": delivery.envelope.type if delivery.envelope else "-"})
            return f"{type(problem).__name__}: {problem}"
        return None

    def _is_worth_waiting(self, problem: Exception) -> bool:
        return isinstance(problem, NotYet) and self._not_yet < NOT_YET_ATTEMPTS

    def _deliver(self, session: Session, delivery: _Delivery) -> None:
        envelope, event = delivery.envelope, delivery.event
        if envelope is None or event is None:
            return
        subscriber = self._subscribers.find(envelope.type)
        if subscriber is None:
            return
        set_trace(Trace(envelope.event_id, envelope.correlation_id, envelope.traceparent, envelope.event_id,
                        envelope.actor_id))
        subscriber(session, event, envelope)
        session.flush()

    def _park(self, session: Session, delivery: _Delivery, error: str) -> None:
        record = delivery.record
        session.execute(sa_insert(parked_event).values(
            event_id=delivery.event_id, topic=record.topic, key=record.key,
            type=delivery.envelope.type if delivery.envelope else "-",
            headers={name: value.decode(errors="replace") for name, value in record.headers}, payload=record.value,
            error=error[:2000], attempts=1, parked_at=session.clock.now()))


class _NeedsCare(Exception):
    """The batch holds something that only the careful way can treat."""


def _read(record: Record) -> _Delivery:
    try:
        envelope, event = decode(record.topic, dict(record.headers), record.key, record.value)
    except (UnreadableEvent, UnicodeDecodeError) as problem:
        return _Delivery(record, None, None, str(problem))
    return _Delivery(record, envelope, event)


def _record_in_inbox(session: Session, deliveries: Sequence[_Delivery]) -> list[_Delivery]:
    """Those that were not handled before, in order; doubles within the batch count once."""
    rows = [{"event_id": d.event_id, "handled_at": session.clock.now()} for d in deliveries]
    known = insert(inbox).on_conflict_do_nothing().returning(inbox.c.event_id)
    new_ids = set(session.scalars(known, rows).all())
    fresh = []
    for delivery in deliveries:
        if delivery.event_id in new_ids:
            new_ids.discard(delivery.event_id)
            fresh.append(delivery)
    return fresh


def _has_parked_keys(session: Session, deliveries: Sequence[_Delivery]) -> bool:
    keys = {(d.record.topic, d.record.key) for d in deliveries}
    if not keys:
        return False
    found = select(parked_event.c.id).where(tuple_(parked_event.c.topic, parked_event.c.key).in_(keys)).limit(1)
    return session.execute(found).first() is not None
