"""Plays a story in a house while processes are killed, the bus goes away and the database restarts."""
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cli.chaos.rounds.driver import Progress, Teller
from cli.chaos.rounds.environment import MEMBERS, House
from cli.chaos.rounds.faults import ANY_MOMENT, POINTS, SPARED, Fate, Faults, bus_before
from cli.chaos.rounds.story import Command
from cli.platform.processes import Child, stop_all
from shared.bus.port import Bus

LOOK_SECONDS = 0.01
LONGEST_SECONDS = 900.0
TELLER_DIES = 0.15
PAUSE_SECONDS = 0.5
"""Before a worker is started again that could not start."""


class RoundFailed(Exception):
    """The round could not be played to its end: a process gave up, or nothing moved."""


@dataclass(slots=True)
class _Resident:
    """A process that comes back after each death."""

    start: Callable[[Fate], Child]
    child: Child
    fate: Fate
    born: float = field(default_factory=time.monotonic)


class Player:
    """One playing of one story.

    :ivar deaths: processes that were really killed, by the point at which they ended
    """

    def __init__(self, house: House, story: list[Command], seed: int, faults: Faults) -> None:
        self._house = house
        self._story = story
        self._seed = seed
        self._faults = faults
        self._rng = random.Random(f"faults {seed}")
        self._worker_deaths: Counter[str] = Counter()
        self._shaken_until = 0.0
        self._progress = Progress()
        self._residents: dict[str, _Resident] = {}
        self._deadline = time.monotonic() + LONGEST_SECONDS

    @property
    def kills(self) -> int:
        """Processes killed so far."""
        return self._progress.kills

    @property
    def deaths(self) -> Counter[str]:
        """Processes that were killed, by the point at which each ended."""
        return self._worker_deaths + self._progress.deaths

    def play(self) -> None:
        """Until the story is told and everything has arrived.

        :raises RoundFailed: with the last words of whoever gave up
        """
        for service, members in MEMBERS.items():
            for member in range(members):
                self._settle_in(f"{service}-{member}", self._worker(service, member), mortal=True)
        teller = Teller(self._house, self._story, self._progress, self._faults.kills, TELLER_DIES, self._seed)
        self._settle_in("teller", lambda _: self._house.start_process("teller", teller.run), mortal=False)
        with self._leaving():
            for place, fault in self._planned():
                self._run_until_told(place)
                fault()
            self._run_until(lambda: self._residents["teller"].child.look() == 0)

    def _run_until_told(self, place: int) -> None:
        self._run_until(lambda: self._progress.done >= place)

    def _planned(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """Outages, restarts and raises of partitions spread over the story, in turn."""
        faults: list[Callable[[], None]] = [self._outage] * self._faults.outages
        faults += [self._restart] * self._faults.database_restarts
        faults += [self._raise_partitions] * self._faults.partition_raises
        for number, fault in enumerate(faults, start=1):
            yield number * len(self._story) // (len(faults) + 1), fault

    def _outage(self) -> None:
        with self._shaken(), self._house.bus_away():
            end = time.monotonic() + self._faults.outage_seconds
            self._run_until(lambda: time.monotonic() > end)

    def _restart(self) -> None:
        with self._shaken():
            self._house.restart_postgres()

    @contextmanager
    def _shaken(self) -> Iterator[None]:
        """Who is started meanwhile may find nothing to work with, and is started again, as any supervisor would."""
        self._shaken_until = float("inf")
        yield
        self._shaken_until = time.monotonic()

    def _raise_partitions(self) -> None:
        child = self._house.start_process("partitions", self._house.raise_partitions)
        self._run_until(lambda: child.look() is not None)
        if child.ended:
            raise RoundFailed(self._last_words("partitions", child.ended))

    def _worker(self, service: str, member: int) -> Callable[[Fate], Child]:
        def start(fate: Fate) -> Child:
            def wrap(bus: Bus) -> Bus:
                return bus_before(bus, self._faults, random.Random(f"{self._seed} {service}"), fate)

            return self._house.start_worker(service, member, fate.watch, wrap)

        return start

    def _settle_in(self, name: str, start: Callable[[Fate], Child], *, mortal: bool) -> None:
        going_to = {resident.fate.point for resident in self._residents.values()}
        unmet = [point for point in POINTS if not self._worker_deaths[point] and point not in going_to]
        fate = Fate.drawn(self._rng, unmet) if mortal and self.kills < self._faults.kills else SPARED
        self._residents[name] = _Resident(start, start(fate), fate)

    def _run_until(self, is_done: Callable[[], bool]) -> None:
        while not is_done():
            if time.monotonic() > self._deadline:
                raise RoundFailed(f"{self._progress.done} of {len(self._story)} commands after {LONGEST_SECONDS:.0f} s")
            for name, resident in list(self._residents.items()):
                self._look_after(name, resident)
            time.sleep(LOOK_SECONDS)

    def _look_after(self, name: str, resident: _Resident) -> None:
        ended = resident.child.look()
        if ended is None:
            overdue = resident.fate.seconds is not None and time.monotonic() - resident.born > resident.fate.seconds
            if overdue and self.kills < self._faults.kills:
                resident.child.send(signal.SIGKILL)
                resident.fate = SPARED
            return
        if ended == -signal.SIGKILL:
            self._progress.kills += 1
            if name != "teller":  # who noted it himself
                self._worker_deaths[resident.fate.point or ANY_MOMENT] += 1
            self._settle_in(name, resident.start, mortal=name != "teller")
        elif name != "teller" and resident.born < self._shaken_until:
            if time.monotonic() - resident.born > PAUSE_SECONDS:
                self._settle_in(name, resident.start, mortal=True)
        elif not (name == "teller" and ended == 0):
            raise RoundFailed(self._last_words(name, ended))

    def _last_words(self, name: str, ended: int) -> str:
        words = self._house.log_of(name).read_text(errors="replace").strip().splitlines()[-25:]
        return f"{name} ended with {ended}:\n" + "\n".join(words)

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        try:
            yield
        finally:
            stop_all([resident.child for resident in self._residents.values() if resident.child.look() is None])

