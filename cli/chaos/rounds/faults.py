"""Who is killed, and when: at one of the points of a delivery, or at any moment; and what stands before the bus."""
import os
import random
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn, cast

from shared.bus.port import Bus, Message
from shared.messaging.steps import Step

SENDING = "sending"
"""Between the send and its acknowledgement: what is on its way may be stored or not."""
POINTS = (*map(str, Step), SENDING)
"""Where a worker can end; each stands after one step and before the next."""
COMMAND_POINTS = ("command before commit", "command committed")
"""Where the process of a use case can end."""
ANY_MOMENT = "any moment"
LONGEST_SEND_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Faults:
    """What is done to a round.

    :ivar kills: processes ended by SIGKILL: first one at every point, then half of them at a point, half at any moment
    :ivar doubles_events: every event is published twice, and events of different keys change places
    :ivar outages: times the bus goes away, for `outage_seconds` each
    :ivar database_restarts: times PostgreSQL is restarted
    :ivar partition_raises: times the busiest topic gets more partitions, while everybody reads and writes it
    :ivar jump_days: at the end the clock jumps so many days at once
    :ivar sabotage: `loss` or `order`: the bus itself breaks its promise, which the end must show
    """

    kills: int = 0
    doubles_events: bool = False
    outages: int = 0
    outage_seconds: float = 3.0
    database_restarts: int = 0
    partition_raises: int = 0
    jump_days: int = 0
    sabotage: str = ""


@dataclass(slots=True)
class Fate:
    """How one process will end.

    :ivar point: where it ends itself, on its `nth` time there
    :ivar seconds: or how long after its start it is killed from outside
    """

    point: str = ""
    nth: int = 1
    seconds: float | None = None

    @classmethod
    def drawn(cls, rng: random.Random, unmet: Sequence[str]) -> "Fate":
        """One of those that a worker can meet.

        :param unmet: points at which nobody has ended yet, and nobody is going to
        """
        if unmet or rng.random() < 0.5:
            return cls(point=rng.choice(unmet or POINTS), nth=rng.randrange(1, 4))
        return cls(seconds=rng.uniform(0.05, 1.2))

    def has_come(self, point: str) -> bool:
        """Whether this process is to end now that it is here."""
        if point != self.point:
            return False
        self.nth -= 1
        return self.nth == 0

    def watch(self, step: Step) -> None:
        """End this process if its time has come."""
        if self.has_come(step):
            end_this_process()


def end_this_process() -> NoReturn:
    """Without a word, as a machine that loses its power would."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


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


class FatalBus(BusBefore):
    """Ends its process while messages are on their way."""

    def __init__(self, bus: Bus, rng: random.Random, fate: Fate) -> None:
        super().__init__(bus, rng)
        self._fate = fate

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Send; whoever is to end here does so before it has seen an answer."""
        if not self._fate.has_come(SENDING):
            return self._bus.publish(messages, timeout)
        threading.Thread(target=self._end_soon, daemon=True).start()
        self._bus.publish(messages, timeout)
        end_this_process()

    def _end_soon(self) -> None:
        time.sleep(self._rng.uniform(0, LONGEST_SEND_SECONDS))
        end_this_process()


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


def bus_before(bus: Bus, faults: Faults, rng: random.Random, fate: Fate) -> Bus:
    """What stands between a worker and its bus in a round with these faults."""
    wanted = "double" if faults.doubles_events else faults.sabotage
    before = {"double": DoublingBus, "loss": LosingBus, "order": OvertakingBus}.get(wanted)
    return cast(Bus, FatalBus(cast(Bus, before(bus, rng)) if before else bus, rng, fate))
