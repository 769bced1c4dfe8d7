"""A running platform: its state file, and its messages on the terminal and in a log."""
import contextlib
import os

from cli.endings import say
from cli.platform.layout import Layout
from cli.platform.room import RoomWatch
from cli.platform.state import PlatformState, RunningProcess, began_at, write_state
from cli.platform.supervisor import Supervisor
from shared.kernel.clock import SystemClock


class RunningPlatform:
    """The supervisor's platform and its published state."""

    def __init__(self, layout: Layout, bus: str, address: str, database: str, supervisor: Supervisor) -> None:
        self._layout = layout
        self._bus = bus
        self._address = address
        self._database = database
        self._supervisor = supervisor
        self._is_ready = False

    def state(self) -> PlatformState:
        """The present state."""
        running = [RunningProcess(one.name, one.role, None if one.due_at else one.pid(), one.port,
                                  began_at(one.pid()), one.restarts, one.trouble) for one in self._supervisor.watched]
        return PlatformState(pid=os.getpid(), began=began_at(os.getpid()), address=self._address, bus=self._bus,
                             database=self._database, is_ready=self._is_ready, processes=running)

    def write(self) -> None:
        """Write the state file for other commands."""
        write_state(self._layout, self.state())

    def await_readiness(self) -> None:
        """Wait until every process is ready."""
        self.write()
        self._supervisor.wait_until_ready()
        self._is_ready = True
        self.write()

    def watch(self) -> None:
        """Supervise until a signal."""
        room = RoomWatch(self._layout.data)
        self._supervisor.watch(self._tell, self._changed, room.look)

    def _tell(self, sentence: str) -> None:
        """Print a sentence on the terminal, if it still exists, and in a log."""
        say(sentence)
        with contextlib.suppress(OSError), self._layout.log_of("supervisor").open("a") as log:
            log.write(f"{SystemClock().now():%Y-%m-%dT%H:%M:%SZ} {sentence}\n")

    def _changed(self) -> None:
        with contextlib.suppress(OSError):  # the disk is full; the next change writes it
            self.write()
