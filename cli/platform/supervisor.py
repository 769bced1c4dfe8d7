"""Runs the planned processes until a signal comes; one that ends by itself is started again."""
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

from cli.endings import Misbehaved
from cli.platform import processes
from cli.platform.ports import answers
from cli.platform.processes import Child, ProcessPlan
from cli.platform.state import shown
from cli.platform.watching import Watched, described

READY_SECONDS = 90.0
LOOK_SECONDS = 0.1
WRONG_INPUT = 2
"""Exit code of a process that said in one sentence what its user can put right."""


class Stopped(Exception):
    """A signal to stop came."""


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Within, SIGINT, SIGTERM and SIGHUP raise `Stopped` once; later ones are ignored, so that the end is orderly.

    Under nohup SIGHUP is ignored when this begins, and stays so.
    """
    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in former:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
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
    """The children of this process, and what else has to run beside them.

    :ivar watched: all that is started again when it ends
    :param before_fork: called before a process is started again; refuses where a fork would not be safe
    """

    def __init__(self, drop_in_child: Callable[[], None] = lambda: None, *,
                 before_fork: Callable[[], None] = refuse_threads) -> None:
        self.watched: list[Watched] = []
        self._children: dict[str, Child] = {}
        self._drop_in_child = drop_in_child
        self._before_fork = before_fork

    @property
    def children(self) -> list[Child]:
        """The processes that were forked here."""
        return list(self._children.values())

    def start(self, plans: Sequence[ProcessPlan]) -> None:
        """Fork every planned process."""
        for plan in plans:
            self._fork(plan)
            self.watched.append(self._watch_over(plan))

    def guard(self, process: Watched) -> None:
        """Watch a process that somebody else starts, like the database."""
        self.watched.append(process)

    def run_to_end(self, plan: ProcessPlan) -> None:
        """Fork one process and wait until it has done its work.

        :raises Misbehaved: if it failed
        """
        child = self._fork(plan)
        while child.look() is None:
            time.sleep(LOOK_SECONDS / 5)
        del self._children[plan.name]
        if child.ended:
            raise Misbehaved(f"{plan.name} failed ({described(child.ended)}); its log: {shown(plan.log)}")

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Until every process can work.

        :raises Misbehaved: if one ends or takes too long
        """
        waiting = list(self.watched)
        deadline = time.monotonic() + seconds
        while waiting:
            self.check()
            waiting = [process for process in waiting if not process.is_ready()]
            if waiting and time.monotonic() > deadline:
                raise Misbehaved(f"{waiting[0].name} was not ready within {seconds:.0f} seconds; "
                                 f"its log: {shown(waiting[0].log)}")
            time.sleep(LOOK_SECONDS / 2)

    def check(self) -> None:
        """Before the platform is ready, a process that ends is not started again.

        :raises Misbehaved: naming it, how it ended and its log
        """
        for process in self.watched:
            code = process.how_ended()
            if code is not None:
                raise Misbehaved(f"{process.name} stopped by itself ({described(code)}), so the platform stops; "
                                 f"{_why(process, code)}its log: {shown(process.log)}")

    def watch(self, tell: Callable[[str], None], changed: Callable[[], None], look: Callable[[], Iterator[str]]) -> None:
        """Until a signal: start again what ends.

        :param tell: gets a sentence for each thing that happens
        :param changed: called after something happened
        :param look: gives sentences about what else has to be watched
        """
        while True:
            said = [sentence for process in self.watched for sentence in process.step(time.monotonic())]
            for sentence in (*said, *look()):
                tell(sentence)
            if said:
                changed()
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop all that were forked here."""
        processes.stop_all(self.children)

    def _fork(self, plan: ProcessPlan) -> Child:
        child = self._children[plan.name] = processes.start(plan, self._drop_in_child)
        return child

    def _watch_over(self, plan: ProcessPlan) -> Watched:
        def start_again() -> None:
            self._before_fork()
            self._fork(plan)

        return Watched(
            plan.name, plan.role, plan.log, how_ended=lambda: self._children[plan.name].look(), start_again=start_again,
            is_ready=lambda: is_ready(plan), pid=lambda: self._children[plan.name].pid, port=plan.port,
            started_at=time.monotonic())


def is_ready(plan: ProcessPlan) -> bool:
    """A web process answers on /health/ready, a worker has touched its file."""
    if plan.port is not None:
        return answers(plan.port)
    return plan.ready_file is None or plan.ready_file.exists()


def _why(process: Watched, code: int) -> str:
    """The sentence with which it ended, if it ended with one."""
    if code != WRONG_INPUT or not process.log.exists():
        return ""
    lines = process.log.read_text(errors="replace").strip().splitlines()
    return f"it says: {lines[-1][:500]} " if lines else ""
