"""Restarts processes that end, with increasing delays, and reports each event in a sentence."""
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cli.endings import Misbehaved, WrongInput
from cli.platform.state import shown

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
SOUND_SECONDS = 60.0
"""After this running time the delay before the next restart is short again."""


@dataclass(slots=True)
class Watched:
    """A supervised process.

    :ivar how_ended: returns exit code, or minus the signal; None while it runs
    :ivar start_again: restarts it; may raise `Misbehaved` or `WrongInput`
    :ivar is_ready: returns whether it is ready
    :ivar pid: present process id
    :ivar restarts: number of restarts
    :ivar failures: number of ends since it last ran long enough
    :ivar trouble: how it last ended
    :ivar due_at: time of the next restart by the monotonic clock; None while it runs
    """

    name: str
    role: str
    log: Path
    how_ended: Callable[[], int | None]
    start_again: Callable[[], None]
    is_ready: Callable[[], bool]
    pid: Callable[[], int]
    port: int | None = None
    restarts: int = 0
    failures: int = 0
    trouble: str = ""
    due_at: float | None = None
    started_at: float = 0.0
    is_back: bool = True

    def step(self, now: float) -> Iterator[str]:
        """Detect the end and restart when due; returns a sentence per event."""
        if self.due_at is not None:
            if now >= self.due_at:
                yield from self._start(now)
        elif (code := self.how_ended()) is not None:
            if now - self.started_at > SOUND_SECONDS:
                self.failures = 0
            yield self._plan(f"stopped by itself ({described(code)})", now)
        elif not self.is_back and self.is_ready():
            self.is_back = True
            yield f"{self.name} works again."

    def _start(self, now: float) -> Iterator[str]:
        try:
            self.start_again()
        except (Misbehaved, WrongInput, OSError) as problem:
            yield self._plan(f"could not be started ({getattr(problem, 'message', problem)})", now)
            return
        self.restarts += 1
        self.due_at, self.started_at, self.is_back = None, now, False

    def _plan(self, trouble: str, now: float) -> str:
        pause = min(FIRST_PAUSE_SECONDS * 2**self.failures, LONGEST_PAUSE_SECONDS)
        self.failures, self.trouble, self.due_at = self.failures + 1, trouble, now + pause
        return f"{self.name} {trouble} and is started again in {pause:.0f} s; its log: {shown(self.log)}"


def described(code: int) -> str:
    """How a process ended."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
