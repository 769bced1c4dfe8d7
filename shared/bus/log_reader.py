"""Reading a log from outside: any part of it, in no group, moving nobody's position."""
import heapq
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from shared.bus.embedded import log
from shared.bus.embedded.connection import connect
from shared.bus.port import BusError, Record

CHUNK = 500

Place = tuple[str, int]
"""Topic and partition."""


class LogReader(Protocol):
    """Reads records by their place; belongs to one thread."""

    def ends(self, topics: Sequence[str]) -> dict[Place, tuple[int, int]]:
        """First offset that the log still has, and the one after its last, of each partition."""
        ...

    def read(self, place: Place, offset: int, limit: int) -> list[Record]:
        """The next records of a partition from an offset on; those that no longer exist are passed over."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def open_log(url: str) -> LogReader:
    """The log behind a URL, see `open_bus`."""
    if not url.startswith("kafka://"):
        return EmbeddedLogReader(url)
    from shared.bus.kafka.log_reader import KafkaLogReader  # its client costs 10 MB
    return KafkaLogReader(url.removeprefix("kafka://"))


def in_order_of_time(reader: LogReader, starts: Mapping[Place, int], ends: Mapping[Place, int]) -> Iterator[Record]:
    """The records of several partitions merged by the time at which they were published; a partition keeps its order.

    :param starts: first offset of each partition
    :param ends: the offset after the last
    """
    yield from heapq.merge(*(_one(reader, place, starts.get(place, 0), end) for place, end in sorted(ends.items())),
                           key=lambda record: record.timestamp_ms)


def _one(reader: LogReader, place: Place, offset: int, end: int) -> Iterator[Record]:
    while offset < end and (found := reader.read(place, offset, min(CHUNK, end - offset))):
        yield from (record for record in found if record.offset < end)
        offset = found[-1].offset + 1


class EmbeddedLogReader:
    """Reads the log in PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url, name="log reader")
        self._connection.autocommit = True
        self._ids: dict[Place, int] = {}

    def ends(self, topics: Sequence[str]) -> dict[Place, tuple[int, int]]:
        known = log.partition_ids(self._connection)
        if missing := set(topics) - known.keys():
            raise BusError(f"no such topic: {', '.join(sorted(missing))}")
        self._ids = {(topic, number): each for topic in topics for number, each in enumerate(known[topic])}
        rows = self._connection.execute("SELECT topic, number, first_offset, next_offset FROM bus.partition").fetchall()
        return {(topic, number): (first, end) for topic, number, first, end in rows if (topic, number) in self._ids}

    def read(self, place: Place, offset: int, limit: int) -> list[Record]:
        found = log.read(self._connection, self._ids[place], offset, limit)
        return found[1] if found else []

    def close(self) -> None:
        self._connection.close()

