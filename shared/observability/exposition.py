"""The metrics page of one process in Prometheus text format.

Gunicorn runs one worker per container, so the registry of the process is complete; no multiprocess directory is needed.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Source(Protocol):
    """Supplies metric families on request."""

    def collect(self) -> Iterable[Metric]:
        """Return the current values."""
        ...


@dataclass(frozen=True, slots=True)
class Exposition:
    """Render metrics with the labels `component` and `role` on every sample.

    The labels come from the process itself, so alert rules do not depend on how a platform labels its targets.

    :ivar component: the service
    :ivar role: web or worker
    """

    component: str
    role: str

    def render(self, *sources: Source) -> bytes:
        """Return the counters of this process and the current values of the sources."""
        return generate_latest(_Labelled({"component": self.component, "role": self.role}, (REGISTRY, *sources)))


class _Labelled(Collector):
    def __init__(self, labels: dict[str, str], sources: Iterable[Source]) -> None:
        self._labels = labels
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        for source in self._sources:
            for family in source.collect():
                family.samples = [sample._replace(labels=self._labels | sample.labels) for sample in family.samples]
                yield family
