"""Reading any part of a log without a consumer group and without moving a position."""
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
    """Reads records by topic, partition and offset; used by one thread."""

    def ends(self, topics: Sequence[str]) -> dict[Place, tuple[int, int]]:
        """Return, per partition, the first offset in the log and the offset after the last record."""
        ...

    def read(self, place: Place, offset: int, limit: int) -> list[Record]:
        """Return the next records of a partition from an offset on; deleted records are skipped."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def open_log(url: str) -> LogReader:
    """Return a reader for the log at a URL, see `open_bus`."""
    if not url.startswith("kafka://"):
        return EmbeddedLogReader(url)
    from shared.bus.kafka.log_reader import KafkaLogReader  # import late: the client takes 10 MB of memory
    return KafkaLogReader(url.removeprefix("kafka://"))


def in_order_of_time(reader: LogReader, starts: Mapping[Place, int], ends: Mapping[Place, int]) -> Iterator[Record]:
    """Yield the records of several partitions merged by publication time; the order within a partition is kept.

    :param starts: first offset of each partition; 0 if absent
    :param ends: offset after the last record of each partition
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

