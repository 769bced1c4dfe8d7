"""What others know of a running platform, and the lock that keeps it the only one on its data."""
import fcntl
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from cli.endings import WrongInput
from cli.platform.layout import Layout


@dataclass(frozen=True, slots=True)
class RunningProcess:
    """One process of a running platform.

    :ivar role: web, worker, database or bus
    :ivar port: of a web process
    """

    name: str
    role: str
    pid: int
    port: int | None = None


@dataclass(frozen=True, slots=True)
class PlatformState:
    """A running platform, as its supervisor wrote it down.

    :ivar bus: postgresql or kafka
    :ivar database: like ``PostgreSQL 18.4``
    """

    pid: int
    address: str
    bus: str
    database: str
    is_ready: bool
    processes: list[RunningProcess] = field(default_factory=list)

    def port_of(self, name: str) -> int | None:
        """Of a web process."""
        return next((process.port for process in self.processes if process.name == name), None)


def write_state(layout: Layout, state: PlatformState) -> None:
    """Tell the other commands."""
    draft = layout.state_file.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(state), indent=1))
    draft.replace(layout.state_file)


def find_state(layout: Layout) -> PlatformState | None:
    """The platform that runs on this data, or None."""
    try:
        raw: dict[str, Any] = json.loads(layout.state_file.read_text())
    except (OSError, ValueError):
        return None
    state = PlatformState(**(raw | {"processes": [RunningProcess(**one) for one in raw["processes"]]}))
    return state if psutil.pid_exists(state.pid) else None


def get_state(layout: Layout) -> PlatformState:
    """The platform that runs on this data.

    :raises WrongInput: if none runs
    """
    state = find_state(layout)
    if state is None:
        raise WrongInput(f"No platform runs on {shown(layout.data)}; start it with: ./ontzorg up")
    return state


class InstanceLock:
    """Only one supervisor works on a data directory; the lock goes with the process, however it ends."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Become the one instance.

        :raises WrongInput: if another one is
        """
        self._file = self._layout.lock_file.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            state = find_state(self._layout)
            where = f" at {state.address}" if state else ""
            raise WrongInput(f"The platform already runs on {shown(self._layout.data)}{where}; "
                             "stop it with ./ontzorg down, or choose other data with --data.") from None

    def drop_in_child(self) -> None:
        """A forked child does not hold the lock: else it would outlive its parent."""
        if self._file is not None:
            self._file.close()


def shown(path: Path) -> str:
    """A path as a person reads it best: relative to where he stands, if below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
