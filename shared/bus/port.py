"""What a service may ask of a bus and what it may count on, whichever adapter is behind it.

At least once; order per (topic, key) as published by one caller; key to partition by murmur2 as Kafka does.
"""
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MAX_MESSAGE_BYTES = 1_000_000
"""Largest key, value and headers together; just below what a Kafka broker takes by default."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is published; messages of one key keep their order."""

    topic: str
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...] = ()

    @property
    def size(self) -> int:
        """Bytes that count for `MAX_MESSAGE_BYTES`."""
        return len(self.key.encode()) + len(self.value) + sum(len(n.encode()) + len(v) for n, v in self.headers)


@dataclass(frozen=True, slots=True)
class Record:
    """A message as it stands in the log; `timestamp_ms` is when it was published."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: tuple[tuple[str, bytes], ...]
    timestamp_ms: int


class BusError(Exception):
    """The bus could not do what was asked."""


class PublishError(BusError):
    """Some messages were refused or their fate is unknown; the others are stored.

    :ivar failed: indexes into the published sequence. Publishing the whole sequence again is always allowed: it keeps
        the order per key, and readers know a repeated event by its id.
    """

    def __init__(self, failed: Iterable[int], cause: Exception) -> None:
        self.failed = tuple(failed)
        self.cause = cause
        super().__init__(f"{len(self.failed)} messages not published: {cause!r}")


class MessageTooLarge(BusError):
    """One message exceeds `MAX_MESSAGE_BYTES`; the cause of a PublishError, of which nothing was published."""

    def __init__(self, index: int, size: int) -> None:
        self.index = index
        super().__init__(f"message {index} has {size} bytes, more than {MAX_MESSAGE_BYTES}")


class Fenced(BusError):
    """The partition went to another member meanwhile: roll back the work and poll again; it will be redelivered."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a subscription stands, for metrics and alarms; reading it asks nobody anything.

    :ivar stable: it is a member of its group and can reach the bus, as far as it knows
    :ivar seconds: how long it has been, or has not been, stable
    :ivar rebalances: how often it joined its group (embedded: how often it had to connect anew)
    :ivar expired_records: how many the log deleted before this group had read them, as met by this subscription
    """

    stable: bool
    seconds: float
    rebalances: int
    expired_records: int


class Subscription(Protocol):
    """One member of a group, reading topics. Belongs to one thread."""

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        """The next records, in order per partition; empty when there is nothing within `timeout` seconds.

        One call may return records of one partition only. Empty too while the bus is away: it never raises for that.
        """
        ...

    def commit(self) -> None:
        """Remember for the group that everything returned by `poll` is done.

        :raises Fenced: if a partition is no longer this member's; nothing of it was remembered
        :raises BusError: if the bus is away; redelivery follows
        """
        ...

    def busy(self) -> AbstractContextManager[None]:
        """While inside, the member stays in its group however long its work takes: `with s.busy(): handle(batch)`.

        What is in hand stays this member's unless another joins meanwhile and is given it: then `commit` is Fenced.
        Ask nothing else of the subscription inside.
        """
        ...

    def health(self) -> Health:
        """How it stands; may be asked from another thread."""
        ...

    def rewind(self) -> None:
        """Deliver again what was returned since the last commit; for after a rolled-back batch."""
        ...

    def seek(self, topic: str, partition: int, offset: int) -> None:
        """Read on from `offset` in one partition; the next commit makes it stick.

        :raises Fenced: if the partition is another member's at this moment
        """
        ...

    def owned(self) -> set[tuple[str, int]]:
        """Partitions no other member can read now (embedded: those of the uncommitted batch)."""
        ...

    def close(self) -> None:
        """Leave: what was polled and not committed goes to another member."""
        ...


class Bus(Protocol):
    """A durable log of topics. Safe to share between threads; opens nothing until first use, so also across a fork."""

    def ensure_topics(self, topics: Mapping[str, int]) -> None:
        """Create topics with so many partitions where they are missing; one that exists keeps its number.

        :raises BusError: if the bus is away, or one is missing and this user may not create it
        """
        ...

    def raise_partitions(self, topic: str, partitions: int, readers: Sequence[str], timeout: float = 300.0) -> None:
        """Give a topic more partitions while its readers and writers live, and keep the order of each key.

        Keys move to other partitions, so publishing to the topic is refused until its readers have caught up.

        :param readers: the groups that must have caught up
        :raises BusError: if they do not in time, or the bus is away; nothing is lost, and it may be tried again
        """
        ...

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Store messages durably, those of one key in their order; returns when all are acknowledged.

        :raises PublishError: if that did not succeed within `timeout` seconds
        """
        ...

    def subscribe(self, group: str, topics: Sequence[str], member: str | None = None) -> Subscription:
        """Join a group, which starts at the oldest record if it is new.

        :param member: name that stays over restarts, unique in the group: a restart then moves no partitions
        :raises BusError: if a topic does not exist or the bus is away
        """
        ...

    def lag(self, group: str, topics: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
        """Per (topic, partition): the group's next offset and the log's; their difference is what it must still read.

        :raises BusError: if a topic does not exist or the bus is away
        """
        ...

    def delete_older_than(self, moment: datetime) -> int:
        """Retention, where the log has none of its own: delete what was published before and every group has read.

        :returns: number of records
        :raises BusError: if the bus is away
        """
        ...

    def close(self) -> None:
        """Release connections and threads; subscriptions are closed by their owners."""
        ...


def refuse_oversized(messages: Sequence[Message]) -> None:
    """Raise a PublishError over all messages if one is too large: half a batch would break the order of its key."""
    for index, message in enumerate(messages):
        if message.size > MAX_MESSAGE_BYTES:
            raise PublishError(range(len(messages)), MessageTooLarge(index, message.size))
