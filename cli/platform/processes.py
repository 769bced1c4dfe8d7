"""Processes forked from the preloaded parent: start, detect their end, stop."""
import ctypes
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
TERM_SECONDS = 10.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """The plan of one process.

    :ivar main: runs until SIGTERM, in the child
    :ivar environ: added to the child's environment
    :ivar port: the port on which it listens, if any
    :ivar ready_file: file that it touches once it is ready, if readiness is not checked over HTTP
    """

    name: str
    role: str
    main: Callable[[], None]
    log: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    port: int | None = None
    ready_file: Path | None = None


@dataclass(slots=True)
class Child:
    """A started process.

    :ivar ended: exit code, or minus the signal; None while it runs
    """

    plan: ProcessPlan
    pid: int
    ended: int | None = None

    def look(self) -> int | None:
        """Exit code, or minus the signal; None while it runs."""
        if self.ended is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.ended = os.waitstatus_to_exitcode(status) if pid else None
        return self.ended

    def send(self, number: signal.Signals) -> None:
        """Send a signal to its process group."""
        if self.ended is None:
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:
                os.kill(self.pid, number)  # it is not yet the leader of its group


def start(plan: ProcessPlan, before: Callable[[], None] = lambda: None) -> Child:
    """Fork a child; the parent must have no threads.

    :param before: called in the child to release resources of its parent
    """
    if plan.ready_file:
        plan.ready_file.unlink(missing_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # keeps the parent's pages shared with the children
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _become(plan, before)
            code = _run(plan)
        finally:
            os._exit(code)
    return Child(plan, pid)


def _become(plan: ProcessPlan, before: Callable[[], None]) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        if signal.getsignal(number) is not signal.SIG_IGN:  # under nohup children inherit that SIGHUP is ignored
            signal.signal(number, signal.SIG_DFL)
    end_with_parent()
    before()
    log = os.open(plan.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
    os.environ.update(plan.environ)


def end_with_parent(number: signal.Signals = signal.SIGTERM) -> None:
    """Call in a child: on Linux the kernel sends it this signal once the thread that forked it has ended.

    On other systems the child stays, and the next `up` or `down` stops it.
    """
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, number)


def _run(plan: ProcessPlan) -> int:
    try:
        plan.main()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr, flush=True)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.ClickException as problem:
        print(problem.format_message(), file=sys.stderr, flush=True)
        return problem.exit_code
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        return 1
    return 0


def stop_all(children: Iterable[Child], patience: float = TERM_SECONDS) -> None:
    """Send SIGTERM, wait up to `patience` seconds, then send SIGKILL."""
    children = list(children)
    for child in children:
        child.send(signal.SIGTERM)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and any(child.look() is None for child in children):
        time.sleep(LOOK_SECONDS)
    for child in children:
        if child.look() is None:
            child.send(signal.SIGKILL)
            os.waitpid(child.pid, 0)
            child.ended = -signal.SIGKILL
