"""Reading Apache Kafka as one member of a group."""
import logging
from collections.abc import Sequence
from typing import Any

from shared.bus.kafka_client import (
    CONNECTION,
    CommitFailedError,
    FencedInstanceIdError,
    IllegalGenerationError,
    KafkaConsumer,
    KafkaError,
    RangePartitionAssignor,
    RebalanceInProgressError,
    TopicPartition,
    UnknownMemberIdError,
)
from shared.bus.kafka_producer import await_broker
from shared.bus.port import BusError, Fenced, Record

logger = logging.getLogger(__name__)

_LOST = (
    CommitFailedError, FencedInstanceIdError, IllegalGenerationError, RebalanceInProgressError, UnknownMemberIdError)
_COMMIT_MS = 15_000
_CLOSE_MS = 5_000


class KafkaSubscription:
    """A Subscription by the classic group protocol: range assignor, and static membership for a named member.

    A static member keeps its partitions when it closes, until its session ends: a restart moves nothing.
    """

    def __init__(
        self, servers: list[str], group: str, topics: Sequence[str], member: str | None, *,
        session_seconds: float, stall_seconds: float
    ) -> None:
        self._group = group
        self._returned_from: dict[TopicPartition, int] = {}
        await_broker(servers)
        try:
            self._consumer: Any = KafkaConsumer(
                bootstrap_servers=servers, group_id=group, group_instance_id=member,
                enable_auto_commit=False, auto_offset_reset="earliest", isolation_level="read_committed",
                partition_assignment_strategy=[RangePartitionAssignor],
                session_timeout_ms=int(session_seconds * 1000), heartbeat_interval_ms=500,
                max_poll_interval_ms=int(stall_seconds * 1000), max_poll_records=500,
                metadata_max_age_ms=30_000, **CONNECTION)
        except KafkaError as problem:
            raise BusError(f"{group} cannot subscribe: {problem!r}") from problem
        self._consumer.subscribe(list(topics))

    def poll(self, max_records: int = 500, timeout: float = 1.0) -> list[Record]:
        try:
            batches = self._consumer.poll(int(timeout * 1000), max_records=max_records)
        except FencedInstanceIdError as problem:
            raise Fenced(f"another process reads as the same member of {self._group}") from problem
        except KafkaError as problem:
            raise BusError(f"{self._group} cannot read: {problem!r}") from problem
        if not batches:
            self._revive()
        for partition, found in batches.items():
            self._returned_from.setdefault(partition, found[0].offset)
        return [_record(found) for batch in batches.values() for found in batch]

    def _revive(self) -> None:
        """Let a group leader join again that was left behind (kafka-python 3.0.12).

        If its topics' metadata changed and a poll ended before the join did, nobody finishes the join: it neither
        reads nor sends heartbeats, silently and for ever.
        """
        coordinator = self._consumer._coordinator
        joining = coordinator._join_task is not None and not coordinator._join_task.is_done
        if str(coordinator.state) != "<stable>" and not coordinator.need_rejoin() and not joining:
            logger.warning("bus member joins its group again", extra={"group": self._group})
            coordinator.request_rejoin()

    def commit(self) -> None:
        try:
            self._consumer.commit(timeout_ms=_COMMIT_MS)
        except _LOST as problem:
            self.rewind()
            raise Fenced(f"{self._group} lost its partitions: {problem!r}") from problem
        except KafkaError as problem:
            self.rewind()
            raise BusError(f"{self._group} cannot commit: {problem!r}") from problem
        self._returned_from.clear()

    def rewind(self) -> None:
        mine = self._consumer.assignment()
        for partition, offset in self._returned_from.items():
            if partition in mine:
                self._consumer.seek(partition, offset)
        self._returned_from.clear()

    def seek(self, topic: str, partition: int, offset: int) -> None:
        wanted = TopicPartition(topic, partition)
        try:
            self._consumer.seek(wanted, offset)
        except ValueError as problem:
            raise Fenced(f"{topic}/{partition} is not this member's in {self._group}") from problem
        self._returned_from.pop(wanted, None)

    def owned(self) -> set[tuple[str, int]]:
        return {(partition.topic, partition.partition) for partition in self._consumer.assignment()}

    def close(self) -> None:
        self._consumer.close(timeout_ms=_CLOSE_MS)


def _record(found: Any) -> Record:
    return Record(
        found.topic, found.partition, found.offset, (found.key or b"").decode(), found.value or b"",
        tuple(found.headers), found.timestamp)
