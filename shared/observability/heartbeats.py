"""Heartbeats of the threads of a worker: each check of the stop flag counts as a beat."""
import threading
import time
from collections.abc import Callable, Iterator

from prometheus_client.core import Metric

from shared.observability.metrics import HEARTBEAT_AGE

LONGEST_ROUND_SECONDS = 900.0
"""Longer than the longest job and the largest batch may take; a thread without a beat for longer than this hangs."""


class HeartbeatEvent(threading.Event):
    """The stop flag of one thread; it mirrors the shared `stop` and records when it was last checked."""

    def __init__(self, stop: threading.Event, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._stop = stop
        self._monotonic = monotonic
        self._beat_at = monotonic()

    def is_set(self) -> bool:
        """Record a beat and return whether the thread must stop."""
        self._beat_at = self._monotonic()
        return self._stop.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Record a beat and wait for the stop."""
        self._beat_at = self._monotonic()
        return self._stop.wait(timeout)

    @property
    def age_seconds(self) -> float:
        """Seconds since the last beat."""
        return max(0.0, self._monotonic() - self._beat_at)


class Heartbeats:
    """The heartbeats of all threads of a worker, by the name of the part that runs in the thread."""

    def __init__(self, stop: threading.Event, parts: list[str], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._events = {part: HeartbeatEvent(stop, monotonic) for part in parts}

    def of(self, part: str) -> HeartbeatEvent:
        """Return the stop flag to give to a part."""
        return self._events[part]

    def silent(self, longer_than: float = LONGEST_ROUND_SECONDS) -> list[str]:
        """Return the parts whose last beat is more than `longer_than` seconds ago."""
        return [part for part, event in self._events.items() if event.age_seconds > longer_than]

    def collect(self) -> Iterator[Metric]:
        """Yield the age of each heartbeat for Prometheus."""
        family = HEARTBEAT_AGE.family()
        for part, event in self._events.items():
            family.add_metric([part], event.age_seconds)
        yield family
