"""Processes that end by themselves are started again, later each time they fail; who watches is told in a sentence."""
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cli.endings import Misbehaved, WrongInput
from cli.platform.state import shown

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
SOUND_SECONDS = 60.0
"""A process that ran so long has overcome what ended it: the next pause is a short one again."""


@dataclass(slots=True)
class Watched:
    """A process that has to run.

    :ivar how_ended: exit code, or minus the signal; None while it runs
    :ivar start_again: starts it; may raise `Misbehaved` or `WrongInput`
    :ivar is_ready: whether it does its work
    :ivar pid: of the process as it runs now
    :ivar restarts: how often it was started again
    :ivar failures: how often it ended since it last ran for a while
    :ivar trouble: how it last ended
    :ivar due_at: when it is started again, by the monotonic clock; None while it runs
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
        """Notice the end, start again when it is time; a sentence for each thing that happened."""
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
