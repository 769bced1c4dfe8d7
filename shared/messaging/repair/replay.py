"""Replay: rebuild a service's copies from the log, compare them with the present rows, and correct differences.

It handles the same events again on empty tables in a separate schema, with the clock at the time of the first handling.
Other effects of the handlers are dropped with that schema; only copies are taken over. While the last events are read
and the rows compared, the service's consumer waits and all other readers see the previous rows.
"""
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import cast

from sqlalchemy import MetaData, Table, select, text

from shared.bus.log_reader import LogReader, in_order_of_time
from shared.bus.port import Bus, Record
from shared.db.mechanism import feed_position, inbox, parked_event, parked_resolution
from shared.db.mechanism_versions import update_mechanism
from shared.db.session import Database, Session
from shared.events.repair import REPAIR_TOPIC
from shared.kernel.clock import FixedClock
from shared.messaging.consumer import Consumer
from shared.messaging.delivery import Delivered, Delivery, read
from shared.messaging.parked.parking import Reason
from shared.messaging.parked.release import Action
from shared.messaging.positions import Position
from shared.messaging.repair.comparison import Comparison, TableOutcome
from shared.messaging.repair.gaps import ask, repair
from shared.messaging.subscribers import Subscribers

log = logging.getLogger(__name__)

SCHEMA = "replay"
CHUNK = 500
_ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(hashtext('replay'))"
_READER_WAITS = "LOCK TABLE inbox, parked_event IN SHARE ROW EXCLUSIVE MODE"
"""Blocks consumer and releases: the consumer writes to `inbox`, a release deletes from `parked_event`."""


class ReplayRuns(Exception):
    """Another replay of this service is running."""


@dataclass(slots=True)
class ReplayOutcome:
    """The result of a replay.

    :ivar events: number of events read
    :ivar tables: outcome by table name
    :ivar noted: number of the service's own rows in which a column was corrected
    :ivar asked: number of aggregates with missing events, for which a snapshot was requested
    :ivar failed: number of events that could not be handled again
    """

    events: int = 0
    tables: dict[str, TableOutcome] = field(default_factory=dict)
    noted: int = 0
    asked: int = 0
    failed: int = 0

    @property
    def differences(self) -> int:
        """Number of wrong rows."""
        return self.noted + sum(each.added + each.changed + each.removed for each in self.tables.values())


def replay(database: Database, bus: Bus, reader: LogReader, subscribers: Subscribers, metadata: MetaData, *,
           since: datetime | None = None) -> ReplayOutcome:
    """Rebuild the copies of a service from the log.

    :param database: of the service, in use or not
    :param metadata: of the service's own tables
    :param since: read only events published from then on; rows without such an event are not changed
    :raises ReplayRuns: if another replay of the service is running
    """
    with _alone(database), _scratch(database, metadata) as scratch:
        again = _Replay(database, scratch, bus, reader, subscribers, since)
        again.read_what_is_done()
        with database.transaction() as session:
            session.execute(text(_READER_WAITS))
            again.read_the_rest()
            return again.take_over(session)


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    with database.engine.connect() as connection:
        if not connection.scalar(text(_ONE_AT_A_TIME)):
            raise ReplayRuns("another replay of this service is running")
        try:
            yield
        finally:
            connection.invalidate()  # the lock ends with the connection


@contextmanager
def _scratch(database: Database, metadata: MetaData) -> Iterator[Database]:
    """Create the service's tables, empty, in a separate schema."""
    with database.engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    join = "&" if "?" in database.url else "?"
    options = f"{join}options=-csearch_path%3D{SCHEMA}%20-csynchronous_commit%3Doff"
    scratch = Database(database.url + options, FixedClock(database.clock.now()), application="replay")
    try:
        with scratch.engine.begin() as connection:
            update_mechanism(connection)
            metadata.create_all(connection)
        yield scratch
    finally:
        scratch.dispose()
        with database.engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))


class _Replay:
    def __init__(self, database: Database, scratch: Database, bus: Bus, reader: LogReader, subscribers: Subscribers,
                 since: datetime | None) -> None:
        self._database = database
        self._scratch = scratch
        self._reader = reader
        self._subscribers = subscribers
        self._since_ms = since.timestamp() * 1000 if since else 0
        self._keeping = _only_copies(subscribers)
        self._own = subscribers.copies.of_own_tables()
        self._bus = bus
        self._consumer = Consumer(scratch, bus, self._keeping)
        self._topics = [topic for topic in subscribers.topics if topic != REPAIR_TOPIC]
        self._next: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, str]] = set()
        self._ahead: set[tuple[str, str]] = set()
        self._notes: list[Delivery] = []
        self._aside: list[Delivery] = []
        self._reaches_back = True
        self._outcome = ReplayOutcome()

    def read_what_is_done(self) -> None:
        """Handle all events before the consumer's position again."""
        behind = self._bus.lag(self._subscribers.service, self._topics)
        self._read({place: position for place, (position, _) in behind.items()}, is_done=True)

    def read_the_rest(self) -> None:
        """With the consumer blocked, handle the events it has handled meanwhile and those released since."""
        aside, self._aside = self._aside, []
        self._handle(aside, is_done=True)
        self._read({place: end for place, (_, end) in self._reader.ends(self._topics).items()}, is_done=False)

    def _read(self, until: dict[tuple[str, int], int], *, is_done: bool) -> None:
        firsts = {place: first for place, (first, _) in self._reader.ends(self._topics).items()}
        self._reaches_back = self._reaches_back and not any(firsts.values())
        starts = {place: max(first, self._next.get(place, 0)) for place, first in firsts.items()}
        found = in_order_of_time(self._reader, starts, until)
        for chunk in _chunks((record for record in found if record.timestamp_ms >= self._since_ms), CHUNK):
            self._handle([read(record) for record in chunk], is_done=is_done)
        self._next = until

    def _handle(self, deliveries: Sequence[Delivery], *, is_done: bool) -> None:
        """Handle each event with the clock at its first handling, or at its publication if the service had no handler then."""
        handled_at, aside = self._known(deliveries)
        due = []
        for delivery in deliveries:
            is_known = delivery.event_id in handled_at
            if delivery.envelope is None:
                continue
            if delivery.event_id in aside:
                self._aside.append(delivery)
                continue
            if not is_done and (delivery.place in self._ahead or (self._is_read(delivery) and not is_known)):
                self._ahead.add(delivery.place)
                continue
            if is_known and delivery.type in self._own.types:
                self._notes.append(delivery)
            due.append(delivery)
        self._outcome.events += len(due)
        if self._since_ms:
            self._begin(due)
        clock = cast(FixedClock, self._scratch.clock)
        for moment, run in groupby(due, key=lambda d: handled_at.get(d.event_id) or (d.envelope and d.envelope.logged_at)):
            clock.set(moment or clock.now())
            self._consumer.handle([delivery.record for delivery in run])

    def _is_read(self, delivery: Delivery) -> bool:
        return self._subscribers.find(delivery.type) is not None

    def _known(self, deliveries: Sequence[Delivery]) -> tuple[dict[str, datetime], set[str]]:
        """When the service handled these events, and which of them it did not: parked, or dropped by an operator."""
        ids = [delivery.event_id for delivery in deliveries]
        with self._database.reading() as session:
            taken = session.execute(select(inbox).where(inbox.c.event_id.in_(ids))).all()
            aside = set(session.scalars(select(parked_event.c.event_id).where(parked_event.c.event_id.in_(ids))))
            aside.update(session.scalars(select(parked_resolution.c.event_id).where(
                parked_resolution.c.event_id.in_(ids), parked_resolution.c.action == Action.DROPPED)))
        return {row.event_id: row.handled_at for row in taken}, aside

    def _begin(self, deliveries: Sequence[Delivery]) -> None:
        """With `since`, an aggregate starts at its first event read; earlier events are not requested."""
        with self._scratch.transaction() as session:
            for delivery in deliveries:
                if delivery.place not in self._begun and delivery.sequence:
                    self._begun.add(delivery.place)
                    Position(session, delivery.place).move(delivery.sequence - 1)

    def take_over(self, session: Session) -> ReplayOutcome:
        """Correct the service's rows from the rebuilt ones."""
        with self._scratch.reading() as rebuilt:
            waiting = rebuilt.execute(select(feed_position).where(feed_position.c.asked_at.is_not(None))).all()
            self._outcome.failed = len(rebuilt.execute(
                select(parked_event.c.id).where(parked_event.c.reason == Reason.FAILED)).all())
        is_whole = self._reaches_back and not (waiting or self._since_ms or self._outcome.failed)
        home = session.scalar(text("SELECT current_schema()"))
        excepted = self._subscribers.copies.except_columns
        comparisons = [Comparison(session, str(home), SCHEMA, table, excepted.get(table.name, frozenset()))
                       for table in self._copied_tables()]
        for comparison in reversed(comparisons):  # referring rows are deleted first
            comparison.remove(may_remove=is_whole)
        for comparison in comparisons:
            comparison.change_and_add()
            self._outcome.tables[comparison.table.name] = comparison.outcome
        self._outcome.noted = self._note(session)
        for derive in self._subscribers.derivations:
            derive(session)
        for row in waiting:
            ask(session, self._subscribers.service, Position(session, (row.topic, row.key)))
        self._outcome.asked = len(waiting)
        return self._outcome

    def _copied_tables(self) -> list[Table]:
        """Copied tables in order of their foreign keys."""
        found = set(self._subscribers.copies.tables)
        return [table for table in next(iter(found)).metadata.sorted_tables if table in found] if found else []

    def _note(self, session: Session) -> int:
        """Set columns of the service's own rows again; returns the number of rows that differed."""
        return self._own.put_right(session, [Delivered(d.event, d.envelope) for d in self._notes if d.event and d.envelope])


def _only_copies(subscribers: Subscribers) -> Subscribers:
    """A copy of the subscribers with only the handlers that maintain copies."""
    keeping = Subscribers(subscribers.service, subscribers.copies.of_copied_tables())
    repair(keeping)
    return keeping


def _chunks(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    chunk: list[Record] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
