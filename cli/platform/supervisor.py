"""Runs the planned processes until a signal, and restarts those that end."""
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
"""Exit code of a process that printed an error that its user can correct."""


class Stopped(Exception):
    """A signal to stop was received."""


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Within the block SIGINT, SIGTERM and SIGHUP raise `Stopped` once; later ones are ignored during the shutdown.

    Under nohup SIGHUP stays ignored.
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
    """Call before a fork: a child has none of its parent's threads, but the locks that they held.

    :raises AssertionError: if this process has threads
    """
    if threading.active_count() > 1:
        raise AssertionError("a process with threads cannot be forked safely")


class Supervisor:
    """The children of this process and other supervised processes.

    :ivar watched: the processes that are restarted when they end
    :param before_fork: called before a restart; raises if a fork would not be safe
    """

    def __init__(self, drop_in_child: Callable[[], None] = lambda: None, *,
                 before_fork: Callable[[], None] = refuse_threads) -> None:
        self.watched: list[Watched] = []
        self._children: dict[str, Child] = {}
        self._drop_in_child = drop_in_child
        self._before_fork = before_fork

    @property
    def children(self) -> list[Child]:
        """The processes forked by this supervisor."""
        return list(self._children.values())

    def start(self, plans: Sequence[ProcessPlan]) -> None:
        """Fork every planned process."""
        for plan in plans:
            self._fork(plan)
            self.watched.append(self._watch_over(plan))

    def guard(self, process: Watched) -> None:
        """Supervise a process that other code starts, such as the database."""
        self.watched.append(process)

    def run_to_end(self, plan: ProcessPlan) -> None:
        """Fork one process and wait until it has ended.

        :raises Misbehaved: if it failed
        """
        child = self._fork(plan)
        while child.look() is None:
            time.sleep(LOOK_SECONDS / 5)
        del self._children[plan.name]
        if child.ended:
            raise Misbehaved(f"{plan.name} failed ({described(child.ended)}); its log: {shown(plan.log)}")

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until every process is ready.

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
        """Raise if a process has ended; used until the platform is ready, before which there are no restarts.

        :raises Misbehaved: naming it, how it ended and its log
        """
        for process in self.watched:
            code = process.how_ended()
            if code is not None:
                raise Misbehaved(f"{process.name} stopped by itself ({described(code)}), so the platform stops; "
                                 f"{_why(process, code)}its log: {shown(process.log)}")

    def watch(self, tell: Callable[[str], None], changed: Callable[[], None], look: Callable[[], Iterator[str]]) -> None:
        """Restart processes that end, until a signal.

        :param tell: called with a sentence per event
        :param changed: called after a change of a process
        :param look: returns sentences about other conditions, such as disk space
        """
        while True:
            said = [sentence for process in self.watched for sentence in process.step(time.monotonic())]
            for sentence in (*said, *look()):
                tell(sentence)
            if said:
                changed()
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop all processes forked by this supervisor."""
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
    """Whether a web process answers on /health/ready, or a worker has touched its file."""
    if plan.port is not None:
        return answers(plan.port)
    return plan.ready_file is None or plan.ready_file.exists()


def _why(process: Watched, code: int) -> str:
    """The last message of a process that ended with one, for inclusion in ours."""
    if code != WRONG_INPUT or not process.log.exists():
        return ""
    lines = process.log.read_text(errors="replace").strip().splitlines()
    return f"it says: {lines[-1][:500]} " if lines else ""
