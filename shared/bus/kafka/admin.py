"""Queries to a cluster through one admin client per process, created on first use and replaced after a failure."""
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from shared.bus.kafka.address import Address
from shared.bus.kafka.client import KafkaAdminClient, KafkaError, OffsetSpec, RetriableError, TopicPartition
from shared.bus.kafka.refusals import connect, explain, names, no_right
from shared.bus.port import BusError

Answer = TypeVar("Answer")
_NOT_AUTHORIZED = 29
_REQUEST_MS = 10_000


class Admin:
    """Sends one request at a time; safe to share between threads and across a fork."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._client: Any = None

    def ask(self, question: Callable[[Any], Answer], doing: str, timeout: float = 10.0) -> Answer:
        """Return the result of `question`, retried on retriable errors until the timeout.

        :param doing: purpose of the request, which completes the message "cannot …"
        :raises BusError: if the cluster is unavailable or refuses
        """
        if self._process != os.getpid():
            self._start_afresh()
        deadline = time.monotonic() + timeout
        with self._lock:
            while True:
                try:
                    return question(self._connected(max(0.0, deadline - time.monotonic()), doing))
                except KafkaError as problem:
                    self._drop()
                    if not isinstance(problem, RetriableError) or time.monotonic() >= deadline:
                        raise explain(problem, self.address, doing) from problem
                    time.sleep(0.1)

    def partitions(self, topics: Sequence[str], timeout: float = 10.0) -> dict[str, int]:
        """Return the number of partitions of each topic.

        :raises BusError: if a topic does not exist or this user may not see it
        """
        def question(client: Any) -> dict[str, int]:
            known, hidden = describe(client, topics)
            if hidden:
                raise no_right(self.address, f"use the topic {names(hidden)}")
            if missing := set(topics) - known.keys():
                raise BusError(f"no such topic: {names(missing)}")
            return known
        return self.ask(question, f"look at {names(topics)}", timeout)

    def lag(self, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        """See `Bus.lag`."""
        known = self.partitions(topics)
        return self.ask(lambda client: _lag(client, group, known), f"read the positions of group {group}")

    def ends(self, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        """See `LogReader.ends`."""
        known = self.partitions(topics)
        return self.ask(lambda client: _ends(client, known), f"look where {names(topics)} begin and end")

    def _connected(self, timeout: float, doing: str) -> Any:
        if self._client is None:
            self._client = connect(KafkaAdminClient, self.address, timeout, doing, request_timeout_ms=_REQUEST_MS)
        return self._client

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def close(self) -> None:
        """Close the client if this process has one."""
        if self._process == os.getpid():
            self._drop()


def describe(client: Any, topics: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Return the number of partitions of each existing topic, and the topics that this user may not see."""
    if not topics:
        return {}, []
    found = client.describe_topics(list(topics))
    hidden = [topic["name"] for topic in found if topic["error_code"] == _NOT_AUTHORIZED]
    return {topic["name"]: len(topic["partitions"]) for topic in found if topic["partitions"]}, hidden


def _ends(client: Any, known: Mapping[str, int]) -> dict[tuple[str, int], tuple[int, int]]:
    partitions = [TopicPartition(topic, number) for topic, count in known.items() for number in range(count)]
    firsts = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
    ends = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
    return {tuple(partition): (firsts[partition].offset, ends[partition].offset) for partition in partitions}


def _lag(client: Any, group: str, known: Mapping[str, int]) -> dict[tuple[str, int], tuple[int, int]]:
    partitions = [TopicPartition(topic, number) for topic, count in known.items() for number in range(count)]
    committed = client.list_group_offsets({group: partitions})[group]
    lag = {}
    for place, (first, end) in _ends(client, known).items():
        position = committed[place].offset if place in committed else -1
        lag[place] = (position if position >= 0 else first, end)
    return lag
