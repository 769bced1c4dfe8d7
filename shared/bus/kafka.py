"""The bus of production: Apache Kafka through kafka-python 3.0.12, with the settings and work-arounds it needs."""
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from shared.bus.kafka_client import (
    CONNECTION,
    KafkaAdminClient,
    KafkaError,
    OffsetSpec,
    RetriableError,
    TopicAlreadyExistsError,
    TopicPartition,
)
from shared.bus.kafka_producer import ProcessProducer, Producer, await_broker
from shared.bus.kafka_subscription import KafkaSubscription
from shared.bus.port import BusError, Message, PublishError, refuse_oversized

Answer = TypeVar("Answer")


class KafkaBus:
    """A Bus on Apache Kafka.

    :param servers: `host:port`, several separated by commas
    :param session_seconds: after so long without a heartbeat a member loses its partitions; a broker's minimum is 6
    :param stall_seconds: after so long between two polls a member gives up its partitions
    :param replication: copies of each partition of a topic made here; -1 leaves it to the broker
    """

    def __init__(
        self, servers: str, *, session_seconds: float = 10.0, stall_seconds: float = 300.0, replication: int = -1
    ) -> None:
        self._servers = servers.split(",")
        self._session_seconds = session_seconds
        self._stall_seconds = stall_seconds
        self._replication = replication
        self._producers = ProcessProducer(self._servers)
        self._known: set[str] = set()
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._admin: Any = None

    def _ask(self, question: Callable[[Any], Answer], timeout: float = 10.0) -> Answer:
        """Ask the cluster through this process's admin client; again while the answer is 'not now'."""
        if self._process != os.getpid():
            self._start_afresh()
        deadline = time.monotonic() + timeout
        with self._lock:
            while True:
                try:
                    return question(self._connected_admin(timeout))
                except KafkaError as problem:
                    self._close_admin()
                    if not isinstance(problem, RetriableError) or time.monotonic() >= deadline:
                        raise BusError(f"Kafka did not answer: {problem!r}") from problem
                    time.sleep(0.1)

    def _connected_admin(self, timeout: float) -> Any:
        if self._admin is None:
            await_broker(self._servers, timeout)
            self._admin = KafkaAdminClient(bootstrap_servers=self._servers, **CONNECTION)
        return self._admin

    def _close_admin(self) -> None:
        if self._admin is not None:
            self._admin.close()
            self._admin = None

    def ensure_topics(self, topics: Mapping[str, int]) -> None:
        self._ask(lambda admin: self._make(admin, topics))

    def _make(self, admin: Any, topics: Mapping[str, int]) -> None:
        present = set(admin.list_topics())
        missing = {
            topic: {"num_partitions": partitions, "replication_factor": self._replication}
            for topic, partitions in topics.items() if topic not in present}
        if missing:
            with suppress(TopicAlreadyExistsError):  # another process was first
                admin.create_topics(missing)
            admin.wait_for_topics(list(missing))
        known = _partitions(admin, [topic for topic in topics if topic in present])
        if larger := {topic: topics[topic] for topic, count in known.items() if topics[topic] > count}:
            admin.create_partitions(larger)
            admin.wait_for_topics(list(larger))

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        refuse_oversized(messages)
        if not messages:
            return
        deadline = time.monotonic() + timeout
        try:
            self._require_known({message.topic for message in messages}, timeout)
            producer = self._producers.get(timeout)
        except BusError as problem:
            raise PublishError(range(len(messages)), problem) from problem
        futures, refusal = _send(producer, messages)
        self._flush(producer, max(0.001, deadline - time.monotonic()))
        failed = [index for index, future in enumerate(futures) if not future.succeeded()]
        if any(not futures[index].is_done for index in failed):
            self._producers.abandon(producer)
        if failed or refusal:
            cause = next((futures[index].exception for index in failed if futures[index].exception), None)
            failed.extend(range(len(futures), len(messages)))
            raise PublishError(failed, refusal or cause or TimeoutError(f"no acknowledgement in {timeout} s"))

    def _require_known(self, topics: set[str], timeout: float) -> None:
        """Ask for a topic the first time it is met: the producer would block ten seconds on one that does not exist."""
        if not topics <= self._known:
            self._ask(lambda admin: _require(_partitions(admin, sorted(topics)), sorted(topics)), timeout)
            self._known |= topics

    def _flush(self, producer: Producer, timeout: float) -> None:
        try:
            producer.flush(timeout)
        except KafkaError:
            return  # the futures tell what is missing

    def subscribe(self, group: str, topics: Sequence[str], member: str | None = None) -> KafkaSubscription:
        self._ask(lambda admin: _require(_partitions(admin, topics), topics))
        return KafkaSubscription(
            self._servers, group, topics, member,
            session_seconds=self._session_seconds, stall_seconds=self._stall_seconds)

    def lag(self, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        return self._ask(lambda admin: _lag(admin, group, topics))

    def close(self) -> None:
        self._producers.close()
        if self._process == os.getpid():
            self._close_admin()


def _send(producer: Producer, messages: Sequence[Message]) -> tuple[list[Any], Exception | None]:
    """The futures of what the producer accepted, and why it accepted no more."""
    futures: list[Any] = []
    try:
        for message in messages:
            futures.append(producer.send(
                message.topic, key=message.key.encode(), value=message.value, headers=list(message.headers)))
    except (KafkaError, ValueError, TypeError) as problem:
        return futures, problem
    return futures, None


def _partitions(admin: Any, topics: Sequence[str]) -> dict[str, int]:
    """How many partitions each existing topic has."""
    if not topics:
        return {}
    found = admin.describe_topics(list(topics))
    return {topic["name"]: len(topic["partitions"]) for topic in found if topic["partitions"]}


def _require(known: Mapping[str, int], topics: Sequence[str]) -> None:
    if missing := sorted(set(topics) - known.keys()):
        raise BusError(f"no such topic: {', '.join(missing)}")


def _lag(admin: Any, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
    known = _partitions(admin, topics)
    _require(known, topics)
    partitions = [TopicPartition(topic, number) for topic, count in known.items() for number in range(count)]
    committed = admin.list_group_offsets({group: partitions})[group]
    ends = admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
    starts = admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
    lag = {}
    for partition in partitions:
        position = committed[partition].offset if partition in committed else -1
        first = starts[partition].offset
        lag[partition.topic, partition.partition] = (position if position >= 0 else first, ends[partition].offset)
    return lag
