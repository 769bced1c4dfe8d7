"""Reading the log in PostgreSQL as one member of a group."""
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

import psycopg

from shared.bus.embedded import log
from shared.bus.keeper import Keeper
from shared.bus.port import BusError, Fenced, Health, Record

logger = logging.getLogger(__name__)

_FALLBACK_SECONDS = 1.0
"""Interval between queries of all partitions, to find records that a killed member did not commit."""
_HOLDING_SECONDS = 0.05
"""The same interval while a batch is held: PostgreSQL delivers no notifications within a transaction."""
_KEEP_SECONDS = 30.0


@dataclass(slots=True)
class _Held:
    """A locked partition: `start` is the first uncommitted offset, `next` the next one to read."""

    topic: str
    number: int
    start: int
    next: int
    is_sought: bool = False


class EmbeddedSubscription:
    """A Subscription whose lease is a transaction, open from `poll` to `commit`."""

    def __init__(
        self, connect: Callable[[], log.Connection], group: str, topics: tuple[str, ...], *, stall_seconds: float
    ) -> None:
        self._connect = connect
        self._group = group
        self._topics = topics
        self._held: dict[int, _Held] = {}
        self._news: set[tuple[str, int]] = set()
        self._look_at = 0.0
        self._last_served = 0
        self._connection: log.Connection | None = None
        self._connected = 0
        self._since = time.monotonic()
        self._keeper = Keeper(min(stall_seconds / 4, _KEEP_SECONDS), self._keep)
        self._listening()

    def _listening(self) -> log.Connection:
        if self._connection is None:
            connection = self._connect()
            connection.execute(f"LISTEN {log.CHANNEL}")
            connection.commit()
            self._connection = connection
            self._connected += 1
            self._since = time.monotonic()
        return self._connection

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        deadline = time.monotonic() + timeout
        while True:
            try:
                records = self._read(max_records) if self._held or self._is_worth_a_look() else []
                left = deadline - time.monotonic()
                if records or left <= 0:
                    return records
                self._wait(left)
            except psycopg.OperationalError as problem:
                self._lose(problem)
                if (left := deadline - time.monotonic()) <= 0:
                    return []
                time.sleep(min(left, 0.1))
            except psycopg.Error as problem:
                self._lose(problem)
                raise BusError(f"{self._group} cannot read: {problem}") from problem

    def _read(self, limit: int) -> list[Record]:
        connection = self._listening()
        for partition_id, held in self._held.items():
            if batch := log.read(connection, partition_id, held.next, limit):
                return self._hold(*batch)
        taken = log.take(
            connection, group=self._group, topics=self._topics, held=list(self._held), after=self._last_served,
            limit=limit)
        if taken:
            first = taken[1][0]
            if len(taken[1]) < limit:
                self._news.discard((first.topic, first.partition))
            return self._hold(*taken)
        self._news.clear()
        self._look_at = time.monotonic() + _FALLBACK_SECONDS
        if not self._held:
            connection.rollback()
        return []

    def _is_worth_a_look(self) -> bool:
        """Return whether a notified partition is unread, or the last query of all partitions is too long ago."""
        return bool(self._news) or time.monotonic() >= self._look_at or self._note_news(0.0)

    def _note_news(self, timeout: float) -> bool:
        """Wait for a notification; return whether a partition of this subscription has unread records."""
        connection = self._listening()
        for notification in connection.notifies(timeout=timeout, stop_after=1):
            place = log.partition_named(notification.payload)
            if place is None:
                self._look_at = 0.0
            elif place[0] in self._topics:
                self._news.add(place)
        return bool(self._news) or self._look_at == 0.0

    def _hold(self, partition_id: int, records: list[Record]) -> list[Record]:
        first, last = records[0], records[-1]
        held = self._held.setdefault(partition_id, _Held(first.topic, first.partition, first.offset, first.offset))
        held.next = last.offset + 1
        self._last_served = partition_id
        return records

    def _wait(self, left: float) -> None:
        end = time.monotonic() + (min(left, _HOLDING_SECONDS) if self._held
                                  else min(left, max(0.0, self._look_at - time.monotonic())))
        while (left := end - time.monotonic()) > 0:
            if self._note_news(left):
                return

    def commit(self) -> None:
        if not self._held:
            return
        try:
            connection = self._listening()
            for partition_id, held in self._held.items():
                log.move(connection, self._group, partition_id, held.next)
            connection.commit()
            self._held.clear()
        except psycopg.Error as problem:
            self._lose(problem)
            raise Fenced(f"{self._group} lost its partitions: {problem}") from problem

    def busy(self) -> AbstractContextManager[None]:
        return self._keeper.busy()

    def _keep(self) -> None:
        """Send a statement in the open transaction, which the server ends after `stall_seconds` without one."""
        try:
            if self._held and self._connection is not None:
                self._connection.execute("SELECT 1")
        except psycopg.Error as problem:
            logger.warning("bus lease was lost", extra={"group": self._group, "error": type(problem).__name__})

    def health(self) -> Health:
        return Health(self._connection is not None, time.monotonic() - self._since, self._connected, 0)

    def rewind(self) -> None:
        """Release the batch; other partitions are read first, because the batch may depend on their records."""
        sought = [(held.topic, held.number, held.start) for held in self._held.values() if held.is_sought]
        try:
            if self._connection is not None:
                self._connection.rollback()
            self._held.clear()
            self._look_at = 0.0
        except psycopg.Error as problem:
            self._lose(problem)
        for place in sought:
            with suppress(BusError):  # another member holds the partition now
                self.seek(*place)

    def seek(self, topic: str, partition: int, offset: int) -> None:
        try:
            partition_id = log.lock(self._listening(), self._group, topic, partition)
        except psycopg.Error as problem:
            self._lose(problem)
            raise BusError(f"{self._group} cannot seek: {problem}") from problem
        if partition_id is None:
            raise Fenced(f"{topic}/{partition} is not free for {self._group}")
        self._held[partition_id] = _Held(topic, partition, offset, offset, is_sought=True)

    def close(self) -> None:
        self._keeper.close()
        if self._connection is None:
            return
        try:
            self._connection.rollback()
            for held in self._held.values():
                log.announce(self._connection, held.topic, held.number)
            self._connection.commit()
        except psycopg.Error:
            logger.warning("bus connection was lost before it was closed", extra={"group": self._group})
        self._lose(None)

    def _lose(self, problem: psycopg.Error | None) -> None:
        """Close the connection, which releases the locks; the next poll opens a new one."""
        if problem is not None:
            logger.warning("bus connection lost", extra={"group": self._group, "error": type(problem).__name__})
        if self._connection is not None:
            self._connection.close()
            self._since = time.monotonic()
        self._connection = None
        self._held.clear()
        self._news.clear()
        self._look_at = 0.0
