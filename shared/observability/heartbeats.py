"""Does each part of a worker still come round? A part shows that it does by looking whether it must stop."""
import threading
import time
from collections.abc import Callable, Iterator

from prometheus_client.core import Metric

from shared.observability.metrics import HEARTBEAT_AGE

LONGEST_ROUND_SECONDS = 900.0
"""Longer than the longest job and the largest batch may take; a part that is silent for so long hangs."""


class Heart(threading.Event):
    """What a part is given as its `stop`: set when `stop` is, and each look at it is a beat."""

    def __init__(self, stop: threading.Event, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._stop = stop
        self._monotonic = monotonic
        self._beat_at = monotonic()

    def is_set(self) -> bool:
        """Whether the part must stop."""
        self._beat_at = self._monotonic()
        return self._stop.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait to be stopped."""
        self._beat_at = self._monotonic()
        return self._stop.wait(timeout)

    @property
    def age_seconds(self) -> float:
        """Since the last beat."""
        return max(0.0, self._monotonic() - self._beat_at)


class Heartbeats:
    """The hearts of all parts of a worker."""

    def __init__(self, stop: threading.Event, parts: list[str], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._hearts = {part: Heart(stop, monotonic) for part in parts}

    def of(self, part: str) -> Heart:
        """The heart of a part."""
        return self._hearts[part]

    def silent(self, longer_than: float = LONGEST_ROUND_SECONDS) -> list[str]:
        """The parts that have not come round for so many seconds."""
        return [part for part, heart in self._hearts.items() if heart.age_seconds > longer_than]

    def collect(self) -> Iterator[Metric]:
        """Their ages, for Prometheus."""
        family = HEARTBEAT_AGE.family()
        for part, heart in self._hearts.items():
            family.add_metric([part], heart.age_seconds)
        yield family
