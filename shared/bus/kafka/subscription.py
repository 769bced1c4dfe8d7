"""A Subscription on Apache Kafka."""
import logging
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from shared.bus.kafka.address import Address
from shared.bus.kafka.client import (
    CommitFailedError,
    FencedInstanceIdError,
    IllegalGenerationError,
    KafkaConsumer,
    KafkaError,
    LogTruncationError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
    RangePartitionAssignor,
    RebalanceInProgressError,
    RetriableError,
    TopicPartition,
    UnknownMemberIdError,
)
from shared.bus.kafka.membership import Membership
from shared.bus.kafka.refusals import connect, explain, names, no_right
from shared.bus.keeper import Keeper
from shared.bus.port import BusError, Fenced, Health, Record

logger = logging.getLogger(__name__)

_LOST = (
    CommitFailedError, FencedInstanceIdError, IllegalGenerationError, RebalanceInProgressError, UnknownMemberIdError)
_CONNECT_SECONDS = 10.0
_COMMIT_MS = 15_000
_CLOSE_MS = 5_000
_ASK_MS = 5_000
_AWAY_SECONDS = 0.1
_KEEP_MS = 200
_KEEP_SECONDS = 1.0
"""Interval at which a busy member checks whether its group waits for it to rejoin."""


@dataclass(slots=True)
class _Returned:
    """The records of a partition returned since the last commit: `first` offset, and `next` after the last."""

    first: int
    next: int


class KafkaSubscription:
    """A Subscription by the classic group protocol, with range assignor and static membership for a named member.

    A static member keeps its partitions after a close until its session ends, so a restart moves no partitions.
    """

    def __init__(
        self, address: Address, group: str, topics: Sequence[str], member: str | None, *,
        session_seconds: float, stall_seconds: float, metadata_seconds: float
    ) -> None:
        self._address = address
        self._group = group
        self._doing = f"read {names(topics)} as group {group}"
        self._returned: dict[TopicPartition, _Returned] = {}
        self._lost = False
        self._expired = 0
        self._consumer: Any = connect(
            KafkaConsumer, address, _CONNECT_SECONDS, self._doing, group_id=group, group_instance_id=member,
            enable_auto_commit=False, auto_offset_reset="none", isolation_level="read_committed",
            partition_assignment_strategy=[RangePartitionAssignor],
            session_timeout_ms=int(session_seconds * 1000), heartbeat_interval_ms=int(session_seconds * 1000 / 4),
            fetch_max_wait_ms=2000,  # long, because this and heartbeats are all that an idle reader costs
            max_poll_interval_ms=int(stall_seconds * 1000), max_poll_records=500,
            metadata_max_age_ms=int(metadata_seconds * 1000))
        # Trap: heartbeats have their own schedule. Without this line the client ends each wait when a heartbeat is due;
        # while a broker hangs it never waits at all, and its memory grows with each attempt.
        self._consumer._coordinator.time_to_next_poll = lambda: math.inf
        self._membership = Membership(self._consumer, group, session_seconds)
        self._keeper = Keeper(min(_KEEP_SECONDS, stall_seconds / 4), self._keep)
        self._consumer.subscribe(list(topics))

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        try:
            batches = self._read(max_records, timeout)
        except FencedInstanceIdError as problem:
            raise Fenced(f"another process reads as the same member of {self._group}") from problem
        except KafkaError as problem:
            raise explain(problem, self._address, doing=self._doing) from problem
        self._membership.observe()
        if not batches and (hidden := self._consumer._manager.cluster.unauthorized_topics):  # raises no error
            raise no_right(self._address, f"read {names(hidden)} as group {self._group}")
        for partition, found in batches.items():
            returned = self._returned.setdefault(partition, _Returned(found[0].offset, 0))
            returned.next = found[-1].offset + 1
        return [_record(found) for batch in batches.values() for found in batch]

    def _read(self, max_records: int, timeout: float) -> Mapping[TopicPartition, Sequence[Any]]:
        """Poll; if the group's position is not in the log, go to the oldest record and poll again."""
        deadline = time.monotonic() + timeout
        while True:
            left = max(0.0, deadline - time.monotonic())
            try:
                return self._consumer.poll(int(left * 1000), max_records=max_records)  # type: ignore[no-any-return]
            except NoOffsetForPartitionError as new:
                self._consumer.seek_to_beginning(*new.args[0])
            except OffsetOutOfRangeError as gone:
                self._skip_expired(gone.args[0])
            except LogTruncationError as gone:
                self._go_on_at({partition: known and known.offset for partition, known in gone.divergent_offsets.items()})
            except RetriableError:  # usually brokers that are down; to a reader the same as no records
                time.sleep(min(left, _AWAY_SECONDS))
            if time.monotonic() >= deadline:
                return {}

    def _skip_expired(self, positions: Mapping[TopicPartition, int]) -> None:
        """Count and log records that were deleted before this group read them, and continue at the oldest.

        Other cases are not held up; readers detect the gaps in their sequences and request the missing events.
        """
        oldest = {each: self._consumer.beginning_offsets([each], timeout_ms=_ASK_MS)[each] for each in positions}
        # Trap: one partition per call. For several, the client drops those whose leader is unknown and then fails on them.
        self._expired += sum(max(1, oldest[partition] - position) for partition, position in positions.items())
        self._go_on_at(oldest)

    def _go_on_at(self, offsets: Mapping[TopicPartition, int | None]) -> None:
        for partition, offset in offsets.items():
            logger.error("records were deleted before they were read", extra={
                "group": self._group, "topic": partition.topic, "partition": partition.partition, "goes_on_at": offset})
            self._returned.pop(partition, None)
            if offset is None:
                self._consumer.seek_to_beginning(partition)
            else:
                self._consumer.seek(partition, offset)

    @contextmanager
    def busy(self) -> Iterator[None]:
        try:
            with self._keeper.busy():
                yield
        finally:
            self._consumer.resume(*self._consumer.paused())

    def _keep(self) -> None:
        """Poll with all partitions paused while the owner works, to stay a member and follow rebalances."""
        try:
            self._consumer.pause(*self._consumer.assignment())
            for partition, found in self._read(1, _KEEP_MS / 1000).items():
                self._consumer.seek(partition, found[0].offset)  # a partition assigned during this poll is not paused yet
            if self._membership.observe():
                self._after_rebalance()
        except KafkaError as problem:
            logger.warning("bus member could not be kept", extra={"group": self._group, "error": type(problem).__name__})

    def _after_rebalance(self) -> None:
        """Restore the positions after the current batch; if a partition moved to another member, mark it as lost."""
        mine = self._consumer.assignment()
        for partition, returned in self._returned.items():
            position = self._position(partition) if partition in mine else None
            if position == returned.first:  # reset to the committed offset by a new membership
                self._consumer.seek(partition, returned.next)
            elif position != returned.next:
                self._lost = True

    def _position(self, partition: TopicPartition) -> int | None:
        try:
            return int(self._consumer.position(partition, timeout_ms=_ASK_MS))
        except (KafkaError, TypeError):  # no position known within the timeout
            return None

    def health(self) -> Health:
        watched = self._membership
        return Health(watched.stable, watched.seconds, watched.rebalances, self._expired)

    def commit(self) -> None:
        if self._lost:
            self.rewind()
            raise Fenced(f"{self._group} lost a partition while its batch was in hand")
        self._consumer._fetcher.fetch_ahead()
        try:
            self._consumer.commit(timeout_ms=_COMMIT_MS)
        except _LOST as problem:
            self.rewind()
            raise Fenced(f"{self._group} lost its partitions: {problem!r}") from problem
        except KafkaError as problem:
            self.rewind()
            raise BusError(f"{self._group} cannot commit: {problem!r}") from problem
        self._returned.clear()

    def rewind(self) -> None:
        mine = self._consumer.assignment()
        for partition, returned in self._returned.items():
            if partition in mine:
                self._consumer.seek(partition, returned.first)
        self._returned.clear()
        self._lost = False

    def seek(self, topic: str, partition: int, offset: int) -> None:
        wanted = TopicPartition(topic, partition)
        try:
            self._consumer.seek(wanted, offset)
        except ValueError as problem:
            raise Fenced(f"{topic}/{partition} is not this member's in {self._group}") from problem
        self._returned.pop(wanted, None)

    def close(self) -> None:
        self._keeper.close()
        self._consumer.close(timeout_ms=_CLOSE_MS)


def _record(found: Any) -> Record:
    return Record(
        found.topic, found.partition, found.offset, (found.key or b"").decode(), found.value or b"",
        tuple(found.headers), found.timestamp)
