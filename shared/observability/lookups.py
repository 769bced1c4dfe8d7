"""Gauges whose value comes from a database or the bus, cached so that frequent scrapes and outages cause no load."""
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator

from prometheus_client.core import Metric

from shared.observability.metrics import DEPENDENCY_UP

log = logging.getLogger(__name__)

FRESH_SECONDS = 5.0
PATIENCE_SECONDS = 2.0
"""How long a scrape waits for one lookup; Prometheus waits ten seconds for the whole page."""


class Lookup:
    """The cached result of one query, refreshed by one thread at a time.

    :param dependency: what is queried, the label of `ontzorg_dependency_up`
    :param ask: returns the values or raises; may be slow
    :param fresh_seconds: how long a result stays valid
    :param patience_seconds: how long a scrape waits for a new result; 0 refreshes an expensive query in the background
    """

    def __init__(self, dependency: str, ask: Callable[[], Iterable[Metric]], *, fresh_seconds: float = FRESH_SECONDS,
                 patience_seconds: float = PATIENCE_SECONDS, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.dependency = dependency
        self._ask = ask
        self._fresh_seconds = fresh_seconds
        self._patience_seconds = patience_seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._asking: threading.Thread | None = None
        self._asked_at = float("-inf")
        self._known: list[Metric] = []
        self._is_up = True

    def values(self) -> tuple[bool, list[Metric]]:
        """Return whether the dependency answers, and its values; no values if it does not answer in time."""
        with self._lock:
            if self._asking is None and self._monotonic() - self._asked_at > self._fresh_seconds:
                self._asking = threading.Thread(target=self._look, name=f"lookup-{self.dependency}", daemon=True)
                self._asking.start()
            asking = self._asking
        if asking and self._patience_seconds:
            asking.join(self._patience_seconds)
            if asking.is_alive():
                return False, []
        return self._is_up, [_copy(family) for family in self._known]

    def _look(self) -> None:
        try:
            self._known, self._is_up = list(self._ask()), True
        except Exception as problem:  # one failing lookup must not take the other metrics away
            self._known, self._is_up = [], False
            log.warning("a gauge cannot be looked up", extra={"of": self.dependency, "error": type(problem).__name__})
        with self._lock:
            self._asked_at, self._asking = self._monotonic(), None


class Lookups:
    """The lookups of a process as one source, with `ontzorg_dependency_up` per dependency."""

    def __init__(self, *lookups: Lookup) -> None:
        self._lookups = lookups

    def collect(self) -> Iterator[Metric]:
        """Yield the values of all lookups, then the availability of each dependency."""
        is_up: dict[str, bool] = {}
        for lookup in self._lookups:
            answers, families = lookup.values()
            is_up[lookup.dependency] = is_up.get(lookup.dependency, True) and answers
            yield from families
        up = DEPENDENCY_UP.family()
        for dependency, answers in is_up.items():
            up.add_metric([dependency], float(answers))
        yield up


def _copy(family: Metric) -> Metric:
    copy = Metric(family.name, family.documentation, family.type)
    copy.samples = list(family.samples)
    return copy
