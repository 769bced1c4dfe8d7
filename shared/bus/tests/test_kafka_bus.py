"""What the Kafka adapter does when the broker goes away."""
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from cli.kafka import KafkaBroker
from shared.bus.factory import open_bus
from shared.bus.port import Bus, BusError, Message, PublishError
from shared.bus.tests.reading import Rounds, drain, numbered, values_by_key

TOPIC = "test.records.v1"
KEYS = [f"key-{number}" for number in range(10)]

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaBroker]:
    """A broker that this module alone uses, and may kill."""
    with KafkaBroker(tmp_path_factory.mktemp("kafka")) as started:
        yield started


@pytest.fixture
def bus(broker) -> Iterator[Bus]:
    with closing(open_bus(broker.url)) as opened:
        opened.ensure_topics({TOPIC: 4})
        yield opened


class TestBrokerThatIsKilled:
    def test_loses_nothing_and_shows_nothing_that_was_given_up(self, broker, bus):
        rounds = Rounds(bus, TOPIC, KEYS)
        rounds.publish(times=3)
        with closing(bus.subscribe("readers", [TOPIC], "member-1")) as subscription:
            records = drain(subscription, rounds.published)

            broker.kill()
            with pytest.raises(PublishError) as refused:
                bus.publish([Message(TOPIC, key, b"-1") for key in KEYS], timeout=1.0)
            assert subscription.poll(timeout=0.2) == []
            broker.start()
            rounds.publish(times=3)

            records += drain(subscription, rounds.published // 2)
        assert refused.value.failed == tuple(range(10))
        assert values_by_key(records) == rounds.values_by_key()


class TestBrokerThatIsAway:
    def test_refuses_within_the_timeout_and_leaves_no_thread_behind(self):
        threads = set(threading.enumerate())
        with closing(open_bus("kafka://127.0.0.1:9")) as bus:
            with pytest.raises(PublishError, match="no broker"):
                bus.publish([Message(TOPIC, "k", b"x")], timeout=0.3)

            assert set(threading.enumerate()) == threads

    def test_is_found_again_by_the_publisher_that_met_it_first(self, broker):
        with closing(open_bus(broker.url)) as bus:
            bus.ensure_topics({"test.late.v1": 1})
            broker.stop()
            with pytest.raises(PublishError):
                bus.publish(numbered("test.late.v1", "k", range(3)), timeout=0.3)
            broker.start()

            bus.publish(numbered("test.late.v1", "k", range(3)))

            with closing(bus.subscribe("late readers", ["test.late.v1"])) as subscription:
                assert values_by_key(drain(subscription, 3)) == {"k": [0, 1, 2]}


class TestTopics:
    def test_that_nobody_made_have_no_lag(self, bus):
        with pytest.raises(BusError, match="no such topic"):
            bus.lag("readers", ["test.unknown.v1"])
