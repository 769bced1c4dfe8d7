"""The Kafka adapter when the broker is killed, down or hanging, and in other states that need workarounds."""
import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from cli.run.kafka import KafkaBroker
from shared.bus.factory import open_bus
from shared.bus.kafka.adapter import KafkaBus
from shared.bus.port import Bus, BusError, Message, PublishError
from shared.bus.tests.reading import Rounds, drain, numbered, values_by_key, wait_until

TOPIC = "test.records.v1"
KEYS = [f"key-{number}" for number in range(10)]

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def _broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaBroker]:
    with KafkaBroker(tmp_path_factory.mktemp("kafka")) as started:
        yield started


@pytest.fixture
def broker(_broker: KafkaBroker) -> Iterator[KafkaBroker]:
    """A broker of this module, which a test may kill; it runs again for the next test."""
    yield _broker
    if _broker.pid is None:
        _broker.start()


@pytest.fixture
def bus(broker) -> Iterator[Bus]:
    with closing(open_bus(broker.url)) as opened:
        opened.ensure_topics({TOPIC: 4})
        yield opened


class TestBrokerThatIsKilled:
    def test_loses_no_acknowledged_message_and_sends_no_abandoned_one(self, broker, bus):
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


class TestBrokerThatIsDown:
    def test_fails_within_the_timeout_and_leaves_no_thread(self):
        threads = set(threading.enumerate())
        with closing(open_bus("kafka://127.0.0.1:9")) as bus:
            with pytest.raises(PublishError, match="no broker"):
                bus.publish([Message(TOPIC, "k", b"x")], timeout=0.3)

            assert set(threading.enumerate()) <= threads

    def test_is_reached_again_by_the_same_publisher_after_its_restart(self, broker):
        with closing(open_bus(broker.url)) as bus:
            bus.ensure_topics({"test.late.v1": 1})
            broker.stop()
            with pytest.raises(PublishError):
                bus.publish(numbered("test.late.v1", "k", range(3)), timeout=0.3)
            broker.start()

            bus.publish(numbered("test.late.v1", "k", range(3)))

            with closing(bus.subscribe("late readers", ["test.late.v1"])) as subscription:
                assert values_by_key(drain(subscription, 3)) == {"k": [0, 1, 2]}


    def test_is_logged_once_per_message(self, broker, bus, caplog):
        with closing(bus.subscribe("patient", [TOPIC], "member-1")) as subscription:
            wait_until(lambda: subscription.poll(timeout=0.2) == [] and subscription.health().stable, "the member to join")
            broker.kill()
            caplog.clear()

            for _ in range(5):
                subscription.poll(timeout=1.0)

            said = Counter((each.name, each.getMessage()) for each in caplog.records if each.name.startswith("kafka."))
            assert {sentence: times for sentence, times in said.items() if times > 1} == {}
            broker.start()


class TestBrokerThatHangs:
    @pytest.fixture
    def hanging(self, broker) -> Iterator[KafkaBroker]:
        """A broker to stop with SIGSTOP: it then accepts connections and does not respond."""
        yield broker
        assert broker.pid is not None
        os.kill(broker.pid, signal.SIGCONT)

    def test_costs_a_waiting_reader_no_cpu_and_delivers_afterwards(self, hanging, bus):
        bus.ensure_topics({"test.hanging.v1": 4})
        with closing(bus.subscribe("waiting", ["test.hanging.v1"], "member-1")) as subscription:
            wait_until(lambda: subscription.poll(timeout=0.2) == [] and subscription.health().stable, "the member to join")
            os.kill(hanging.pid, signal.SIGSTOP)
            worked = time.process_time()

            polls = [subscription.poll(timeout=1.0) for _ in range(6)]

            assert polls == [[]] * 6
            assert time.process_time() - worked < 0.5  # without the workaround the client polls continuously
            os.kill(hanging.pid, signal.SIGCONT)
            bus.publish(numbered("test.hanging.v1", "k", range(3)))
            assert values_by_key(drain(subscription, 3)) == {"k": [0, 1, 2]}

    @pytest.mark.parametrize("ask", [
        lambda bus: bus.publish([Message(TOPIC, "k", b"x")], timeout=0.5),
        lambda bus: bus.lag("readers", [TOPIC]),
        lambda bus: bus.subscribe("readers", [TOPIC])], ids=["publish", "lag", "subscribe"])
    def test_is_reported_in_time_and_leaves_no_thread(self, ask):
        threads = set(threading.enumerate())
        with silent_server() as url, closing(open_bus(url)) as bus:
            started = time.monotonic()

            with pytest.raises(BusError, match="accepts connections and does not answer"):
                ask(bus)

            assert time.monotonic() - started < 20  # without the early check the client takes thirty seconds
            assert set(threading.enumerate()) <= threads


class TestPartitionsRaisedHalfWay:
    """The operator's process was killed: the topic has its new partitions and is still closed."""

    TOPIC = "test.raised.v1"

    def test_stay_closed_until_all_is_read_and_reopen_when_the_command_is_repeated(self, bus):
        bus.ensure_topics({self.TOPIC: 5})
        bus.publish(numbered(self.TOPIC, "k", range(3)))
        bus.administration.limit(self.TOPIC, "1")

        with pytest.raises(BusError, match="stays closed: readers did not catch up in time; give the same command again"):
            bus.administration.raise_partitions(self.TOPIC, 5, ["readers"], settle_seconds=0.5, timeout=0.1)
        with pytest.raises(PublishError, match="its partitions are being raised"):
            bus.publish(numbered(self.TOPIC, "k", range(3, 5)))
        with closing(bus.subscribe("readers", [self.TOPIC])) as subscription:
            records = drain(subscription, 3)
            bus.administration.raise_partitions(self.TOPIC, 5, ["readers"], settle_seconds=0.5, timeout=10)
            wait_until(lambda: is_published(bus, numbered(self.TOPIC, "k", range(3, 5))), "the brokers to hear that it is open")
            records += drain(subscription, 2)

        assert values_by_key(records) == {"k": [0, 1, 2, 3, 4]}


class TestJoining:
    def test_completes_with_short_polls_and_long_work_between_them(self, broker, bus):
        """Without the workaround the client drops each JoinGroup response and joins again, with its whole group."""
        work = threading.Event()
        bus.ensure_topics({"test.joined.v1": 4})
        with closing(bus.subscribe("busy readers", ["test.joined.v1"])) as subscription:
            def is_member() -> bool:
                work.wait(0.3)
                return subscription.poll(timeout=0.001) == [] and subscription.health().stable

            wait_until(is_member, "the member to join")
            assert all(is_member() for _ in range(5))


def assigned_to(admin: Any, group: str) -> int:
    """The number of partitions that the brokers know as assigned in a group."""
    assignments = [member["member_assignment"] for member in admin.describe_groups([group])[group]["members"]]
    return sum(len(topic["partitions"]) for one in assignments if one for topic in one["assigned_partitions"])


class TestLeaderLeftBehind:
    def test_rejoins_when_partitions_are_added_between_short_polls(self, broker, bus):
        """Without the workaround the client stops reading, without an error."""
        from shared.bus.kafka.client import KafkaAdminClient

        def has(count: int) -> Callable[[], bool]:
            return lambda: subscription.poll(timeout=0.001) == [] and assigned_to(admin, "leader") == count

        bus.ensure_topics({"test.grown.v1": 1})
        with (closing(KafkaBus(broker.bootstrap, partitions_age_seconds=0.3)) as quick,
              closing(quick.subscribe("leader", ["test.grown.v1"])) as subscription,
              closing(KafkaAdminClient(bootstrap_servers=[broker.bootstrap])) as admin):
            for partitions in range(2, 6):
                wait_until(has(partitions - 1), "the partitions of before")
                admin.create_partitions({"test.grown.v1": partitions})
            wait_until(has(5), "all partitions")


class TestRetention:
    def test_ahead_of_a_reader_is_logged_and_counted_and_reading_continues(self, broker, bus, caplog):
        bus.ensure_topics({"test.expiring.v1": 1})
        bus.publish(numbered("test.expiring.v1", "k", range(10)))
        with closing(bus.subscribe("slow readers", ["test.expiring.v1"])) as subscription:
            first = subscription.poll(3, 20.0)
            subscription.commit()
        bus.administration.delete_before("test.expiring.v1", {0: 8})

        with closing(bus.subscribe("slow readers", ["test.expiring.v1"])) as subscription:
            found = drain(subscription, 2)

            assert [record.offset for record in found] == [8, 9]
            assert subscription.health().expired_records == 8 - len(first)
        assert [entry.levelname for entry in caplog.records if "deleted before they were read" in entry.message] == ["ERROR"]

    def test_starts_a_new_group_at_the_oldest_record_without_a_warning(self, bus):
        bus.ensure_topics({"test.old.v1": 1})
        bus.publish(numbered("test.old.v1", "k", range(10)))
        bus.administration.delete_before("test.old.v1", {0: 8})

        with closing(bus.subscribe("new readers", ["test.old.v1"])) as subscription:
            assert [record.offset for record in drain(subscription, 2)] == [8, 9]
            assert subscription.health().expired_records == 0


class TestHealth:
    def test_reports_how_long_a_member_is_without_its_group(self, broker, caplog):
        with closing(KafkaBus(broker.bootstrap, session_seconds=6.0)) as bus:
            bus.ensure_topics({TOPIC: 4})
            with closing(bus.subscribe("watched", [TOPIC], "member-1")) as subscription:
                wait_until(lambda: subscription.poll(timeout=0.2) == [] and subscription.health().stable, "the member to join")
                broker.kill()
                wait_until(lambda: subscription.poll(timeout=0.2) == [] and not subscription.health().stable
                           and subscription.health().seconds > 6.5, "more than a session without its group")
                broker.start()
                wait_until(lambda: subscription.poll(timeout=0.2) == [] and subscription.health().stable, "the group again")

        assert "bus member is without its group" in caplog.text


class TestReading:
    def test_asks_the_network_thread_twice_a_batch(self, bus, monkeypatch):
        bus.ensure_topics({"test.single.v1": 2})
        with closing(bus.subscribe("single readers", ["test.single.v1"], "member-1")) as subscription:
            bus.publish(numbered("test.single.v1", "k", range(1)))
            drain(subscription, 1)
            asked, network = Counter(), subscription._consumer._net
            run = network.run
            monkeypatch.setattr(network, "run", lambda task, *given: (asked.update([task.__name__]), run(task, *given))[1])

            for number in range(1, 21):
                bus.publish(numbered("test.single.v1", "k", range(number, number + 1)))
                drain(subscription, 1)

        assert asked["_commit_offsets_sync_async"] == 20
        assert asked.total() < 3 * 20


class TestTopics:
    def test_that_do_not_exist_have_no_lag(self, bus):
        with pytest.raises(BusError, match="no such topic"):
            bus.lag("readers", ["test.unknown.v1"])


def is_published(bus: Bus, messages: list[Message]) -> bool:
    """Publish and return whether it succeeded; a relay retries too."""
    try:
        bus.publish(messages)
    except PublishError:
        return False
    return True


@contextmanager
def silent_server() -> Iterator[str]:
    """A listening socket: the system accepts connections and nobody responds."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"kafka://127.0.0.1:{server.getsockname()[1]}"
