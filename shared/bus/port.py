"""The interface of the bus and its guarantees, the same for every adapter.

Delivery at least once; messages of one publisher with the same topic and key stay in order; partitions by murmur2.
"""
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MAX_MESSAGE_BYTES = 1_000_000
"""Maximum size of key, value and headers together; just below the default limit of a Kafka broker."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to publish; messages with the same key stay in order."""

    topic: str
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...] = ()

    @property
    def size(self) -> int:
        """Size in bytes, limited by `MAX_MESSAGE_BYTES`."""
        return len(self.key.encode()) + len(self.value) + sum(len(n.encode()) + len(v) for n, v in self.headers)


@dataclass(frozen=True, slots=True)
class Record:
    """A message in the log; `timestamp_ms` is its publication time in Unix milliseconds."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...]
    timestamp_ms: int


class BusError(Exception):
    """The bus is unavailable or refused a request."""


class PublishError(BusError):
    """Some messages were refused or not acknowledged; the others are stored.

    :ivar failed: indexes into the published sequence. Publishing the whole sequence again is safe: it keeps the order
        per key, and readers recognise a repeated event by its id.
    """

    def __init__(self, failed: Iterable[int], cause: Exception) -> None:
        self.failed = tuple(failed)
        self.cause = cause
        super().__init__(f"{len(self.failed)} messages not published: {cause!r}")


class MessageTooLarge(BusError):
    """A message exceeds `MAX_MESSAGE_BYTES`; the cause of a PublishError for a batch that was refused as a whole."""

    def __init__(self, index: int, size: int) -> None:
        self.index = index
        super().__init__(f"message {index} has {size} bytes, more than {MAX_MESSAGE_BYTES}")


class Fenced(BusError):
    """The partition moved to another member: roll back and poll again; its records are redelivered."""


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a subscription for metrics and alerts, known without a network call.

    :ivar stable: it is a member of its group and its last contact with the bus succeeded
    :ivar seconds: time since it last became stable or unstable
    :ivar rebalances: number of times it joined its group (embedded: number of connections)
    :ivar expired_records: records that this subscription found deleted before its group had read them
    """

    stable: bool
    seconds: float
    rebalances: int
    expired_records: int


class Subscription(Protocol):
    """One member of a consumer group. Used by one thread."""

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        """Return the next records, in order per partition; empty if none arrive within `timeout` seconds.

        A call may return records of only one partition. While the bus is unavailable the result is empty, not an error.
        """
        ...

    def commit(self) -> None:
        """Store the group's position after everything returned by `poll`.

        :raises Fenced: if a partition moved to another member; its position is unchanged
        :raises BusError: if the bus is unavailable; redelivery follows
        """
        ...

    def busy(self) -> AbstractContextManager[None]:
        """Stay in the group within the block, however long it takes: `with s.busy(): handle(batch)`.

        If a rebalance moves a partition of the current batch to another member, `commit` raises Fenced.
        Do not call other methods of the subscription within the block.
        """
        ...

    def health(self) -> Health:
        """Return the current state; safe to call from another thread."""
        ...

    def rewind(self) -> None:
        """Go back to the last commit, after a batch was rolled back; its records are delivered again."""
        ...

    def seek(self, topic: str, partition: int, offset: int) -> None:
        """Continue at `offset` in one partition; the next commit stores the position.

        :raises Fenced: if another member holds the partition
        """
        ...

    def close(self) -> None:
        """Leave the group; uncommitted records go to another member."""
        ...


class Bus(Protocol):
    """A durable log of topics. Safe to share between threads, and across a fork before its first use."""

    def ensure_topics(self, topics: Mapping[str, int]) -> None:
        """Create the missing topics; an existing topic keeps its number of partitions.

        :param topics: number of partitions by topic name
        :raises BusError: if the bus is unavailable, or this user may not create a missing topic
        """
        ...

    def raise_partitions(self, topic: str, partitions: int, readers: Sequence[str], timeout: float = 300.0) -> None:
        """Raise the number of partitions of a topic in use, and keep the order of each key.

        Keys move to other partitions, so publishing to the topic is refused until its readers have caught up.

        :param readers: the groups that must catch up
        :raises BusError: if they do not catch up in time or the bus is unavailable; nothing is lost and a retry is safe
        """
        ...

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Store messages durably, in order per key; return when all are acknowledged.

        :raises PublishError: if not all are acknowledged within `timeout` seconds
        """
        ...

    def subscribe(self, group: str, topics: Sequence[str], member: str | None = None) -> Subscription:
        """Join a group; a new group starts at the oldest record.

        :param member: name within the group that survives restarts, so that a restart moves no partitions
        :raises BusError: if a topic does not exist or the bus is unavailable
        """
        ...

    def lag(self, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        """Return, per (topic, partition), the next offset of the group and of the log; the difference is the lag.

        :raises BusError: if a topic does not exist or the bus is unavailable
        """
        ...

    def delete_older_than(self, moment: datetime) -> int:
        """Delete the records published before a moment that every group has read, if the log has no own retention.

        :returns: number of deleted records
        :raises BusError: if the bus is unavailable
        """
        ...

    def close(self) -> None:
        """Release connections and threads; owners close their subscriptions."""
        ...


def refuse_oversized(messages: Sequence[Message]) -> None:
    """Refuse the whole batch if one message is too large, because publishing the rest would break the order per key.

    :raises PublishError: for all messages, caused by `MessageTooLarge`
    """
    for index, message in enumerate(messages):
        if message.size > MAX_MESSAGE_BYTES:
            raise PublishError(range(len(messages)), MessageTooLarge(index, message.size))
