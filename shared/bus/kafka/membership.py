"""Watches how a consumer of kafka-python 3.0.12 stands in its group."""
import logging
import time
from typing import Any

logger = logging.getLogger(__name__)


class Membership:
    """The state of one consumer in its group; `observe` after every poll.

    :ivar rebalances: how often it joined
    """

    def __init__(self, consumer: Any, group: str, session_seconds: float) -> None:
        self._coordinator = consumer._coordinator
        self._group = group
        self._session_seconds = session_seconds
        self._generation: tuple[int, str] | None = None
        self._since = time.monotonic()
        self._told_at = self._since
        self.stable = False
        self.rebalances = 0

    @property
    def seconds(self) -> float:
        """How long it has been, or has not been, stable."""
        return time.monotonic() - self._since

    def observe(self) -> bool:
        """Note the present state; whether the member joined since the last time.

        A member that is not stable for longer than its session reads nothing: that is told, once a session.
        """
        stable = str(self._coordinator.state) == "<stable>" and not self._coordinator.coordinator_unknown()
        now = time.monotonic()
        if stable != self.stable:
            self.stable, self._since, self._told_at = stable, now, now
        elif not stable and now - self._told_at > self._session_seconds:
            self._told_at = now
            logger.warning("bus member is without its group",
                           extra={"group": self._group, "seconds": round(now - self._since)})
        return self._joined() if stable else False

    def _joined(self) -> bool:
        generation = self._coordinator._generation
        present = (generation.generation_id, generation.member_id)
        if present == self._generation:
            return False
        self._generation = present
        self.rebalances += 1
        logger.info("bus member joined its group", extra={"group": self._group, "generation": present[0]})
        return True
