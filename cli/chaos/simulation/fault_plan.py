"""The faults of a simulation and their moments, drawn from a seed so that a run can be repeated exactly."""
import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TextIO, TypeVar

T = TypeVar("T")


class Killed(BaseException):
    """The simulated process was killed between two steps; only the scheduler of the simulation catches this."""


class Fault(StrEnum):
    """A kind of fault."""

    KILL = "kills"
    OTHER_FIRST = "turns of another in between"
    PUBLISH_REFUSED = "publish calls refused"
    PUBLISH_UNKNOWN = "publish calls failed though stored"
    DOUBLE = "doubled deliveries"
    EMPTY_POLL = "polls without an answer"
    FENCED = "commits fenced"
    COMMIT_LOST = "commits without an answer"
    REBALANCE = "rebalances"
    AWAY = "outages of the bus"
    HANDLER = "handlers that failed"
    POISON = "events that could not be handled"
    DATABASE = "statements that failed"
    LOCKED = "waits for a lock given up"


CHANCES: dict[Fault, float] = {
    Fault.KILL: 0.012, Fault.OTHER_FIRST: 0.06, Fault.PUBLISH_REFUSED: 0.08, Fault.PUBLISH_UNKNOWN: 0.08,
    Fault.DOUBLE: 0.15, Fault.EMPTY_POLL: 0.1, Fault.FENCED: 0.08, Fault.COMMIT_LOST: 0.06, Fault.REBALANCE: 0.04,
    Fault.AWAY: 0.01, Fault.HANDLER: 0.02, Fault.POISON: 0.006, Fault.DATABASE: 0.02,
}
"""The probability of each fault per opportunity."""


class Trace:
    """The log of a run; equal seeds give equal digests."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out
        self._digest = hashlib.sha256()

    def note(self, *words: object) -> None:
        """Append a line."""
        line = " ".join(map(str, words))
        self._digest.update(line.encode() + b"\n")
        if self._out is not None:
            print(line, file=self._out)

    @property
    def digest(self) -> str:
        """The digest of all lines so far."""
        return self._digest.hexdigest()


class FaultPlan:
    """Decides by seed when a fault occurs, and counts the faults.

    :ivar seen: number of occurrences of each fault
    """

    def __init__(self, seed: int, trace: Trace) -> None:
        self.random = random.Random(seed)
        self.seen: Counter[Fault] = Counter()
        self._trace = trace
        self._ids = random.Random(~seed)
        intensity = self.random.choice((0.3, 1.0, 1.0, 2.0))
        self._chances = {fault: chance * intensity for fault, chance in CHANCES.items()}

    def occurs(self, fault: Fault, *, where: str = "", odds: float = 1.0) -> bool:
        """Decide whether a fault occurs now, and record it if so.

        :param odds: factor on the probability at this place
        """
        if self.random.random() >= self._chances.get(fault, 0.0) * odds:
            return False
        self.note(fault, where)
        return True

    def note(self, fault: Fault, where: str) -> None:
        """Record a fault."""
        self.seen[fault] += 1
        self._trace.note("FAULT", fault, where)

    def stop(self) -> None:
        """Let no more faults occur."""
        self._chances = {}

    def pick(self, options: Sequence[T]) -> T:
        """Choose one of the options by the seed."""
        return self.random.choice(options)

    def id_bits(self) -> int:
        """Return the 80 random bits of a new id."""
        return self._ids.getrandbits(80)
