"""The state file of a running platform, read by other commands, and the lock on its data directory."""
import contextlib
import fcntl
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from cli.endings import WrongInput
from cli.platform.layout import Layout

SAME_START_SECONDS = 5.0
"""Tolerance when start times are compared, because the machine's clock may have been corrected."""
PROBE_SECONDS = 0.5
"""Time to wait for the lock, which another command may hold briefly to check it."""


@dataclass(frozen=True, slots=True)
class RunningProcess:
    """One process of a running platform.

    :ivar role: web, worker, database or bus
    :ivar pid: None while it waits for a restart
    :ivar port: port of a web process
    :ivar began: start time in seconds since 1970, which distinguishes it from a later process with the same pid
    :ivar restarts: number of restarts
    :ivar trouble: how it last ended unexpectedly
    """

    name: str
    role: str
    pid: int | None
    port: int | None = None
    began: float | None = None
    restarts: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class PlatformState:
    """A running platform, as written by its supervisor.

    :ivar bus: postgresql or kafka
    :ivar database: name and version, as ``PostgreSQL 18.4``
    """

    pid: int
    address: str
    bus: str
    database: str
    is_ready: bool
    processes: list[RunningProcess] = field(default_factory=list)
    began: float | None = None

    def port_of(self, name: str) -> int | None:
        """Of a web process."""
        return next((process.port for process in self.processes if process.name == name), None)


def began_at(pid: int) -> float | None:
    """Start time of a process; None if it has ended."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return None


def find_process(pid: int | None, began: float | None) -> psutil.Process | None:
    """The process with this pid and start time; None if it has ended, also if its pid was reused."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid) if pid else None
        if process and began is not None and abs(process.create_time() - began) < SAME_START_SECONDS:
            return process
    return None


def write_state(layout: Layout, state: PlatformState) -> None:
    """Replace the state file atomically."""
    draft = layout.state_file.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(state), indent=1))
    draft.replace(layout.state_file)


def read_state(layout: Layout) -> PlatformState | None:
    """The platform in the state file, whether it still runs or not.

    :raises WrongInput: if the file is damaged
    """
    try:
        raw: dict[str, Any] = json.loads(layout.state_file.read_text())
        return PlatformState(**(raw | {"processes": [RunningProcess(**one) for one in raw["processes"]]}))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise WrongInput(f"{shown(layout.state_file)} is damaged; stop what runs with: "
                         f"./ontzorg down{layout.option}, and start again.") from None


def find_state(layout: Layout) -> PlatformState | None:
    """The platform that runs on this data, or None.

    :raises WrongInput: if the state file is damaged
    """
    state = read_state(layout)
    if state is None or not is_held(layout):
        return None
    is_old = state.began is None and psutil.pid_exists(state.pid)  # written by a release without start times
    return state if is_old or find_process(state.pid, state.began) else None


def get_state(layout: Layout) -> PlatformState:
    """The platform that runs on this data.

    :raises WrongInput: if none runs
    """
    state = find_state(layout)
    if state is None:
        raise WrongInput(f"No platform runs on {shown(layout.data)}; start it with: ./ontzorg up{layout.option}")
    return state


def is_held(layout: Layout) -> bool:
    """Whether a supervisor uses this data; the lock is released when its process ends."""
    try:
        with layout.lock_file.open() as file:
            return not _try_lock(file, fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def find_supervisor(layout: Layout) -> psutil.Process | None:
    """The process that holds the lock, also before it has written its state."""
    if not is_held(layout):
        return None
    try:
        holder = json.loads(layout.lock_file.read_text())
        return find_process(holder["pid"], holder["began"])
    except (ValueError, TypeError, KeyError):
        state = find_state(layout)
        return psutil.Process(state.pid) if state else None


class InstanceLock:
    """The lock that allows one supervisor per data directory."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock.

        :raises WrongInput: if another supervisor holds it
        """
        self._file = self._layout.lock_file.open("a+")
        deadline = time.monotonic() + PROBE_SECONDS
        while not _try_lock(self._file, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise WrongInput(self._refusal())
            time.sleep(PROBE_SECONDS / 10)
        pid = psutil.Process().pid
        self._file.truncate(0)
        self._file.write(json.dumps({"pid": pid, "began": began_at(pid)}))
        self._file.flush()

    def _refusal(self) -> str:
        state = find_state(self._layout)
        where = f" at {state.address}" if state else ""
        return (f"The platform already runs on {shown(self._layout.data)}{where}; stop it with "
                f"./ontzorg down{self._layout.option}, or choose other data with --data.")

    def drop(self) -> None:
        """Release the lock; a forked child must do so at once, because it would keep the lock after its parent ends."""
        if self._file is not None:
            self._file.close()


@contextlib.contextmanager
def only_instance(layout: Layout) -> Iterator[InstanceLock]:
    """Within the block no platform can start on this data.

    :raises WrongInput: if one runs
    """
    lock = InstanceLock(layout)
    lock.take()
    try:
        yield lock
    finally:
        lock.drop()


def _try_lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


def shown(path: Path) -> str:
    """A path for messages: relative to the working directory if it is below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
