"""Events at a constant rate, and the times recorded for each; standard library only, because peers use it too.

Times are seconds of the machine's monotonic clock, which all processes share.
"""
import json
import os

RATE = int(os.environ.get("BENCHMARK_RATE", "500"))
WARM_UP = 2 * RATE
EVENTS = WARM_UP + 10 * RATE
POLICIES = 1_000


def due_after(number: int) -> float:
    """Return the seconds after the start at which an event is due."""
    return number / RATE


def policy_of(number: int) -> str:
    """Return the key of an event."""
    return f"P-{number * 7919 % POLICIES:06}"


class Moments:
    """The times at which each event, by its number, passed the measured points."""

    def __init__(self) -> None:
        self._at: dict[int, list[float]] = {}

    def note(self, number: int, *moments: float) -> None:
        """Record the times of an event; a duplicate delivery is ignored."""
        self._at.setdefault(number, list(moments))

    @property
    def are_all(self) -> bool:
        """Whether every event was recorded."""
        return len(self._at) >= EVENTS

    def print_result(self) -> None:
        """Print all times for the parent process."""
        print(json.dumps(self._at), flush=True)


def say_ready() -> None:
    """Tell the parent process that this one is ready."""
    print("ready", flush=True)
