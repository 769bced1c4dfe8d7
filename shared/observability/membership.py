"""Whether the reader of a service has its place in its group: asked of the subscription itself, which asks nobody."""
from collections.abc import Iterator

from prometheus_client.core import Metric

from shared.bus.port import Subscription
from shared.observability import metrics as catalogue


class Membership:
    """The present subscription of a consumer; there is none before it joins and while the bus is away."""

    def __init__(self) -> None:
        self._present: Subscription | None = None

    def begin(self, subscription: Subscription) -> None:
        """Look at this one from now on."""
        self._present = subscription

    def end(self) -> None:
        """It is being closed."""
        self._present = None

    def collect(self) -> Iterator[Metric]:
        """How it stands."""
        present = self._present
        if present is None:
            return
        health = present.health()
        yield catalogue.MEMBER_JOINS.telling(health.rebalances)
        yield catalogue.MEMBER_UNSETTLED.telling(0.0 if health.stable else health.seconds)
        yield catalogue.MEMBER_EXPIRED.telling(health.expired_records)
