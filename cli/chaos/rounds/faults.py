"""Who is killed, and when: after one of the steps of a delivery, or at any moment."""
import os
import random
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from shared.bus.port import Bus, Message
from shared.messaging.steps import Step


@dataclass(frozen=True, slots=True)
class Faults:
    """What is done to a round.

    :ivar kills: processes ended by SIGKILL, half of them after a chosen step, half at any moment
    :ivar doubles_events: every event is published twice, and events of different keys change places
    :ivar outages: times the bus goes away, for `outage_seconds` each
    :ivar database_restarts: times PostgreSQL is restarted
    :ivar jump_days: at the end the clock jumps so many days at once
    :ivar sabotage: `loss` or `order`: the bus itself breaks its promise, which the end must show
    """

    kills: int = 0
    doubles_events: bool = False
    outages: int = 0
    outage_seconds: float = 3.0
    database_restarts: int = 0
    jump_days: int = 0
    sabotage: str = ""


@dataclass(slots=True)
class Fate:
    """How one process will end.

    :ivar step: after which step it ends itself, on its `nth` time there
    :ivar seconds: or how long after its start it is killed from outside
    """

    step: Step | None = None
    nth: int = 1
    seconds: float | None = None

    @classmethod
    def drawn(cls, rng: random.Random) -> "Fate":
        """One of those that a worker can meet."""
        if rng.random() < 0.5:
            return cls(step=rng.choice(list(Step)), nth=rng.randrange(1, 4))
        return cls(seconds=rng.uniform(0.05, 1.2))

    def watch(self, step: Step) -> None:
        """End this process without a word, as a machine that loses its power would."""
        if step is self.step:
            self.nth -= 1
            if self.nth == 0:
                os.kill(os.getpid(), signal.SIGKILL)


SPARED = Fate()
"""Of a process that lives until the end."""


class BusBefore:
    """Stands before a real bus."""

    def __init__(self, bus: Bus, rng: random.Random) -> None:
        self._bus = bus
        self._rng = rng

    def __getattr__(self, name: str) -> object:
        return getattr(self._bus, name)


class DoublingBus(BusBefore):
    """Publishes everything twice, and shuffles messages of different keys."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """All messages, then all again; order within a key is kept."""
        self._bus.publish(self._shuffled(messages), timeout)
        self._bus.publish(self._shuffled(messages), timeout)

    def _shuffled(self, messages: Sequence[Message]) -> list[Message]:
        queues: dict[tuple[str, str], list[Message]] = {}
        for message in messages:
            queues.setdefault((message.topic, message.key), []).append(message)
        order = [key for key, queue in queues.items() for _ in queue]
        self._rng.shuffle(order)
        return [queues[key].pop(0) for key in order]


class LosingBus(BusBefore):
    """Acknowledges a tenth of all messages without keeping them."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Some of them."""
        self._bus.publish([message for message in messages if self._rng.random() > 0.1], timeout)


class OvertakingBus(BusBefore):
    """Publishes what it gets last first, also of one key."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """In reverse."""
        self._bus.publish(list(reversed(messages)), timeout)


def bus_before(bus: Bus, faults: Faults, rng: random.Random) -> Bus:
    """What stands between a worker and its bus in a round with these faults."""
    wanted = "double" if faults.doubles_events else faults.sabotage
    before = {"double": DoublingBus, "loss": LosingBus, "order": OvertakingBus}.get(wanted)
    return cast(Bus, before(bus, rng)) if before else bus
