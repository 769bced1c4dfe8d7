"""An event is published if and only if its transaction committed, and stays in the outbox until the broker has accepted it."""
import json
import threading
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from shared.bus.port import BusError, Message, PublishError, Record
from shared.bus.tests.reading import drain, unread, wait_until
from shared.db.mechanism import OUTBOX_SLOTS, outbox_slot
from shared.events.claims import DebtCreated
from shared.messaging.outbox import publish
from shared.messaging.relay import Relay
from shared.messaging.steps import Step, Watch
from shared.messaging.tests.ledger import commit_events, debt, keys_of_one_slot, reading, waiting


def slot_of(key: str) -> int:
    """The outbox slot of a key."""
    return zlib.crc32(key.encode()) % OUTBOX_SLOTS


OTHER_SLOT = next(key for key in (f"P-{n}" for n in range(1000)) if slot_of(key) != slot_of(keys_of_one_slot(1)[0]))


def met_once(meeting: threading.Barrier) -> Watch:
    """Waits in the first batch until all relays have read their first batch."""
    steps: list[Step] = []

    def watch(step: Step) -> None:
        steps.append(step)
        if steps == [Step.SLOT_READ]:
            meeting.wait(30)

    return watch


def key_and_number(record: Record) -> tuple[str, int]:
    """Return key and number of an event."""
    return record.key, int(json.loads(record.value)["debt_id"])


class StubbornBus:
    """Stores messages, except the configured indexes of its next batches."""

    def __init__(self, *refusals: Sequence[int]) -> None:
        self.stored: list[Message] = []
        self._refusals = list(refusals)

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        refused = [i for i in (self._refusals.pop(0) if self._refusals else ()) if i < len(messages)]
        self.stored += [message for i, message in enumerate(messages) if i not in refused]
        if refused:
            raise PublishError(refused, BusError("the broker is away"))


class TestPublish:
    def test_of_a_transaction_that_rolls_back_is_never_sent(self, database, bus):
        def use_case() -> None:
            with database.transaction() as session:
                publish(session, debt("P-1", "1"))
                raise RuntimeError("fails at the last moment")

        with pytest.raises(RuntimeError, match="at the last moment"):
            use_case()

        assert Relay(database, bus).drain() == 0
        assert waiting(database) == []

    def test_of_a_transaction_that_commits_waits_until_a_relay_comes(self, database, bus):
        commit_events(database, debt("P-1", "1"))
        assert waiting(database) == ["P-1"]

        Relay(database, bus).drain()

        with reading(bus) as subscription:
            [record] = subscription.poll(10, 5)
        assert record.key == "P-1"
        assert dict(record.headers)["ce_type"] == b"nl.verzuim.claims.benefit.debt-created.v1"
        assert waiting(database) == []

    def test_of_one_key_keeps_its_order(self, database):
        events = [debt(f"P-{n % 5}", str(n)) for n in range(100)]
        commit_events(database, *events)
        bus = StubbornBus()

        Relay(database, bus).drain()

        for key in {event.policy_number for event in events}:
            sent = [m.value for m in bus.stored if m.key == key]
            assert [b'"debt_id": "%d"' % n in value for n, value in zip(range(int(key[2:]), 100, 5), sent, strict=True)]


class TestAcknowledgement:
    A, B = keys_of_one_slot(2)

    def sent(self, bus):
        return [(m.key, m.value.decode().split('"debt_id":')[1].split('"')[1]) for m in bus.stored]

    @pytest.fixture
    def four(self, database):
        """Two events of each of two keys, alternating."""
        commit_events(database, debt(self.A, "1"), debt(self.B, "2"), debt(self.A, "3"), debt(self.B, "4"))

    @pytest.mark.parametrize(("refused", "left"), [
        ([2], [A]), ([1], [B, B]), ([0], [A, A]), ([3], [B]), ([0, 3], [A, B, A, B]), ([0, 1, 2, 3], [A, B, A, B]),
    ], ids=["last of A", "first of B", "first of A", "last of B", "one of each", "all"])
    @pytest.mark.usefixtures("four")
    def test_is_what_an_event_waits_for_and_those_of_its_key_behind_it(self, database, refused, left):
        with pytest.raises(PublishError):
            Relay(database, StubbornBus(refused)).drain()

        assert waiting(database) == left

    @pytest.mark.usefixtures("four")
    def test_that_fails_again_and_again_loses_nothing_and_keeps_the_order(self, database):
        bus = StubbornBus([0, 1, 2, 3], [1], [0])
        relay = Relay(database, bus)
        for _ in range(3):
            with pytest.raises(PublishError):
                relay.drain()

        relay.drain()

        assert waiting(database) == []
        last = {event: place for place, event in enumerate(self.sent(bus))}
        assert last[self.A, "1"] < last[self.A, "3"]
        assert last[self.B, "2"] < last[self.B, "4"]

    def test_that_one_slot_waits_for_does_not_hold_up_another(self, database):
        commit_events(database, debt(self.A, "1"), debt(OTHER_SLOT, "2"), debt(self.A, "3"), debt(OTHER_SLOT, "4"))

        with pytest.raises(PublishError):
            Relay(database, StubbornBus([0, 2])).drain()

        assert waiting(database) == [self.A, self.A]


class TestTwoRelays:
    def test_never_send_one_slot_together(self, database):
        [key] = keys_of_one_slot(1)
        commit_events(database, debt(key, "1"), debt(OTHER_SLOT, "2"))

        with database.transaction() as other_relay:
            other_relay.execute(select(outbox_slot).where(outbox_slot.c.slot == slot_of(key)).with_for_update())
            sent = Relay(database, StubbornBus()).drain()

        assert sent == 1
        assert waiting(database) == [key]

    def test_send_each_event_once_and_those_of_a_key_in_order(self, database, bus):
        keys = [f"P-{n}" for n in range(40)]
        early = [key for key in keys if slot_of(key) < OUTBOX_SLOTS // 2]
        commit_events(database, *(debt(key, str(number)) for number in range(10) for key in early))
        meeting = threading.Barrier(2)
        sent = [0, 0]

        def drain_all(number: int) -> None:
            relay = Relay(database, bus, watch=met_once(meeting))
            while waiting(database):
                sent[number] += relay.drain()

        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(drain_all, 0)
            wait_until(lambda: meeting.n_waiting == 1 or first.done(), "the first relay to hold its slots")
            late = [debt(key, str(number)) for number in range(10, 40) for key in keys]  # also of what the first one holds
            commit_events(database, *late)
            second = pool.submit(drain_all, 1)
            first.result(60)
            second.result(60)

        total = 10 * len(early) + 30 * len(keys)
        with reading(bus) as subscription:
            records = drain(subscription, total)
        assert sum(sent) == len(records) == total
        assert min(sent) > 0
        assert unread(bus, "readers", DebtCreated.topic()) == 0
        for key in keys:
            numbers = [number for each, number in map(key_and_number, records) if each == key]
            assert numbers == list(range(0 if key in early else 10, 40))


class TestRunningRelay:
    def test_sends_what_is_committed_while_it_runs_and_stops_when_told(self, database, bus):
        stop = threading.Event()
        thread = threading.Thread(target=Relay(database, bus).run, args=(stop,))
        thread.start()
        try:
            commit_events(database, debt("P-1", "1"))
            wait_until(lambda: not waiting(database), "the relay to send")
        finally:
            stop.set()
            thread.join(10)

        assert not thread.is_alive()

    def test_goes_on_when_the_broker_comes_back(self, database):
        commit_events(database, debt("P-1", "1"))
        stop, bus = threading.Event(), StubbornBus([0], [0])
        thread = threading.Thread(target=Relay(database, bus).run, args=(stop,))
        thread.start()
        try:
            wait_until(lambda: not waiting(database), "the broker to take it")
        finally:
            stop.set()
            thread.join(10)

        assert len(bus.stored) == 1
