"""The bus of the embedded platform: a log in PostgreSQL, read under row locks, with notifications for new records.

A reader locks one position (group, topic, partition), reads a batch, lets its handler commit in its own database,
moves the position and commits. The row lock is the lease: a killed reader frees its partition at once, without group
membership or rebalance. The cost: a slow handler keeps a transaction open in this database, which holds back vacuum and
blocks its own partition. The server ends the transaction after `stall_seconds`.
"""
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime

import psycopg

from shared.bus.embedded import log
from shared.bus.embedded.connection import OwnConnection, connect
from shared.bus.embedded.subscription import EmbeddedSubscription
from shared.bus.partitioning import partition_of
from shared.bus.port import BusError, Message, PublishError, refuse_oversized

_PARTITIONS_AGE_SECONDS = 30.0
_RETRY_SECONDS = 0.1
_SETTINGS = "SELECT set_config('statement_timeout', %s, true), set_config('synchronous_commit', %s, true)"


class EmbeddedBus:
    """A Bus on any PostgreSQL from 15; `url` names a database that may hold nothing else or other schemas.

    :param stall_seconds: time after which the server ends the transaction of a reader that does nothing
    :param flushes: whether `publish` waits until the log is on disk. Not needed if the publisher's outbox is on the same
        server: the write-ahead log records the append before the deletion from the outbox, so a crash cannot lose the
        append and keep the deletion
    """

    def __init__(self, url: str, *, stall_seconds: float = 300.0, flushes: bool = True) -> None:
        self._url = url
        self._stall_seconds = stall_seconds
        self.flushes = flushes
        self._own = OwnConnection(url, "bus publisher")
        self._partitions: dict[str, list[int]] = {}
        self._partitions_read_at = float("-inf")
        self._closed = threading.Event()

    def ensure_topics(self, topics: Mapping[str, int]) -> None:
        try:
            with self._own as connection:
                log.install(connection)
                log.add_topics(connection, topics)
                self._partitions_read_at = float("-inf")
        except psycopg.Error as problem:
            raise BusError(f"topics could not be made: {problem}") from problem

    def raise_partitions(self, topic: str, partitions: int, readers: Sequence[str], timeout: float = 300.0) -> None:
        deadline = time.monotonic() + timeout
        try:
            with closing(connect(self._url, name="bus partitions")) as connection, connection.transaction():
                connection.execute("SELECT set_config('lock_timeout', %s, true)", (str(int(timeout * 1000)),))
                if log.close_topic(connection, topic) >= partitions:
                    return
                while waiting := log.behind(connection, topic, readers):
                    if time.monotonic() >= deadline:
                        raise BusError(f"{topic} keeps its partitions: {', '.join(waiting)} did not catch up in {timeout} s")
                    time.sleep(_RETRY_SECONDS)
                log.add_partitions(connection, topic, partitions)
        except psycopg.Error as problem:
            raise BusError(f"{topic} keeps its partitions: {problem}") from problem

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        refuse_oversized(messages)
        deadline = time.monotonic() + timeout
        while messages:
            try:
                self._append(messages, deadline)
                return
            except log.PartitionsRaised:
                self._partitions_read_at = float("-inf")
            except psycopg.OperationalError as problem:  # a second attempt may repeat messages, never reorder them
                if time.monotonic() + _RETRY_SECONDS >= deadline or self._closed.wait(_RETRY_SECONDS):
                    raise PublishError(range(len(messages)), problem) from problem
            except (psycopg.Error, BusError) as problem:
                raise PublishError(range(len(messages)), problem) from problem

    def _append(self, messages: Sequence[Message], deadline: float) -> None:
        milliseconds = max(1, int((deadline - time.monotonic()) * 1000))
        with self._own as connection:
            log.append(connection, self._by_partition(connection, messages),
                       settings=(_SETTINGS, (str(milliseconds), "on" if self.flushes else "off")))

    def _by_partition(self, connection: log.Connection, messages: Sequence[Message]) -> dict[tuple[int, int], list[Message]]:
        self._refresh_partitions(connection, {message.topic for message in messages})
        batches: dict[tuple[int, int], list[Message]] = {}
        for message in messages:
            ids = self._partitions[message.topic]
            batches.setdefault((ids[partition_of(message.key, len(ids))], len(ids)), []).append(message)
        return batches

    def _refresh_partitions(self, connection: log.Connection, topics: set[str]) -> None:
        now = time.monotonic()
        if now - self._partitions_read_at > _PARTITIONS_AGE_SECONDS or not topics <= self._partitions.keys():
            self._partitions = log.partition_ids(connection)
            self._partitions_read_at = now
        self._require(topics)

    def _require(self, topics: set[str]) -> None:
        if missing := topics - self._partitions.keys():
            raise BusError(f"no such topic: {', '.join(sorted(missing))}")

    def subscribe(self, group: str, topics: Sequence[str], member: str | None = None) -> EmbeddedSubscription:
        try:
            with self._own as connection:
                self._refresh_partitions(connection, set(topics))
                log.join_group(connection, group, topics)
            name = f"bus {group} {member or ''}".strip()
            return EmbeddedSubscription(
                lambda: connect(self._url, name=name, stall_seconds=self._stall_seconds), group, tuple(topics),
                stall_seconds=self._stall_seconds)
        except psycopg.Error as problem:
            raise BusError(f"{group} cannot subscribe: {problem}") from problem

    def lag(self, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        try:
            with self._own as connection:
                self._refresh_partitions(connection, set(topics))
                return log.positions(connection, group, topics)
        except psycopg.Error as problem:
            raise BusError(f"lag of {group} is unknown: {problem}") from problem

    def delete_older_than(self, moment: datetime) -> int:
        try:
            with self._own as connection:
                return log.expire(connection, int(moment.timestamp() * 1000))
        except psycopg.Error as problem:
            raise BusError(f"retention failed: {problem}") from problem

    def close(self) -> None:
        self._closed.set()
        self._own.close()
