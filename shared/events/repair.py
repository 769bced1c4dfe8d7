"""What readers and producers tell each other when events went missing on the way. Key: that of the aggregate.

On a topic of its own that all services write and read; no personal data, and no order between its writers.
"""
from dataclasses import dataclass

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class RepairEvent(Event):
    """Common to both.

    :ivar aggregate_topic: where the events of the aggregate are told; its producer answers
    :ivar reader: the service that asks
    """

    KEY = "aggregate_key"
    aggregate_topic: str
    aggregate_key: str
    reader: str


@dataclass(frozen=True, kw_only=True)
class SnapshotRequested(RepairEvent):
    """A reader found events of an aggregate missing. Emitted by every consumer;
    the producer answers with a snapshot among its events of that key.

    :ivar after_sequence: up to which event the reader is whole; 0 for nothing
    """

    TYPE = "nl.verzuim.repair.snapshot.requested.v1"
    after_sequence: int


@dataclass(frozen=True, kw_only=True)
class SnapshotUnavailable(RepairEvent):
    """The producer has nothing of that aggregate any more: the reader goes on with what it has. Emitted by the producer."""

    TYPE = "nl.verzuim.repair.snapshot.unavailable.v1"


REPAIR_TOPIC = SnapshotRequested.topic()
