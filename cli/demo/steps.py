"""The steps of the demo with their durations."""
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cli.endings import say


class Steps:
    """Seconds by step, printed during the run."""

    def __init__(self, *, prints: bool = True) -> None:
        self._prints = prints
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, outcome: str = "") -> Iterator[list[str]]:
        """Time a step; lines added to the yielded list are printed with it. Durations of equal names add up."""
        details: list[str] = []
        began = time.monotonic()
        yield details
        seconds = time.monotonic() - began
        self._seconds[name] = self._seconds.get(name, 0.0) + seconds
        if self._prints:
            say(f"{seconds:7.2f} s  {name}" + "".join(f"\n           {line}" for line in details))

    def as_rows(self) -> list[dict[str, object]]:
        """The steps in the format of acceptance.md."""
        return [{"name": name, "seconds": round(seconds, 2)} for name, seconds in self._seconds.items()]
