"""Messages between readers and producers about missing events. Key: that of the aggregate.

All services write and read their topic. They contain no personal data; messages of different writers have no order.
"""
from dataclasses import dataclass

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class RepairEvent(Event):
    """Common to both messages.

    :ivar aggregate_topic: topic of the aggregate's events; its producer answers
    :ivar reader: the service that requests the snapshot
    """

    KEY = "aggregate_key"
    aggregate_topic: str
    aggregate_key: str
    reader: str


@dataclass(frozen=True, kw_only=True)
class SnapshotRequested(RepairEvent):
    """A reader found that events of an aggregate are missing. Emitted by every consumer;
    the producer publishes a snapshot on its own topic, with the key of the aggregate.

    :ivar after_sequence: last sequence without a gap before it; 0 for none
    """

    TYPE = "nl.verzuim.repair.snapshot.requested.v1"
    after_sequence: int


@dataclass(frozen=True, kw_only=True)
class SnapshotUnavailable(RepairEvent):
    """The producer no longer has the aggregate; the reader continues with its copy. Emitted by the producer."""

    TYPE = "nl.verzuim.repair.snapshot.unavailable.v1"


REPAIR_TOPIC = SnapshotRequested.topic()
