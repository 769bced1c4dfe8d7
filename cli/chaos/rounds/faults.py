"""The faults of a round: kills at a step of a delivery or at any moment, and wrappers that make the bus misbehave."""
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
"""Between a send and its acknowledgement, when the message may be stored or not."""
POINTS = (*map(str, Step), SENDING)
"""The points at which a worker can be killed, each between two steps."""
COMMAND_POINTS = ("command before commit", "command committed")
"""The points at which the driver can be killed."""
ANY_MOMENT = "any moment"
LONGEST_SEND_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of one round.

    :ivar kills: number of SIGKILLs: first one at every point, then half of them at a point and half at any moment
    :ivar doubles_events: publish every event twice, and shuffle events with different keys
    :ivar outages: number of bus outages of `outage_seconds` each
    :ivar database_restarts: number of PostgreSQL restarts
    :ivar partition_raises: number of times that the busiest topic gets more partitions under load
    :ivar jump_days: days that the clock jumps at the end
    :ivar sabotage: `loss` or `order`: the bus breaks its contract, which the audit must detect
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
class KillPlan:
    """When one process is killed.

    :ivar point: the point at which it kills itself, when it is there for the `nth` time
    :ivar seconds: alternatively, the time after its start at which it is killed from outside
    """

    point: str = ""
    nth: int = 1
    seconds: float | None = None

    @classmethod
    def drawn(cls, rng: random.Random, unmet: Sequence[str]) -> "KillPlan":
        """Draw a plan for a worker.

        :param unmet: points at which no process was killed yet, nor is planned to be
        """
        if unmet or rng.random() < 0.5:
            return cls(point=rng.choice(unmet or POINTS), nth=rng.randrange(1, 4))
        return cls(seconds=rng.uniform(0.05, 1.2))

    def is_due(self, point: str) -> bool:
        """Count a visit to a point and return whether the process must be killed now."""
        if point != self.point:
            return False
        self.nth -= 1
        return self.nth == 0

    def watch(self, step: Step) -> None:
        """Kill this process if it is due at this step."""
        if self.is_due(step):
            end_this_process()


def end_this_process() -> NoReturn:
    """Kill this process without any clean-up, as a power failure would."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


NEVER = KillPlan()
"""The plan of a process that is not killed."""


class BusWrapper:
    """Delegates to a real bus."""

    def __init__(self, bus: Bus, rng: random.Random) -> None:
        self._bus = bus
        self._rng = rng

    def __getattr__(self, name: str) -> object:
        return getattr(self._bus, name)


class DoublingBus(BusWrapper):
    """Publishes everything twice and shuffles messages with different keys."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Publish all messages, then all again; the order per key is kept."""
        self._bus.publish(self._shuffled(messages), timeout)
        self._bus.publish(self._shuffled(messages), timeout)

    def _shuffled(self, messages: Sequence[Message]) -> list[Message]:
        queues: dict[tuple[str, str], list[Message]] = {}
        for message in messages:
            queues.setdefault((message.topic, message.key), []).append(message)
        order = [key for key, queue in queues.items() for _ in queue]
        self._rng.shuffle(order)
        return [queues[key].pop(0) for key in order]


class KillingBus(BusWrapper):
    """Kills its process between a send and its acknowledgement."""

    def __init__(self, bus: Bus, rng: random.Random, kill_plan: KillPlan) -> None:
        super().__init__(bus, rng)
        self._kill_plan = kill_plan

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Publish; if a kill is due, kill the process before the acknowledgement is processed."""
        if not self._kill_plan.is_due(SENDING):
            return self._bus.publish(messages, timeout)
        threading.Thread(target=self._end_soon, daemon=True).start()
        self._bus.publish(messages, timeout)
        end_this_process()

    def _end_soon(self) -> None:
        time.sleep(self._rng.uniform(0, LONGEST_SEND_SECONDS))
        end_this_process()


class LosingBus(BusWrapper):
    """Acknowledges a tenth of all messages without storing them."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Publish nine tenths of the messages."""
        self._bus.publish([message for message in messages if self._rng.random() > 0.1], timeout)


class OvertakingBus(BusWrapper):
    """Publishes messages in reverse order, also those with the same key."""

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        """Publish the messages in reverse order."""
        self._bus.publish(list(reversed(messages)), timeout)


def wrapped_bus(bus: Bus, faults: Faults, rng: random.Random, kill_plan: KillPlan) -> Bus:
    """Wrap the bus of a worker for a round with these faults."""
    wanted = "double" if faults.doubles_events else faults.sabotage
    before = {"double": DoublingBus, "loss": LosingBus, "order": OvertakingBus}.get(wanted)
    return cast(Bus, KillingBus(cast(Bus, before(bus, rng)) if before else bus, rng, kill_plan))
