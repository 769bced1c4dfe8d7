"""A parked key is released in order, each event once, also with concurrent access."""
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import OperationalError

from shared.bus.tests.reading import wait_until
from shared.db.mechanism import parked_event, parked_resolution
from shared.db.session import Database
from shared.events.claims import DebtCreated
from shared.kernel.refusals import Conflict, NotFound
from shared.messaging.consumer import Consumer
from shared.messaging.outbox import publish
from shared.messaging.parked.parking import Reason, lock_key
from shared.messaging.parked.release import BATCH, InfrastructureUnavailable, drop, release
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import (
    debt,
    effects,
    message,
    note,
    parked,
    reading,
    waiting,
    with_header,
)
from shared.observability.tracing import Trace, current_trace, set_trace

TOPIC = DebtCreated.topic()
SECONDS = 20


class Handler:
    """Records every event; fails on the numbers in `failures`; can be paused while it handles an event."""

    def __init__(self) -> None:
        self.failures: dict[str, Exception] = {}
        self.held: dict[str, threading.Event] = {}
        self.reached: dict[str, threading.Event] = {}
        self.traces: list[Trace] = []

    def hold(self, number: str) -> None:
        self.held[number], self.reached[number] = threading.Event(), threading.Event()

    def __call__(self, session, event, envelope):
        self.traces.append(current_trace())
        if event.debt_id in self.held:
            self.reached[event.debt_id].set()
            assert self.held[event.debt_id].wait(SECONDS)
        note(session, event, envelope)
        publish(session, event)
        if event.debt_id in self.failures:
            raise self.failures[event.debt_id]


@pytest.fixture
def handler():
    return Handler()


@pytest.fixture
def subscribers(handler):
    made = Subscribers("readers")
    made.on(DebtCreated)(handler)
    return made


@pytest.fixture
def park(database, bus, subscribers, handler):
    """Send events of which the first fails, until all are parked; return their ids in order."""
    def park(key: str, *numbers: str) -> list[str]:
        handler.failures[numbers[0]] = ValueError("no such employee")
        send(bus, key, *numbers)
        consumer = Consumer(database, bus, subscribers)
        with reading(bus) as subscription:
            while any(end > (at or 0) for at, end in bus.lag("readers", [TOPIC]).values()):
                consumer.handle_next(subscription, timeout=0.5)
        handler.failures.clear()
        return ids(database, key)

    return park


def send(bus, key: str, *numbers: str) -> None:
    bus.publish([message(debt(key, number)) for number in numbers])


def ids(database, key: str) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(
            select(parked_event.c.event_id).where(parked_event.c.key == key).order_by(parked_event.c.id)))


def resolutions(database) -> list[tuple[str, str, str, str | None]]:
    with database.reading() as session:
        rows = session.execute(select(parked_resolution).order_by(parked_resolution.c.id))
        return [(row.event_id, row.action, row.actor_id, row.explanation) for row in rows]


class TestRelease:
    def test_handles_the_events_of_the_key_in_their_order_and_no_other_key(self, database, subscribers, park):
        first, second, third = park("P-1", "1", "2", "3")
        other = park("P-2", "4", "5")

        outcome = release(database, subscribers, first, actor_id="petra")

        assert (outcome.released, outcome.waiting, outcome.error) == (3, 0, None)
        assert effects(database) == [("P-1", "1"), ("P-1", "2"), ("P-1", "3")]
        assert ids(database, "P-2") == other
        assert resolutions(database) == [(one, "RELEASED", "petra", None) for one in (first, second, third)]

    def test_of_a_later_event_begins_with_the_first_of_its_key(self, database, subscribers, park):
        last = park("P-1", "1", "2")[-1]

        release(database, subscribers, last, actor_id="petra")

        assert effects(database) == [("P-1", "1"), ("P-1", "2")]

    def test_stops_at_the_first_that_fails_again_and_says_why(self, database, subscribers, park, handler):
        first = park("P-1", "1", "2", "3")[0]
        handler.failures["2"] = KeyError("still missing")

        outcome = release(database, subscribers, first, actor_id="petra")

        assert (outcome.released, outcome.waiting, outcome.error) == (1, 2, "KeyError: 'still missing'")
        assert effects(database) == [("P-1", "1")]
        assert parked(database)[0] == ("P-1", "KeyError: 'still missing'")
        with database.reading() as session:
            rows = session.execute(select(parked_event.c.reason, parked_event.c.attempts).order_by(parked_event.c.id))
            assert [tuple(row) for row in rows] == [("FAILED", 1), ("BEHIND", 1)]

    def test_counts_every_attempt(self, database, subscribers, park, handler):
        first = park("P-1", "1")[0]
        handler.failures["1"] = ValueError("no such employee")
        for _ in range(2):
            release(database, subscribers, first, actor_id="petra")

        with database.reading() as session:
            assert session.scalar(select(parked_event.c.attempts)) == 3

    def test_of_a_failed_event_publishes_nothing_of_it(self, database, subscribers, park, handler):
        first = park("P-1", "1")[0]
        handler.failures["1"] = ValueError("no such employee")

        release(database, subscribers, first, actor_id="petra")

        assert waiting(database) == []

    def test_works_under_the_trace_of_each_event_and_gives_back_the_own(self, database, subscribers, park, handler):
        first = park("P-1", "1")[0]
        mine = Trace("request", "my click", "00-mine-01")
        set_trace(mine)

        release(database, subscribers, first, actor_id="petra")

        assert (handler.traces[-1].correlation_id, handler.traces[-1].causation_id) == ("click", first)
        assert current_trace() == mine

    def test_of_very_many_goes_on_batch_by_batch(self, database, subscribers, park):
        first = park("P-1", *map(str, range(2 * BATCH + 1)))[0]

        outcome = release(database, subscribers, first, actor_id="petra", seconds=60)

        assert (outcome.released, outcome.waiting) == (2 * BATCH + 1, 0)
        assert effects(database) == [("P-1", str(number)) for number in range(2 * BATCH + 1)]

    def test_that_takes_too_long_ends_between_two_batches_and_can_go_on(self, database, subscribers, park):
        park("P-1", *map(str, range(BATCH + 5)))

        outcome = release(database, subscribers, ids(database, "P-1")[0], actor_id="petra", seconds=0)
        rest = release(database, subscribers, ids(database, "P-1")[0], actor_id="petra", seconds=60)

        assert ((outcome.released, outcome.waiting), (rest.released, rest.waiting)) == ((BATCH, 5), (5, 0))
        assert effects(database) == [("P-1", str(number)) for number in range(BATCH + 5)]

    def test_of_what_is_not_parked_is_refused(self, database, subscribers):
        with pytest.raises(NotFound, match=r"parked\.unknown"):
            release(database, subscribers, "unheard-of", actor_id="petra")

    def test_of_a_key_that_waits_for_a_snapshot_is_refused(self, database, subscribers, park):
        first = park("P-1", "1")[0]
        with database.transaction() as session:
            session.execute(update(parked_event).values(reason=Reason.GAP))

        with pytest.raises(Conflict, match=r"parked\.waits_for_snapshot"):
            release(database, subscribers, first, actor_id="petra")

        assert ids(database, "P-1") == [first]

    def test_goes_no_further_than_what_waits_for_a_snapshot(self, database, subscribers, park):
        first, _, third = park("P-1", "1", "2", "3")
        with database.transaction() as session:
            session.execute(update(parked_event).where(parked_event.c.event_id == third).values(reason=Reason.GAP))

        outcome = release(database, subscribers, first, actor_id="petra")

        assert (outcome.released, outcome.waiting, outcome.error) == (2, 1, None)
        assert ids(database, "P-1") == [third]

    def test_while_the_world_is_away_leaves_everything_as_it_was(self, database, subscribers, park, handler):
        both = park("P-1", "1", "2")
        handler.failures["2"] = OperationalError("SELECT 1", {}, Exception("connection lost"))

        with pytest.raises(InfrastructureUnavailable):
            release(database, subscribers, both[0], actor_id="petra")

        assert ids(database, "P-1") == both
        assert effects(database) == []

    def test_of_an_unreadable_event_says_so_again(self, database, subscribers, park):
        first = park("P-1", "1", "2")[0]
        with database.transaction() as session:
            session.execute(update(parked_event).where(parked_event.c.event_id == first).values(payload=b"garbage"))

        outcome = release(database, subscribers, first, actor_id="petra")

        assert outcome.released == 0
        assert outcome.waiting == 2
        assert outcome.error


class TestDrop:
    def test_takes_out_the_first_and_lets_the_others_go(self, database, subscribers, park):
        first, second = park("P-1", "1", "2")

        outcome = drop(database, subscribers, first, actor_id="petra", explanation="sent twice by hand")

        assert (outcome.released, outcome.waiting) == (1, 0)
        assert effects(database) == [("P-1", "2")]
        assert resolutions(database) == [(first, "DROPPED", "petra", "sent twice by hand"),
                                         (second, "RELEASED", "petra", None)]

    def test_of_one_in_the_middle_leaves_the_first_where_it_is(self, database, subscribers, park):
        first, second, third = park("P-1", "1", "2", "3")

        outcome = drop(database, subscribers, second, actor_id="petra", explanation="sent twice by hand")

        assert (outcome.released, outcome.waiting) == (0, 2)
        assert ids(database, "P-1") == [first, third]

    def test_leaves_what_waits_for_a_snapshot(self, database, subscribers, park):
        first, second = park("P-1", "1", "2")
        with database.transaction() as session:
            session.execute(update(parked_event).values(reason=Reason.GAP))

        outcome = drop(database, subscribers, first, actor_id="petra", explanation="sent twice by hand")

        assert (outcome.released, outcome.waiting) == (0, 1)
        assert ids(database, "P-1") == [second]

    def test_is_not_undone_when_the_event_is_delivered_again(self, database, bus, subscribers, park):
        first = park("P-1", "1")[0]
        drop(database, subscribers, first, actor_id="petra", explanation="sent twice by hand")
        consumer = Consumer(database, bus, subscribers)

        bus.publish([with_header(message(debt("P-1", "1")), "ce_id", first.encode())])
        with reading(bus) as subscription:
            handled = consumer.handle_next(subscription, SECONDS)

        assert handled == 1
        assert effects(database) == parked(database) == []


class TestAtTheSameTime:
    def test_a_new_event_of_the_key_waits_for_the_release_and_comes_after_it(self, database, bus, subscribers, park, handler):
        first = park("P-1", "1", "2")[0]
        handler.hold("2")
        consumer = Consumer(database, bus, subscribers)
        with ThreadPoolExecutor(2) as pool, reading(bus) as subscription:
            releasing = pool.submit(release, database, subscribers, first, actor_id="petra")
            assert handler.reached["2"].wait(SECONDS)
            send(bus, "P-1", "3")
            consuming = pool.submit(consumer.handle_next, subscription, SECONDS)
            wait_until(lambda: somebody_waits_for_a_key(database), "somebody to wait for the key")
            assert not consuming.done()

            handler.held["2"].set()

            assert (releasing.result(SECONDS).released, consuming.result(SECONDS)) == (2, 1)
        assert effects(database) == [("P-1", "1"), ("P-1", "2"), ("P-1", "3")]
        assert parked(database) == []

    def test_a_new_event_waits_behind_one_that_fails_again(self, database, bus, subscribers, park, handler):
        first = park("P-1", "1", "2")[0]
        handler.hold("1")
        handler.failures["1"] = ValueError("no such employee")
        consumer = Consumer(database, bus, subscribers)
        with ThreadPoolExecutor(2) as pool, reading(bus) as subscription:
            releasing = pool.submit(release, database, subscribers, first, actor_id="petra")
            assert handler.reached["1"].wait(SECONDS)
            send(bus, "P-1", "3")
            consuming = pool.submit(consumer.handle_next, subscription, SECONDS)
            wait_until(lambda: somebody_waits_for_a_key(database), "somebody to wait for the key")

            handler.held["1"].set()

            assert (releasing.result(SECONDS).released, consuming.result(SECONDS)) == (0, 1)
        assert effects(database) == []
        assert len(ids(database, "P-1")) == 3

    def test_two_releases_handle_each_event_once(self, database, subscribers, park, handler):
        first = park("P-1", "1", "2", "3")[0]
        handler.hold("1")
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(release, database, subscribers, first, actor_id=who) for who in ("petra", "karim")]
            assert handler.reached["1"].wait(SECONDS)
            wait_until(lambda: somebody_waits_for_a_key(database), "somebody to wait for the key")

            handler.held["1"].set()

            assert sorted(one.result(SECONDS).released for one in both) == [0, 3]
        assert effects(database) == [("P-1", "1"), ("P-1", "2"), ("P-1", "3")]

    def test_a_busy_consumer_and_many_releases_keep_the_order(self, database, bus, subscribers, park):
        """The key is parked and released repeatedly while new events arrive."""
        park("P-1", "0")
        count, stop = 120, threading.Event()
        consumer = Consumer(database, bus, subscribers)

        def keep_releasing() -> None:
            while not stop.is_set():
                for event_id in ids(database, "P-1")[:1]:
                    try:
                        release(database, subscribers, event_id, actor_id="petra")
                    except NotFound:
                        continue  # the other one was faster

        def keep_consuming() -> None:
            with reading(bus) as subscription:
                while not stop.is_set():
                    consumer.handle_next(subscription, timeout=0.05)

        with ThreadPoolExecutor(3) as pool:
            work = [pool.submit(one) for one in (keep_consuming, keep_releasing, keep_releasing)]
            for number in range(1, count):
                if number % 10 == 0:
                    repark(database, "P-1", f"late {number}")
                send(bus, "P-1", str(number))
            wait_until(lambda: len(effects(database)) == count + count // 10 - 1 and not ids(database, "P-1"), "all events")
            stop.set()
            for one in work:
                one.result(SECONDS)

        numbers = [what for _, what in effects(database) if not what.startswith("late")]
        assert numbers == [str(number) for number in range(count)]
        assert len(set(effects(database))) == len(effects(database))


def repark(database, key: str, number: str) -> None:
    """Park an event of the key as the consumer does."""
    one = message(debt(key, number))
    headers = {name: value.decode() for name, value in one.headers}
    with database.transaction() as session:
        lock_key(session, TOPIC, key)
        session.execute(insert(parked_event).values(
            event_id=headers["ce_id"], topic=TOPIC, key=key, type=headers["ce_type"], headers=headers, payload=one.value,
            error="by hand", attempts=1, parked_at=session.clock.now(), reason=Reason.FAILED))


def somebody_waits_for_a_key(database: Database) -> bool:
    """Whether a session of this database waits for an advisory lock."""
    with database.reading() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                                        "AND wait_event_type = 'Lock' AND wait_event = 'advisory'")))
