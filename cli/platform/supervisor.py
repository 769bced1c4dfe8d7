"""Runs the planned processes until it is told to stop; one that dies stops all, with a sentence that names it."""
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from cli.endings import Misbehaved
from cli.platform import processes
from cli.platform.processes import Child, ProcessPlan
from cli.platform.readiness import is_ready
from cli.platform.state import shown

READY_SECONDS = 90.0
LOOK_SECONDS = 0.1


class Stopped(Exception):
    """SIGINT or SIGTERM came."""


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Within, SIGINT, SIGTERM and SIGHUP raise `Stopped` once; later ones are ignored, so that the end is orderly."""
    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    former = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def refuse_threads() -> None:
    """Called before anything is forked: a child has none of its parent's threads, but all the locks they held.

    :raises AssertionError: if this process has threads
    """
    if threading.active_count() > 1:
        raise AssertionError("a process with threads cannot be forked safely")


class Supervisor:
    """The children of this process."""

    def __init__(self, drop_in_child: Callable[[], None] = lambda: None) -> None:
        self.children: list[Child] = []
        self._guarded: list[tuple[str, Callable[[], bool], Path]] = []
        self._drop_in_child = drop_in_child

    def start(self, plans: Sequence[ProcessPlan]) -> None:
        """Fork every planned process."""
        for plan in plans:
            self.children.append(processes.start(plan, self._drop_in_child))

    def guard(self, name: str, is_alive: Callable[[], bool], log: Path) -> None:
        """Watch a process that somebody else started, like the database."""
        self._guarded.append((name, is_alive, log))

    def run_to_end(self, plan: ProcessPlan) -> None:
        """Fork one process and wait until it has done its work.

        :raises Misbehaved: if it failed
        """
        child = processes.start(plan, self._drop_in_child)
        self.children.append(child)
        while child.look() is None:
            time.sleep(LOOK_SECONDS / 5)
        self.children.remove(child)
        if child.ended:
            raise Misbehaved(f"{plan.name} failed (exit {child.ended}); its log: {shown(plan.log)}")

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Until every process can work.

        :raises Misbehaved: if one dies or takes too long
        """
        waiting = list(self.children)
        deadline = time.monotonic() + seconds
        while waiting:
            self.check()
            waiting = [child for child in waiting if not is_ready(child.plan)]
            if waiting and time.monotonic() > deadline:
                raise Misbehaved(f"{waiting[0].plan.name} was not ready within {seconds:.0f} seconds; "
                                 f"its log: {shown(waiting[0].plan.log)}")
            time.sleep(LOOK_SECONDS / 2)

    def check(self) -> None:
        """Notice a process that ended by itself.

        :raises Misbehaved: naming it, how it ended and its log
        """
        for child in self.children:
            code = child.look()
            if code is not None:
                how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
                raise Misbehaved(f"{child.plan.name} stopped by itself ({how}), so the platform stops; "
                                 f"its log: {shown(child.plan.log)}")
        for name, is_alive, log in self._guarded:
            if not is_alive():
                raise Misbehaved(f"{name} stopped by itself, so the platform stops; its log: {shown(log)}")

    def watch(self) -> None:
        """Until a signal or the death of a process."""
        while True:
            self.check()
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop all that run."""
        processes.stop_all(self.children)
