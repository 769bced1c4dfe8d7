"""Gauges of a service's membership in its consumer group, read from the subscription without a network call."""
from collections.abc import Iterator

from prometheus_client.core import Metric

from shared.bus.port import Subscription
from shared.observability import metrics as catalogue


class Membership:
    """Tracks the current subscription of a consumer; there is none before it joins and while the bus is down."""

    def __init__(self) -> None:
        self._present: Subscription | None = None

    def begin(self, subscription: Subscription) -> None:
        """Report on this subscription from now on."""
        self._present = subscription

    def end(self) -> None:
        """Report nothing until the next subscription begins."""
        self._present = None

    def collect(self) -> Iterator[Metric]:
        """Yield the joins, the time without a stable group and the expired records."""
        present = self._present
        if present is None:
            return
        health = present.health()
        yield catalogue.MEMBER_JOINS.sample(health.rebalances)
        yield catalogue.MEMBER_UNSETTLED.sample(0.0 if health.stable else health.seconds)
        yield catalogue.MEMBER_EXPIRED.sample(health.expired_records)
