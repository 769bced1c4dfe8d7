"""Every message has exactly one effect or is parked, and a failing one blocks only its own key."""
import threading
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from shared.bus.partitioning import partition_of
from shared.bus.port import Fenced, Message
from shared.bus.tests.reading import wait_until
from shared.db.mechanism import parked_event
from shared.events.claims import BenefitPaid, DebtCreated
from shared.messaging.consumer import ATTEMPTS, PARKED_IN_A_ROW, Consumer, TooManyParked
from shared.messaging.copies.declaration import Copies
from shared.messaging.relay import Relay
from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import (
    commit_events,
    debt,
    effect,
    effects,
    message,
    note,
    parked,
    reading,
    with_header,
)

TOPIC = DebtCreated.topic()
PARTITIONS = 4


@dataclass
class Handler:
    """Records every event, and fails on the configured numbers."""

    failures: dict[str, Exception]
    calls: int = 0

    def __call__(self, session: Any, event: Any, envelope: Any) -> None:
        self.calls += 1
        note(session, event, envelope)
        if event.debt_id in self.failures:
            raise self.failures[event.debt_id]


@pytest.fixture
def handler() -> Handler:
    return Handler({})


@pytest.fixture
def consume(database, bus, handler):
    """Publish messages and handle them all; an open subscription is reused between calls."""
    subscribers = Subscribers("readers")
    subscribers.on(DebtCreated)(handler)
    consumer = Consumer(database, bus, subscribers)
    with reading(bus) as subscription:
        def consume(*messages: Message) -> Consumer:
            bus.publish(list(messages))
            while any(end > (at or 0) for at, end in bus.lag("readers", [TOPIC]).values()):
                consumer.handle_next(subscription, timeout=0.5)
            return consumer

        yield consume


def in_one_partition(count: int) -> list[str]:
    """Keys that are delivered in one batch."""
    return [key for key in (f"P-{n}" for n in range(1000)) if partition_of(key, PARTITIONS) == 0][:count]


class TestRedelivery:
    def test_within_one_batch_has_one_effect(self, database, consume):
        once = message(debt("P-1", "1"))

        consume(once, once)

        assert effects(database) == [("P-1", "1")]

    def test_in_a_later_batch_has_one_effect(self, database, consume):
        once = message(debt("P-1", "1"))
        consume(once)

        consume(once)

        assert effects(database) == [("P-1", "1")]

    def test_after_the_offset_could_not_be_committed_has_one_effect(self, database, bus, consume, handler):
        class Takeover:
            """A subscription that loses its partition between the effect and the offset."""

            def __init__(self, real):
                self._real = real

            def __getattr__(self, name):
                return getattr(self._real, name)

            def commit(self):
                raise Fenced("another member has it")

        bus.publish([message(debt("P-1", "1"))])
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(handler)
        with reading(bus) as subscription:
            Consumer(database, bus, subscribers).handle_next(Takeover(subscription), timeout=5)

        consume()

        assert handler.calls == 1
        assert effects(database) == [("P-1", "1")]


class TestPoison:
    A, B = in_one_partition(2)

    def test_parks_its_key_and_what_comes_behind_it_while_other_keys_flow(self, database, consume, handler):
        handler.failures["2"] = ValueError("no such employee")

        consume(*(message(debt(key, number)) for key, number in
                  [(self.A, "1"), (self.A, "2"), (self.B, "3"), (self.A, "4"), (self.B, "5")]))

        assert effects(database) == [(self.A, "1"), (self.B, "3"), (self.B, "5")]
        assert parked(database) == [(self.A, "ValueError: no such employee"),
                                    (self.A, "waits behind a parked event of its key")]

    def test_holds_its_key_in_later_batches_too(self, database, consume, handler):
        handler.failures["1"] = ValueError("no such employee")
        consume(message(debt(self.A, "1")))

        consume(message(debt(self.A, "2")), message(debt(self.B, "3")))

        assert effects(database) == [(self.B, "3")]
        assert [key for key, _ in parked(database)] == [self.A, self.A]

    def test_is_parked_once_however_often_it_is_delivered(self, database, consume, handler):
        handler.failures["1"] = ValueError("no such employee")
        poison = message(debt(self.A, "1"))
        consume(poison, poison)

        consume(poison)

        assert len(parked(database)) == 1

    def test_that_the_database_refuses_is_parked_without_its_values(self, database, bus, consume, handler):
        class Refused:
            """Violates a constraint with the event's own data."""

            def __call__(self, session, event, envelope):
                session.execute(insert(effect).values(key=event.policy_number, what=None))

        subscribers = Subscribers("others")
        subscribers.on(DebtCreated)(Refused())
        bus.publish([message(debt("P-1", "1"))])
        consumer = Consumer(database, bus, subscribers)
        with reading(bus, "others") as subscription:
            handled = [consumer.handle_next(subscription, timeout=5) for _ in range(ATTEMPTS)]

        assert handled == [0] * (ATTEMPTS - 1) + [1]
        assert parked(database) == [("P-1", "NotNullViolation")]

    def test_after_poison_stops_the_worker_once_nothing_can_be_handled(self, consume, handler):
        numbers = [str(n) for n in range(PARKED_IN_A_ROW)]
        handler.failures.update((number, ValueError("broken handler")) for number in numbers)

        with pytest.raises(TooManyParked):
            consume(*(message(debt(f"P-{number}", number)) for number in numbers))

    def test_now_and_then_never_stops_the_worker(self, database, consume, handler):
        for number in range(PARKED_IN_A_ROW + 1):
            handler.failures[str(number)] = ValueError("no such employee")
            consume(message(debt(f"P-{number}", str(number))))
            consume(message(debt("P-good", f"good {number}")))

        assert len(parked(database)) == len(effects(database)) == PARKED_IN_A_ROW + 1

    def test_of_one_busy_key_never_stops_the_worker(self, database, consume, handler):
        handler.failures["0"] = ValueError("no such employee")

        consume(*(message(debt(self.A, str(number))) for number in range(PARKED_IN_A_ROW + 10)))

        assert len(parked(database)) == PARKED_IN_A_ROW + 10


class TestUnreadableMessage:
    GOOD = message(debt("P-1", "1"))

    @pytest.mark.parametrize("bad", [
        Message(TOPIC, "P-1", b"\xff\x00 garbage"),
        Message(TOPIC, "P-1", b"not json", GOOD.headers),
        Message(TOPIC, "P-1", b"[]", GOOD.headers),
        Message(TOPIC, "P-1", b"[" * 100_000, GOOD.headers),
        Message(TOPIC, "P-1", b'{"policy_number": "P-1"}', GOOD.headers),
        with_header(GOOD, "ce_time", b"yesterday"),
        with_header(GOOD, "ce_id", b"x" * 37),
        with_header(GOOD, "ce_id", b""),
        with_header(GOOD, "ce_type", b"\xff\xfe"),
        with_header(GOOD, "ce_actorid", b"\xff\xfe"),
    ], ids=["no headers", "no json", "a list", "nested too deep", "fields missing", "no time", "long id", "empty id",
            "type no text", "actor no text"])
    def test_is_parked_and_the_next_key_goes_on(self, database, consume, bad):
        consume(bad, message(debt("P-2", "2")))

        assert [key for key, _ in parked(database)] == ["P-1"]
        assert effects(database) == [("P-2", "2")]

    def test_of_a_type_nobody_knows_yet_is_passed_over(self, database, consume):
        consume(with_header(self.GOOD, "ce_type", b"nl.verzuim.claims.something.new.v7"), message(debt("P-1", "2")))

        assert parked(database) == []
        assert effects(database) == [("P-1", "2")]


class TestDatabaseError:
    def test_rewinds_and_the_batch_comes_again(self, database, bus, handler):
        handler.failures["2"] = OperationalError("SELECT 1", {}, Exception("connection lost"))
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(handler)
        consumer = Consumer(database, bus, subscribers)
        bus.publish([message(debt("P-1", "1")), message(debt("P-1", "2"))])
        with reading(bus) as subscription:
            waited = consumer.handle_next(subscription, timeout=5)
            assert effects(database) == []
            handler.failures.clear()

            consumer.handle_next(subscription, timeout=5)

        assert waited == 0
        assert effects(database) == [("P-1", "1"), ("P-1", "2")]
        assert parked(database) == []


class TestFailureThatPasses:
    def test_is_tried_again_a_few_times_before_it_is_parked(self, database, bus, handler):
        handler.failures["1"] = RuntimeError("a moment")
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(handler)
        consumer = Consumer(database, bus, subscribers)
        bus.publish([message(debt("P-1", "1"))])
        with reading(bus) as subscription:
            handled = [consumer.handle_next(subscription, timeout=5) for _ in range(ATTEMPTS - 1)]
            handler.failures.clear()
            handled.append(consumer.handle_next(subscription, timeout=5))

        assert handled == [0] * (ATTEMPTS - 1) + [1]
        assert effects(database) == [("P-1", "1")]
        assert parked(database) == []

    def test_in_the_end_is_parked_with_the_number_of_attempts(self, database, consume, handler):
        handler.failures["1"] = RuntimeError("for ever")

        consume(message(debt("P-1", "1")))

        assert parked(database) == [("P-1", "RuntimeError: for ever")]
        with database.reading() as session:
            assert session.scalars(select(parked_event.c.attempts)).one() == ATTEMPTS


class TestCopiedEvents:
    A, B = in_one_partition(2)

    @pytest.fixture
    def batches(self):
        """The batches passed to the handler, by number."""
        return []

    @pytest.fixture
    def consumer(self, database, bus, batches):
        def take(session, changed):
            batches.append([one.event.debt_id for one in changed])
            if any(one.event.debt_id == "bad" for one in changed):
                raise ValueError("no such employee")

        copies = Copies()
        copies.replicates(effect, [DebtCreated], then_all=take, columns={
            "id": lambda event: ord(event.debt_id[0]), "key": "policy_number", "what": "debt_id"})
        subscribers = Subscribers("readers", copies)
        subscribers.on(BenefitPaid)(lambda session, event, envelope: batches.append([event.payment_reference]))
        return Consumer(database, bus, subscribers)

    def test_are_handled_at_once_in_order(self, database, bus, batches, consumer):
        bus.publish([message(debt(key, number)) for key, number in [(self.A, "1"), (self.B, "2"), (self.A, "3")]])

        with reading(bus) as subscription:
            consumer.handle_next(subscription, timeout=5)

        assert batches == [["1", "2", "3"]]
        assert effects(database) == [(self.A, "1"), (self.B, "2"), (self.A, "3")]

    def test_that_fail_park_the_one_bad_event_only(self, database, bus, consumer):
        bus.publish([message(debt(key, number)) for key, number in [(self.A, "bad"), (self.B, "2"), (self.A, "3")]])

        with reading(bus) as subscription:
            consumer.handle_next(subscription, timeout=5)

        assert effects(database) == [(self.B, "2")]
        assert [key for key, _ in parked(database)] == [self.A, self.A]

    def test_are_handled_in_their_place_between_others(self, database, bus, batches, consumer):
        paid = BenefitPaid(policy_number=self.A, employer_id="employer-1", payment_reference="V-1", amount=Decimal(1),
                           paid_on=date(2026, 3, 2))
        bus.publish([message(each) for each in (debt(self.A, "1"), debt(self.A, "2"), paid, debt(self.A, "3"))])

        with reading(bus) as subscription:
            consumer.handle_next(subscription, timeout=5)

        assert batches == [["1", "2"], ["V-1"], ["3"]]


class TestFromCommitToEffect:
    def test_each_key_keeps_its_order_and_nothing_is_lost(self, database, bus):
        subscribers = Subscribers("readers")
        subscribers.on(DebtCreated)(note)
        stop = threading.Event()
        parts = [Relay(database, bus).run, Consumer(database, bus, subscribers).run]
        threads = [threading.Thread(target=part, args=(stop,)) for part in parts]
        for thread in threads:
            thread.start()
        try:
            for number in range(60):
                commit_events(database, *(debt(f"P-{key}", str(number)) for key in range(5)))
            wait_until(lambda: len(effects(database)) >= 300, "300 effects")
        finally:
            stop.set()
            for thread in threads:
                thread.join(15)

        for key in range(5):
            assert [what for of, what in effects(database) if of == f"P-{key}"] == [str(n) for n in range(60)]
