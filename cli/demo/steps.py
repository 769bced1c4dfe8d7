"""What the demo does, step by step, with the time that each takes."""
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cli.endings import say


class Steps:
    """Seconds by step, told while it runs."""

    def __init__(self, *, is_told: bool = True) -> None:
        self._is_told = is_told
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, outcome: str = "") -> Iterator[list[str]]:
        """Time a step; what is put into the list is told with it. The same name again adds up."""
        told: list[str] = []
        began = time.monotonic()
        yield told
        seconds = time.monotonic() - began
        self._seconds[name] = self._seconds.get(name, 0.0) + seconds
        if self._is_told:
            say(f"{seconds:7.2f} s  {name}" + "".join(f"\n           {line}" for line in told))

    def as_rows(self) -> list[dict[str, object]]:
        """As acceptance.md fixes it."""
        return [{"name": name, "seconds": round(seconds, 2)} for name, seconds in self._seconds.items()]
