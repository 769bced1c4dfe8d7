"""Observes the state of a consumer of kafka-python 3.0.12 in its group."""
import logging
import time
from typing import Any

logger = logging.getLogger(__name__)


class Membership:
    """The state of one consumer in its group; call `observe` after every poll.

    :ivar stable: whether it is a member with partitions and a known coordinator
    :ivar rebalances: number of joins
    """

    def __init__(self, consumer: Any, group: str, session_seconds: float) -> None:
        self._coordinator = consumer._coordinator
        self._group = group
        self._session_seconds = session_seconds
        self._generation: tuple[int, str] | None = None
        self._since = time.monotonic()
        self._warned_at = self._since
        self.stable = False
        self.rebalances = 0

    @property
    def seconds(self) -> float:
        """Time since it last became stable or unstable."""
        return time.monotonic() - self._since

    def observe(self) -> bool:
        """Record the current state and return whether the member joined since the last call.

        A member that is unstable for longer than its session reads nothing; a warning is logged once per session.
        """
        stable = str(self._coordinator.state) == "<stable>" and not self._coordinator.coordinator_unknown()
        now = time.monotonic()
        if stable != self.stable:
            self.stable, self._since, self._warned_at = stable, now, now
        elif not stable and now - self._warned_at > self._session_seconds:
            self._warned_at = now
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
