"""The events of the log without repeats, in order of first arrival."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cli.chaos.invariants import Log
from shared.events.base import Event
from shared.messaging.delivery import read

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Logged:
    """An event with its metadata from the log."""

    event_id: str
    topic: str
    key: str
    type: str
    sequence: int
    event: Event | None


def first_arrivals(log: Log) -> list[Logged]:
    """Return every event once, per partition in the order of the log."""
    found: dict[str, Logged] = {}
    for records in log.values():
        for record in records:
            delivery = read(record)
            if delivery.envelope is not None and delivery.event_id not in found:
                found[delivery.event_id] = Logged(delivery.event_id, record.topic, record.key, delivery.type,
                                                  delivery.envelope.sequence or 0, delivery.event)
    return list(found.values())


def events_of(arrived: Sequence[Logged], *classes: type[E]) -> Iterator[E]:
    """Yield the events of the given classes."""
    return (logged.event for logged in arrived if isinstance(logged.event, classes))
