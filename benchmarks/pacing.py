"""A stream of single events at a steady pace, and the moments of each: standard library only, for peers too.

Moments are seconds of the machine's monotonic clock, which all processes share.
"""
import json
import os

RATE = int(os.environ.get("BENCHMARK_RATE", "500"))
WARM_UP = 2 * RATE
EVENTS = WARM_UP + 10 * RATE
POLICIES = 1_000


def due_after(number: int) -> float:
    """Seconds after the start at which an event is due."""
    return number / RATE


def policy_of(number: int) -> str:
    """The key of an event."""
    return f"P-{number * 7919 % POLICIES:06}"


class Moments:
    """When each event, by its number, reached some point."""

    def __init__(self) -> None:
        self._at: dict[int, list[float]] = {}

    def note(self, number: int, *moments: float) -> None:
        """Keep the moments of an event; the first time only, for what is delivered twice."""
        self._at.setdefault(number, list(moments))

    @property
    def are_all(self) -> bool:
        """Whether every event was noted."""
        return len(self._at) >= EVENTS

    def tell(self) -> None:
        """Print all for the process that asked."""
        print(json.dumps(self._at), flush=True)


def say_ready() -> None:
    """Tell the process that asked that this one can begin."""
    print("ready", flush=True)
