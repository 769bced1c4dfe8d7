"""Gauges that a service declares over its own tables: `@gauges.gauge("ontzorg_…", "What it measures.")`."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prometheus_client.core import Metric

from shared.db.session import Database, Session
from shared.observability.lookups import FRESH_SECONDS, PATIENCE_SECONDS, Lookup
from shared.observability.metrics import Gauge

Value = Callable[[Session], float]


@dataclass(frozen=True, slots=True)
class OwnGauge:
    """A gauge of one service.

    :ivar every_seconds: how long a value stays valid
    :ivar is_expensive: the value is refreshed in the background, not during the scrape
    """

    gauge: Gauge
    value: Value
    every_seconds: float
    is_expensive: bool


class OwnGauges:
    """The gauges of one service."""

    def __init__(self) -> None:
        self._gauges: list[OwnGauge] = []

    def gauge(self, name: str, help: str, *, every_seconds: float = FRESH_SECONDS,
              is_expensive: bool = False) -> Callable[[Value], Value]:
        """Register a function that returns the value of a gauge."""
        def register(value: Value) -> Value:
            self._gauges.append(OwnGauge(Gauge(name, help), value, every_seconds, is_expensive))
            return value
        return register

    def __iter__(self) -> Iterator[OwnGauge]:
        return iter(self._gauges)

    def lookups(self, database: Database) -> list[Lookup]:
        """Return one lookup per gauge on this database."""
        return [Lookup("database", _asking(database, own), fresh_seconds=own.every_seconds,
                       patience_seconds=0 if own.is_expensive else PATIENCE_SECONDS) for own in self._gauges]


def _asking(database: Database, own: OwnGauge) -> Callable[[], list[Metric]]:
    def ask() -> list[Metric]:
        with database.reading() as session:
            return [own.gauge.sample(own.value(session))]
    return ask
