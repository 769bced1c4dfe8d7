"""The log in PostgreSQL: its tables in the schema `bus` and the statements on them, without threads or retries."""
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, LiteralString

import psycopg

from shared.bus.port import Message, Record

Connection = psycopg.Connection[tuple[Any, ...]]
Settings = tuple[LiteralString, tuple[str, ...]]


class PartitionsRaised(Exception):
    """The topic has more partitions than the publisher assumed; it must choose the partitions again."""


CHANNEL = "bus"
"""Notification channel; the payload is the partition with new records, as ``topic/number``."""

_SCHEMA = """
CREATE SCHEMA IF NOT EXISTS bus;
CREATE TABLE IF NOT EXISTS bus.partition (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    number integer NOT NULL,
    first_offset bigint NOT NULL DEFAULT 0,
    next_offset bigint NOT NULL DEFAULT 0,
    topic_partitions integer NOT NULL,
    UNIQUE (topic, number)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE TABLE IF NOT EXISTS bus.record (
    partition_id integer NOT NULL,
    record_offset bigint NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL,
    header_names text[] NOT NULL,
    header_values bytea[] NOT NULL,
    published_ms bigint NOT NULL DEFAULT extract(epoch FROM clock_timestamp()) * 1000,
    PRIMARY KEY (partition_id, record_offset)
);
CREATE TABLE IF NOT EXISTS bus.position (
    consumer_group text NOT NULL,
    partition_id integer NOT NULL REFERENCES bus.partition,
    next_offset bigint NOT NULL,
    PRIMARY KEY (consumer_group, partition_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
"""

# True for a log created before publishers checked the number of partitions on each write.
_IS_OLD = """
SELECT NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'bus.partition'::regclass AND attname = 'topic_partitions')"""

_RENEW = """
ALTER TABLE bus.partition ADD COLUMN topic_partitions integer;
UPDATE bus.partition SET topic_partitions = (SELECT count(*) FROM bus.partition peer WHERE peer.topic = partition.topic);
ALTER TABLE bus.partition ALTER COLUMN topic_partitions SET NOT NULL"""

_HAS_TOPIC = "SELECT EXISTS (SELECT FROM bus.partition WHERE topic = %s)"

_ADD_PARTITIONS = """
INSERT INTO bus.partition (topic, number, topic_partitions)
SELECT %(topic)s, generate_series(0, %(count)s - 1), %(count)s ON CONFLICT DO NOTHING"""

_CLOSE_TOPIC = "SELECT topic_partitions FROM bus.partition WHERE topic = %s ORDER BY id FOR NO KEY UPDATE"

_BEHIND = """
SELECT DISTINCT consumer_group FROM bus.position JOIN bus.partition head ON head.id = partition_id
WHERE head.topic = %s AND consumer_group = ANY(%s) AND position.next_offset < head.next_offset"""

_REOPEN_TOPIC = "UPDATE bus.partition SET topic_partitions = %s WHERE topic = %s"

_EXTEND_GROUPS = """
INSERT INTO bus.position (consumer_group, partition_id, next_offset)
SELECT DISTINCT known.consumer_group, added.id, added.first_offset
FROM bus.position known JOIN bus.partition peer ON peer.id = known.partition_id
JOIN bus.partition added ON added.topic = peer.topic
ON CONFLICT DO NOTHING"""

_JOIN_GROUP = """
INSERT INTO bus.position (consumer_group, partition_id, next_offset)
SELECT %s, id, first_offset FROM bus.partition WHERE topic = ANY(%s) ON CONFLICT DO NOTHING"""

_RESERVE = "UPDATE bus.partition SET next_offset = next_offset + %s WHERE id = %s AND topic_partitions = %s"

# The offset is counted back from the end of what was reserved; nothing is appended if nothing was.
_APPEND = """
INSERT INTO bus.record (partition_id, record_offset, key, value, header_names, header_values)
SELECT id, next_offset - %b, %b, %b, %b, %b FROM bus.partition WHERE id = %b AND topic_partitions = %b"""

_ANNOUNCE_PARTITIONS = "SELECT pg_notify(%s, topic || '/' || number) FROM bus.partition WHERE id = ANY(%s)"

_FIELDS = "record_offset, key, value, header_names, header_values, published_ms"

# The condition on the position is checked again once its row is locked, so a batch that another member has just
# committed is not taken twice. The members take turns over the partitions: the search starts after the last one served.
_TAKE = f"""
WITH taken AS (
    SELECT head.id, head.topic, head.number, position.next_offset
    FROM bus.position JOIN bus.partition head ON head.id = position.partition_id
    WHERE position.consumer_group = %(group)s AND head.topic = ANY(%(topics)s)
      AND head.next_offset > position.next_offset AND head.id <> ALL(%(held)s)
    ORDER BY head.id <= %(after)s, head.id
    LIMIT 1
    FOR UPDATE OF position SKIP LOCKED)
SELECT taken.id, taken.topic, taken.number, batch.*
FROM taken CROSS JOIN LATERAL (
    SELECT {_FIELDS} FROM bus.record
    WHERE partition_id = taken.id AND record_offset >= taken.next_offset
    ORDER BY record_offset LIMIT %(limit)s) batch
ORDER BY record_offset"""

_READ = f"""
SELECT head.id, head.topic, head.number, {_FIELDS}
FROM bus.record JOIN bus.partition head ON head.id = partition_id
WHERE partition_id = %s AND record_offset >= %s ORDER BY record_offset LIMIT %s"""

_LOCK = """
SELECT head.id FROM bus.position JOIN bus.partition head ON head.id = position.partition_id
WHERE position.consumer_group = %s AND head.topic = %s AND head.number = %s
FOR UPDATE OF position SKIP LOCKED"""

# No flush to disk: if a server crash loses the new position, records are delivered again from the old one.
_MOVE = """
WITH relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
UPDATE bus.position SET next_offset = %s FROM relaxed WHERE consumer_group = %s AND partition_id = %s"""

_LAG = """
SELECT head.topic, head.number, coalesce(position.next_offset, head.first_offset), head.next_offset
FROM bus.partition head
LEFT JOIN bus.position ON position.partition_id = head.id AND position.consumer_group = %s
WHERE head.topic = ANY(%s)"""

# Keeps every record that a known group has not read, however old it is.
_EXPIRE = """
WITH expired AS (
    DELETE FROM bus.record USING bus.partition head
    WHERE partition_id = head.id AND published_ms < %s
      AND record_offset < (SELECT coalesce(min(next_offset), head.next_offset)
                           FROM bus.position WHERE partition_id = head.id)
    RETURNING partition_id, record_offset),
moved AS (
    UPDATE bus.partition SET first_offset = last.record_offset + 1
    FROM (SELECT partition_id, max(record_offset) AS record_offset FROM expired GROUP BY partition_id) last
    WHERE id = last.partition_id)
SELECT count(*) FROM expired"""


def install(connection: Connection) -> None:
    """Create missing tables and columns, under a lock against other processes that do the same."""
    _lock_definitions(connection)
    connection.execute(_SCHEMA)
    if connection.execute(_IS_OLD).fetchone() == (True,):
        connection.execute(_RENEW)


def add_topics(connection: Connection, topics: Mapping[str, int]) -> None:
    """Add the topics that are missing."""
    _lock_definitions(connection)
    for topic, partitions in topics.items():
        if connection.execute(_HAS_TOPIC, (topic,)).fetchone() == (False,):
            connection.execute(_ADD_PARTITIONS, {"topic": topic, "count": partitions})


def close_topic(connection: Connection, topic: str) -> int:
    """Block writes to a topic until this transaction ends, and return its number of partitions."""
    rows = connection.execute(_CLOSE_TOPIC, (topic,)).fetchall()
    return int(rows[0][0]) if rows else 0


def behind(connection: Connection, topic: str, groups: Sequence[str]) -> list[str]:
    """Return the groups that have unread records in a topic."""
    return [row[0] for row in connection.execute(_BEHIND, (topic, list(groups)))]


def add_partitions(connection: Connection, topic: str, partitions: int) -> None:
    """Raise the number of partitions and add positions for the groups that read the topic.

    Publishers notice at their next write: `append` raises `PartitionsRaised`.
    """
    _lock_definitions(connection)
    connection.execute(_ADD_PARTITIONS, {"topic": topic, "count": partitions})
    connection.execute(_REOPEN_TOPIC, (partitions, topic))
    connection.execute(_EXTEND_GROUPS)


def join_group(connection: Connection, group: str, topics: Sequence[str]) -> None:
    """Give the group a position in every partition of the topics; a new one starts at the oldest record."""
    _lock_definitions(connection)
    connection.execute(_JOIN_GROUP, (group, list(topics)))


def _lock_definitions(connection: Connection) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('bus'))")


def partition_ids(connection: Connection) -> dict[str, list[int]]:
    """Return the partition ids of each topic in order of their number; empty if the log is not installed."""
    if connection.execute("SELECT to_regclass('bus.partition')").fetchone() == (None,):
        return {}
    rows = connection.execute("SELECT topic, array_agg(id ORDER BY number) FROM bus.partition GROUP BY topic")
    return {topic: list(ids) for topic, ids in rows}


def append(connection: Connection, batches: Mapping[tuple[int, int], Sequence[Message]], *, settings: Settings) -> None:
    """Append messages to partitions in one transaction and one round trip.

    The row lock on the partition lasts until the commit, so offsets become visible in order.

    :param batches: messages by (partition id, number of partitions that the publisher assumed)
    :param settings: statement and parameters that come first in the transaction
    :raises PartitionsRaised: if a topic has more partitions than the publisher assumed; messages for others are appended
    """
    places = sorted(batches)  # always in the same order, so that two publishers cannot deadlock
    with connection.pipeline(), connection.cursor() as cursor:
        connection.execute(*settings)
        reserved = [connection.execute(_RESERVE, (len(batches[place]), *place)) for place in places]
        cursor.executemany(_APPEND, [row for place in places for row in _rows(place, batches[place])])
        connection.execute(_ANNOUNCE_PARTITIONS, (CHANNEL, [partition_id for partition_id, _ in places]))
        connection.commit()
    for place, update in zip(places, reserved, strict=True):
        if not update.rowcount:
            raise PartitionsRaised(f"{batches[place][0].topic} has more than {place[1]} partitions by now")


def _rows(place: tuple[int, int], messages: Sequence[Message]) -> Iterator[tuple[Any, ...]]:
    for from_end, message in zip(range(len(messages), 0, -1), messages, strict=True):
        names, values = [name for name, _ in message.headers], [value for _, value in message.headers]
        yield from_end, message.key.encode(), message.value, names, values, *place


def announce(connection: Connection, topic: str, number: int) -> None:
    """Notify the readers of a partition at commit."""
    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, f"{topic}/{number}"))


def partition_named(payload: str) -> tuple[str, int] | None:
    """Return the partition that a notification names, or None for the payload format of another version."""
    topic, _, number = payload.rpartition("/")
    return (topic, int(number)) if topic and number.isdecimal() else None


def take(
    connection: Connection, *, group: str, topics: Sequence[str], held: Sequence[int], after: int, limit: int
) -> tuple[int, list[Record]] | None:
    """Lock a free partition with unread records and return its id and next records, or None if there is none."""
    arguments = {"group": group, "topics": list(topics), "held": list(held), "after": after, "limit": limit}
    return _records(connection.execute(_TAKE, arguments, binary=True).fetchall())


def read(connection: Connection, partition_id: int, offset: int, limit: int) -> tuple[int, list[Record]] | None:
    """Return the id of a partition and its records from an offset on, or None if there are none."""
    return _records(connection.execute(_READ, (partition_id, offset, limit), binary=True).fetchall())


def _records(rows: list[tuple[Any, ...]]) -> tuple[int, list[Record]] | None:
    if not rows:
        return None
    return rows[0][0], [
        Record(topic, number, offset, key.decode(), value, tuple(zip(names, values, strict=True)), published_ms)
        for _, topic, number, offset, key, value, names, values, published_ms in rows]


def lock(connection: Connection, group: str, topic: str, number: int) -> int | None:
    """Lock one position without waiting; return the partition's id, or None if another member holds it."""
    row = connection.execute(_LOCK, (group, topic, number)).fetchone()
    return row[0] if row else None


def move(connection: Connection, group: str, partition_id: int, offset: int) -> None:
    """Set the group's position in a partition."""
    connection.execute(_MOVE, (offset, group, partition_id))


def positions(connection: Connection, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
    """Return, per (topic, number), the next offset of the group and of the log."""
    rows = connection.execute(_LAG, (group, list(topics)))
    return {(topic, number): (position, end) for topic, number, position, end in rows}


def expire(connection: Connection, before_ms: int) -> int:
    """Delete the records published before a moment that every known group has read, and return their number."""
    row = connection.execute(_EXPIRE, (before_ms,)).fetchone()
    assert row is not None
    return int(row[0])
