"""Plays a story while processes are killed, the bus has outages and the database restarts."""
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cli.chaos.rounds.driver import Driver, Progress
from cli.chaos.rounds.environment import MEMBERS, Environment
from cli.chaos.rounds.faults import ANY_MOMENT, NEVER, POINTS, Faults, KillPlan, wrapped_bus
from cli.chaos.rounds.story import Command
from cli.platform.processes import Child, stop_all
from shared.bus.port import Bus

LOOK_SECONDS = 0.01
LONGEST_SECONDS = 900.0
DRIVER_DEATH_CHANCE = 0.15
PAUSE_SECONDS = 0.5
"""Pause before a worker that failed to start is started again."""


class RoundFailed(Exception):
    """The round did not finish: a process exited with an error, or the time limit was reached."""


@dataclass(slots=True)
class _Process:
    """A process that is restarted after each kill."""

    start: Callable[[KillPlan], Child]
    child: Child
    kill_plan: KillPlan
    born: float = field(default_factory=time.monotonic)


class Player:
    """Plays one story once."""

    def __init__(self, environment: Environment, story: list[Command], seed: int, faults: Faults) -> None:
        self._environment = environment
        self._story = story
        self._seed = seed
        self._faults = faults
        self._rng = random.Random(f"faults {seed}")
        self._worker_deaths: Counter[str] = Counter()
        self._tolerates_exits_until = 0.0
        self._progress = Progress()
        self._processes: dict[str, _Process] = {}
        self._deadline = time.monotonic() + LONGEST_SECONDS

    @property
    def kills(self) -> int:
        """Number of killed processes."""
        return self._progress.kills

    @property
    def deaths(self) -> Counter[str]:
        """Killed processes, by the point at which each was killed."""
        return self._worker_deaths + self._progress.deaths

    def play(self) -> None:
        """Play until the story is finished and all events have been handled.

        :raises RoundFailed: with the last log lines of the process that failed
        """
        for service, members in MEMBERS.items():
            for member in range(members):
                self._start(f"{service}-{member}", self._worker(service, member), may_be_killed=True)
        driver = Driver(self._environment, self._story, self._progress, self._faults.kills, DRIVER_DEATH_CHANCE, self._seed)
        self._start("driver", lambda _: self._environment.start_process("driver", driver.run), may_be_killed=False)
        with self._stopping_all():
            for place, fault in self._planned():
                self._run_until_done(place)
                fault()
            self._run_until(lambda: self._processes["driver"].child.look() == 0)

    def _run_until_done(self, place: int) -> None:
        self._run_until(lambda: self._progress.done >= place)

    def _planned(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """Yield outages, restarts and partition raises, each with its position, spread over the story."""
        faults: list[Callable[[], None]] = [self._outage] * self._faults.outages
        faults += [self._restart] * self._faults.database_restarts
        faults += [self._raise_partitions] * self._faults.partition_raises
        for number, fault in enumerate(faults, start=1):
            yield number * len(self._story) // (len(faults) + 1), fault

    def _outage(self) -> None:
        with self._tolerating_exits(), self._environment.bus_outage():
            end = time.monotonic() + self._faults.outage_seconds
            self._run_until(lambda: time.monotonic() > end)

    def _restart(self) -> None:
        with self._tolerating_exits():
            self._environment.restart_postgres()

    @contextmanager
    def _tolerating_exits(self) -> Iterator[None]:
        """Restart processes that exit because they started during a disturbance, as a supervisor does."""
        self._tolerates_exits_until = float("inf")
        yield
        self._tolerates_exits_until = time.monotonic()

    def _raise_partitions(self) -> None:
        child = self._environment.start_process("partitions", self._environment.raise_partitions)
        self._run_until(lambda: child.look() is not None)
        if child.ended:
            raise RoundFailed(self._last_words("partitions", child.ended))

    def _worker(self, service: str, member: int) -> Callable[[KillPlan], Child]:
        def start(kill_plan: KillPlan) -> Child:
            def wrap(bus: Bus) -> Bus:
                return wrapped_bus(bus, self._faults, random.Random(f"{self._seed} {service}"), kill_plan)

            return self._environment.start_worker(service, member, kill_plan.watch, wrap)

        return start

    def _start(self, name: str, start: Callable[[KillPlan], Child], *, may_be_killed: bool) -> None:
        going_to = {process.kill_plan.point for process in self._processes.values()}
        unmet = [point for point in POINTS if not self._worker_deaths[point] and point not in going_to]
        kill_plan = KillPlan.drawn(self._rng, unmet) if may_be_killed and self.kills < self._faults.kills else NEVER
        self._processes[name] = _Process(start, start(kill_plan), kill_plan)

    def _run_until(self, is_done: Callable[[], bool]) -> None:
        while not is_done():
            if time.monotonic() > self._deadline:
                raise RoundFailed(f"{self._progress.done} of {len(self._story)} commands after {LONGEST_SECONDS:.0f} s")
            for name, process in list(self._processes.items()):
                self._look_after(name, process)
            time.sleep(LOOK_SECONDS)

    def _look_after(self, name: str, process: _Process) -> None:
        ended = process.child.look()
        if ended is None:
            overdue = process.kill_plan.seconds is not None and time.monotonic() - process.born > process.kill_plan.seconds
            if overdue and self.kills < self._faults.kills:
                process.child.send(signal.SIGKILL)
                process.kill_plan = NEVER
            return
        if ended == -signal.SIGKILL:
            self._progress.kills += 1
            if name != "driver":  # the driver records its own kills
                self._worker_deaths[process.kill_plan.point or ANY_MOMENT] += 1
            self._start(name, process.start, may_be_killed=name != "driver")
        elif name != "driver" and process.born < self._tolerates_exits_until:
            if time.monotonic() - process.born > PAUSE_SECONDS:
                self._start(name, process.start, may_be_killed=True)
        elif not (name == "driver" and ended == 0):
            raise RoundFailed(self._last_words(name, ended))

    def _last_words(self, name: str, ended: int) -> str:
        words = self._environment.log_of(name).read_text(errors="replace").strip().splitlines()[-25:]
        return f"{name} ended with {ended}:\n" + "\n".join(words)

    @contextmanager
    def _stopping_all(self) -> Iterator[None]:
        try:
            yield
        finally:
            stop_all([process.child for process in self._processes.values() if process.child.look() is None])

