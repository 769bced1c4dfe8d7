"""Behaviour specific to the embedded log: retention, fairness, idle cost, restart of the database."""
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from shared.bus.embedded.adapter import EmbeddedBus
from shared.bus.port import BusError, Fenced, Message, PublishError
from shared.bus.tests.reading import Rounds, drain, numbered, values_by_key
from shared.testing.postgres import TemporaryServer, temporary_server

TOPIC = "test.records.v1"
KEYS = [f"key-{number}" for number in range(10)]


@pytest.fixture
def bus(new_database) -> Iterator[EmbeddedBus]:
    with closing(EmbeddedBus(new_database("bus"))) as opened:
        opened.ensure_topics({TOPIC: 4})
        yield opened


class TestPartitions:
    def test_take_turns_even_if_one_of_them_has_a_large_backlog(self, bus):
        bus.publish(numbered(TOPIC, "key-0", range(100)))
        bus.publish([Message(TOPIC, key, b"0") for key in KEYS])
        served = []
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            for _ in range(4):
                served.append(subscription.poll(5)[0].partition)
                subscription.commit()

        assert sorted(served) == [0, 1, 2, 3]

    def test_wait_for_a_slow_handler_only_on_its_own_partition(self, bus):
        bus.publish([Message(TOPIC, key, b"0") for key in KEYS])
        with closing(bus.subscribe("readers", [TOPIC])) as slow, closing(bus.subscribe("readers", [TOPIC])) as other:
            held = slow.poll()

            rest = drain(other, len(KEYS) - len(held))

            assert other.poll(timeout=0.1) == []
            assert {record.partition for record in held}.isdisjoint(record.partition for record in rest)
            with pytest.raises(Fenced):
                other.seek(TOPIC, held[0].partition, 0)


class TestRetention:
    def test_deletes_old_records_that_every_group_has_read(self, bus):
        bus.publish(numbered(TOPIC, "k", range(5)))
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            drain(subscription, 5)

        assert bus.delete_older_than(soon()) == 5
        assert {position == end for position, end in bus.lag("latecomers", [TOPIC]).values()} == {True}

    def test_keeps_records_that_a_group_has_not_read(self, bus):
        bus.publish(numbered(TOPIC, "k", range(5)))
        with closing(bus.subscribe("quick", [TOPIC])) as quick:
            drain(quick, 5)
        with closing(bus.subscribe("slow", [TOPIC])) as slow:
            slow.poll(2)
            slow.commit()

            assert bus.delete_older_than(soon()) == 2

            assert values_by_key(drain(slow, 3)) == {"k": [2, 3, 4]}

    def test_keeps_records_younger_than_the_limit(self, bus):
        bus.publish(numbered(TOPIC, "k", range(5)))
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            drain(subscription, 5)

        assert bus.delete_older_than(datetime.now(UTC) - timedelta(days=1)) == 0

    def test_lets_a_new_group_start_at_the_oldest_remaining_record(self, bus):
        bus.publish(numbered(TOPIC, "k", range(5)))
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            drain(subscription, 5)
        bus.delete_older_than(soon())
        bus.publish(numbered(TOPIC, "k", range(5, 7)))

        with closing(bus.subscribe("latecomers", [TOPIC])) as subscription:
            assert [(r.offset, int(r.value)) for r in drain(subscription, 2)] == [(5, 5), (6, 6)]


class TestWaiting:
    def test_uses_almost_no_cpu(self, bus):
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            subscription.poll(timeout=0.1)
            before = time.process_time()

            found = subscription.poll(timeout=1.5)

            assert found == []
            assert time.process_time() - before < 0.2

    def test_is_not_interrupted_by_records_of_another_topic(self, bus):
        bus.ensure_topics({"noise": 1})
        with closing(bus.subscribe("readers", [TOPIC])) as subscription:
            bus.publish([Message("noise", "k", b"x")])
            started = time.monotonic()

            assert subscription.poll(timeout=0.3) == []

            assert time.monotonic() - started >= 0.3


class TestRestartOfTheDatabase:
    def test_is_survived_by_readers_and_publishers(self, server, restarted_bus):
        rounds = Rounds(restarted_bus, TOPIC, KEYS)
        rounds.publish(times=3)
        with closing(restarted_bus.subscribe("readers", [TOPIC])) as subscription:
            records = drain(subscription, rounds.published)

            server.restart()
            rounds.publish(times=3)

            records += drain(subscription, rounds.published // 2)
        assert values_by_key(records) == rounds.values_by_key()

    def test_fences_a_reader_with_an_open_batch_and_redelivers_it(self, server, restarted_bus):
        restarted_bus.publish(numbered(TOPIC, "k", range(5)))
        with closing(restarted_bus.subscribe("readers", [TOPIC])) as subscription:
            drain(subscription, 5, commit=False)

            server.restart()

            with pytest.raises(Fenced):
                subscription.commit()
            assert values_by_key(drain(subscription, 5)) == {"k": [0, 1, 2, 3, 4]}

    def test_gives_readers_empty_polls_and_publishers_an_error(self, server, restarted_bus):
        with closing(restarted_bus.subscribe("readers", [TOPIC])) as subscription:
            server.stop()

            assert subscription.poll(timeout=0.3) == []
            with pytest.raises(PublishError) as refused:
                restarted_bus.publish([Message(TOPIC, "k", b"lost")], timeout=0.3)
            with pytest.raises(BusError):
                restarted_bus.lag("readers", [TOPIC])

            assert refused.value.failed == (0,)
            server.restart()
            restarted_bus.publish(numbered(TOPIC, "k", range(1)))
            assert values_by_key(drain(subscription, 1)) == {"k": [0]}


@pytest.fixture(scope="module")
def server() -> Iterator[TemporaryServer]:
    with temporary_server() as started:
        yield started


@pytest.fixture
def restarted_bus(server) -> Iterator[EmbeddedBus]:
    """A bus on a server of this module, which a test may restart."""
    with closing(EmbeddedBus(server.new_database("bus"))) as opened:
        opened.ensure_topics({TOPIC: 4})
        yield opened


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=10)
