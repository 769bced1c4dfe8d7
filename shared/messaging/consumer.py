"""The consumer: handles a batch in one database transaction with its inbox rows, then commits the offset.

Every message is either handled or parked. An event that cannot be handled is parked, and later events of its key are
parked behind it in order; other keys are not affected.
"""
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, groupby

from shared.bus.port import Bus, BusError, Fenced, Record, Subscription
from shared.db.session import Database, Session
from shared.events.snapshot import Snapshot
from shared.messaging.delivery import Delivery, read
from shared.messaging.failures import Failure, failure_of, sentence_of
from shared.messaging.handling import copy, deliver, trace_of
from shared.messaging.inbox import new_of, record_new, recording
from shared.messaging.parked.parking import Reason, is_parked, lock_key, looking_for_parked, park
from shared.messaging.positions import Position, Standing, are_next, is_counted, moving, stretches_of
from shared.messaging.repair.gaps import ask_again, has_failed, hold, let_follow, supersede
from shared.messaging.steps import Step, Watch, unwatched
from shared.messaging.subscribers import NotYet, Subscribers
from shared.observability.handled import count_handled, count_parked
from shared.observability.membership import Membership
from shared.observability.metrics import BATCH_EVENTS, BATCH_SECONDS, FENCED, RETRIES
from shared.observability.tracing import working_on

log = logging.getLogger(__name__)

BATCH = 500
POLL_SECONDS = 1.0
MAX_BACKOFF_SECONDS = 10.0
FIRST_BACKOFF_SECONDS = 0.1
ATTEMPTS = 5
"""Attempts to handle an event with a transient failure before it is parked."""
NOT_YET_SECONDS = 0.05
NOT_YET_ATTEMPTS = 800
"""Attempts to handle an event that raises `NotYet`: two per delivery, in its place and after the rest of its batch."""
ASK_AGAIN_SECONDS = 60.0
"""Interval between checks for requested snapshots that have not arrived."""
PARKED_IN_A_ROW = 50
"""The worker stops after this number of consecutive parked events: the handler is broken, not the events."""


class TooManyParked(Exception):
    """Too many consecutive events failed; an operator must act."""


class Consumer:
    """Reads the topics of a service's subscribers as one group.

    :param member: name of this consumer in the group, the same after a restart
    :param watch: called after each step, see `Step`
    :ivar membership: state of its group membership, for metrics and health checks
    """

    def __init__(self, database: Database, bus: Bus, subscribers: Subscribers, *, member: str = "0",
                 watch: Watch = unwatched) -> None:
        self._database = database
        self._bus = bus
        self._subscribers = subscribers
        self._member = f"{subscribers.service}-{member}"
        self._watch = watch
        self.membership = Membership()
        self._parked_in_a_row = 0
        self._attempts: dict[str, int] = {}
        self._failures_in_a_row = 0
        self._pause = 0.0
        self._ask_again_at = time.monotonic() + ASK_AGAIN_SECONDS

    def run(self, stop: threading.Event) -> None:
        """Handle events until `stop` is set; the current batch is finished."""
        while not stop.is_set():
            try:
                with self._subscription() as subscription:
                    while not stop.is_set():
                        self.handle_next(subscription)
                        if self._pause:
                            stop.wait(self._pause)
            except BusError as problem:
                self._back_off(problem)
                stop.wait(self._pause)

    @contextmanager
    def _subscription(self) -> Iterator[Subscription]:
        subscription = self._bus.subscribe(self._subscribers.service, self._subscribers.topics, self._member)
        try:
            self.membership.begin(subscription)
            yield subscription
        finally:
            self.membership.end()
            subscription.close()

    def handle_next(self, subscription: Subscription, timeout: float = POLL_SECONDS) -> int:
        """Poll once and handle the batch; after a retriable failure the batch is delivered again.

        :returns: number of records handled or parked
        """
        self._ask_again()
        records = subscription.poll(BATCH, timeout)
        if not records:
            self._pause = 0.0
            return 0
        self._watch(Step.BATCH_RECEIVED)
        try:
            with subscription.busy():
                self._handle(records)
        except _TryAgain as again:
            subscription.rewind()
            self._pause = again.seconds
            return 0
        except BaseException:
            subscription.rewind()
            raise
        self._watch(Step.EFFECT_COMMITTED)
        self._failures_in_a_row, self._pause = 0, 0.0
        try:
            subscription.commit()
        except Fenced:
            FENCED.inc()
            log.info("partition moved to another member, which receives its events again and recognises them")
        self._watch(Step.OFFSET_COMMITTED)
        return len(records)

    def handle(self, records: Sequence[Record]) -> None:
        """Handle records from another source than the subscription; retries until each event is handled or parked."""
        while True:
            try:
                return self._handle(records)
            except _TryAgain as again:
                time.sleep(again.seconds)

    def _ask_again(self) -> None:
        """Periodically request missing snapshots again; skipped while the database is unavailable."""
        if not self._subscribers.is_repaired or time.monotonic() < self._ask_again_at:
            return
        self._ask_again_at = time.monotonic() + ASK_AGAIN_SECONDS
        try:
            ask_again(self._database, self._subscribers.service)
        except Exception as problem:
            if failure_of(problem) is not Failure.INFRASTRUCTURE:
                raise
            log.warning("could not ask again for snapshots", extra={"error": type(problem).__name__})

    def _handle(self, records: Sequence[Record]) -> None:
        everything = [read(record) for record in records]
        deliveries = [d for d in everything if d.unreadable or self._subscribers.find(d.type)]
        if not self._subscribers.is_repaired:
            everything = deliveries
        if not everything:
            return
        started = time.monotonic()
        try:
            try:
                self._handle_together(everything, deliveries)
            except Exception as problem:
                if failure_of(problem) is Failure.INFRASTRUCTURE:
                    raise
                self._handle_one_by_one(everything, deliveries)
        except (_TryAgain, TooManyParked):
            raise
        except Exception as problem:
            self._back_off(problem)
            raise _TryAgain(self._pause) from problem
        for delivery in everything if self._attempts else ():
            self._attempts.pop(delivery.event_id, None)
        seconds = time.monotonic() - started
        BATCH_EVENTS.observe(len(deliveries))
        BATCH_SECONDS.observe(seconds)
        log.info("batch handled", extra={"events": len(deliveries), "seconds": round(seconds, 4)})

    def _back_off(self, problem: Exception) -> None:
        self._pause = min(FIRST_BACKOFF_SECONDS * 2 ** min(self._failures_in_a_row, 10), MAX_BACKOFF_SECONDS)
        self._failures_in_a_row += 1
        RETRIES.labels("consumer", "infrastructure").inc()
        log.warning("consumer waits", extra={"error": type(problem).__name__, "seconds": self._pause})

    def _handle_together(self, everything: Sequence[Delivery], deliveries: Sequence[Delivery]) -> None:
        stretches = stretches_of(everything) if self._subscribers.is_repaired else {}
        if stretches is None:
            raise _NeedsCare
        with self._database.transaction() as session:
            recorded, ((has_parked,),), *odd = session.together(
                recording(session, deliveries), looking_for_parked(deliveries), *([moving(stretches)] if stretches else ()))
            new = new_of(deliveries, recorded)
            if any(d.unreadable for d in new) or has_parked or (odd and not are_next(odd[0], stretches, new)):
                raise _NeedsCare
            due = [d for d in new if not isinstance(d.event, Snapshot)]  # without a gap the snapshot is not needed
            for is_copied, run in groupby(due, key=self._is_copied):
                if is_copied:
                    copy(session, self._subscribers, list(run))
                else:
                    for delivery in run:
                        deliver(session, self._subscribers, delivery)
            self._watch(Step.EFFECT_DONE)
        count_handled(new)
        if new:
            self._parked_in_a_row = 0

    def _is_copied(self, delivery: Delivery) -> bool:
        return self._subscribers.is_copied(delivery.type)

    def _handle_one_by_one(self, everything: Sequence[Delivery], deliveries: Sequence[Delivery]) -> None:
        """Repeat the batch with a savepoint per event, so that a failing event parks only its own key.

        An event that raises `NotYet` is tried again after the rest of the batch, which may contain the data it needs.
        """
        tally, later = _Tally(self._parked_in_a_row), dict[tuple[str, str], list[Delivery]]()
        with self._database.transaction() as session:
            new = {id(delivery) for delivery in record_new(session, deliveries)}
            for delivery in everything:
                is_new = id(delivery) in new
                if delivery.place in later:
                    later[delivery.place].append(delivery)
                    continue
                try:
                    with session.begin_nested():
                        reason = self._take(session, delivery, is_new=is_new)
                except _NeedsMore:
                    later[delivery.place] = [delivery]
                else:
                    tally.note(delivery, reason, is_new=is_new)
            for delivery in chain.from_iterable(later.values()):
                is_new = id(delivery) in new
                tally.note(delivery, self._take(session, delivery, is_new=is_new), is_new=is_new)
            self._watch(Step.EFFECT_DONE)
        self._parked_in_a_row = tally.in_a_row
        count_handled(tally.handled)
        count_parked(tally.parked)
        if tally.in_a_row >= PARKED_IN_A_ROW:
            raise TooManyParked(f"{tally.in_a_row} events in a row could not be handled; see the parked events")

    def _take(self, session: Session, delivery: Delivery, *, is_new: bool) -> Reason | None:
        """Handle one event at its position among the events of its key.

        :returns: the reason if it was parked, else None
        """
        if not self._subscribers.is_repaired or not is_counted(delivery):
            return self._handle_or_park(session, delivery) if is_new else None
        position, number = Position(session, delivery.place), delivery.sequence or 0
        standing = position.standing_of(number)
        if standing is Standing.KNOWN:
            return None
        if isinstance(delivery.event, Snapshot) and (standing is Standing.GAP or position.asked_at):
            is_due = is_new or self._subscribers.find(delivery.type) is None  # an event without a reader also closes the gap
            return self._restore(session, delivery, position) if is_due else None
        if standing is Standing.GAP or (position.asked_at and has_failed(session, delivery.place)):
            hold(session, self._subscribers.service, position, delivery, is_new=is_new)
            return Reason.GAP if is_new else None
        position.move(number)
        if position.asked_at is None:
            due = is_new and not isinstance(delivery.event, Snapshot)
            return self._handle_or_park(session, delivery) if due else None
        reason = self._handle_or_park(session, delivery, is_next=True) if is_new else None
        let_follow(session, self._subscribers, position)
        return reason

    def _restore(self, session: Session, snapshot: Delivery, position: Position) -> Reason | None:
        """Apply a snapshot instead of the parked events of its key."""
        lock_key(session, *position.place)
        error = self._try(session, snapshot)
        if error:
            park(session, snapshot, error, attempts=self._attempts.get(snapshot.event_id, 1))
            return Reason.FAILED
        held = supersede(session, position, snapshot.sequence or 0)
        log.info("repaired by a snapshot", extra={"type": snapshot.type, "event_id": snapshot.event_id, "held": held})
        return None

    def _handle_or_park(self, session: Session, delivery: Delivery, *, is_next: bool = False) -> Reason | None:
        """
        :param is_next: whether the parked events of its key wait for this event
        """
        if not is_next and not delivery.unreadable and is_parked(session, delivery):
            park(session, delivery, "waits behind a parked event of its key", reason=Reason.BEHIND)
            return Reason.BEHIND
        error = delivery.unreadable or self._try(session, delivery)
        if error:
            park(session, delivery, error, attempts=self._attempts.get(delivery.event_id, 1))
            return Reason.FAILED
        return None

    def _try(self, session: Session, delivery: Delivery) -> str | None:
        """Deliver within a savepoint; returns the error if the event must be parked.

        :raises _TryAgain: if a later attempt may succeed
        """
        try:
            with session.begin_nested():
                deliver(session, self._subscribers, delivery)
        except Exception as problem:  # no exception of a handler may stop other keys
            if failure_of(problem) is Failure.INFRASTRUCTURE:
                raise
            self._be_patient(delivery, problem)
            with working_on(trace_of(delivery)):
                log.exception("event parked", extra={"type": delivery.type})
            return sentence_of(problem)
        return None

    def _be_patient(self, delivery: Delivery, problem: Exception) -> None:
        tried = self._attempts[delivery.event_id] = self._attempts.get(delivery.event_id, 0) + 1
        if isinstance(problem, NotYet):
            if tried < NOT_YET_ATTEMPTS:
                RETRIES.labels("consumer", "not_yet").inc()
                raise _NeedsMore(NOT_YET_SECONDS) from problem
        elif failure_of(problem) is Failure.TRANSIENT and tried < ATTEMPTS:
            RETRIES.labels("consumer", "unclassified").inc()
            raise _TryAgain(FIRST_BACKOFF_SECONDS * 2 ** (tried - 1)) from problem


class _NeedsCare(Exception):
    """The batch must be handled event by event."""


class _TryAgain(Exception):
    """Deliver the batch again after this number of seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"again in {seconds} s")


class _NeedsMore(_TryAgain):
    """Deliver the batch again, because a handler needs data from another topic or partition."""


class _Tally:
    """The results of the events of a batch.

    :ivar in_a_row: number of events parked since the last handled event
    """

    def __init__(self, in_a_row: int) -> None:
        self.in_a_row = in_a_row
        self.handled: list[Delivery] = []
        self.parked: list[Reason] = []

    def note(self, delivery: Delivery, reason: Reason | None, *, is_new: bool) -> None:
        """Record the result of an event; `reason` is None unless it was parked."""
        if reason:
            self.parked.append(reason)
        elif is_new:
            self.handled.append(delivery)
        if is_new and reason not in (Reason.BEHIND, Reason.GAP):
            self.in_a_row = self.in_a_row + 1 if reason else 0
