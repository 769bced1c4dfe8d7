"""Counters of handled and parked events. Call them after the commit of the transaction."""
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from shared.observability.metrics import EVENTS_HANDLED, EVENTS_PARKED


class Typed(Protocol):
    """An object with an event type."""

    @property
    def type(self) -> str:
        """The event type."""
        ...


def count_handled(events: Iterable[Typed]) -> None:
    """Count events whose effect is committed."""
    for event_type, times in Counter(event.type for event in events).items():
        EVENTS_HANDLED.labels(event_type).inc(times)


def count_parked(reasons: Iterable[str]) -> None:
    """Count parked events by reason."""
    for reason, times in Counter(reasons).items():
        EVENTS_PARKED.labels(reason).inc(times)
