"""The text that Prometheus reads, each value with the service and the process that tells it.

A process has threads and no siblings (gunicorn runs one worker), so its registry is the whole truth: there is nothing
to add up from files.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Source(Protocol):
    """Whatever can tell metrics."""

    def collect(self) -> Iterable[Metric]:
        """The present values."""
        ...


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells; on every value, so that rules need not know how a platform labels its targets.

    :ivar component: the service
    :ivar role: web or worker
    """

    component: str
    role: str


def exposition(teller: Teller, *sources: Source) -> bytes:
    """What this process counted, and what the sources tell now."""
    return generate_latest(_Labelled(teller, (REGISTRY, *sources)))


class _Labelled(Collector):
    def __init__(self, teller: Teller, sources: Iterable[Source]) -> None:
        self._labels = {"component": teller.component, "role": teller.role}
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        for source in self._sources:
            for family in source.collect():
                family.samples = [sample._replace(labels=self._labels | sample.labels) for sample in family.samples]
                yield family
