"""Plays a story in a house while processes are killed, the bus goes away and the database restarts."""
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cli.chaos.rounds.faults import SPARED, Fate, Faults, bus_before
from cli.chaos.rounds.house import MEMBERS, House
from cli.chaos.rounds.story import Command
from cli.chaos.rounds.telling import Progress, Teller
from cli.platform.processes import Child, stop_all
from shared.bus.port import Bus

LOOK_SECONDS = 0.01
LONGEST_SECONDS = 900.0
TELLER_DIES = 0.15


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
    """One playing of one story; `kills` counts what really died."""

    def __init__(self, house: House, story: list[Command], seed: int, faults: Faults) -> None:
        self._house = house
        self._story = story
        self._seed = seed
        self._faults = faults
        self._rng = random.Random(f"faults {seed}")
        self._progress = Progress()
        self._residents: dict[str, _Resident] = {}
        self._deadline = time.monotonic() + LONGEST_SECONDS

    @property
    def kills(self) -> int:
        """Processes killed so far."""
        return self._progress.kills

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
        """Outages and restarts spread over the story, in turn."""
        faults: list[Callable[[], None]] = [self._outage] * self._faults.outages
        faults += [self._house.restart_postgres] * self._faults.database_restarts
        for number, fault in enumerate(faults, start=1):
            yield number * len(self._story) // (len(faults) + 1), fault

    def _outage(self) -> None:
        with self._house.bus_away():
            end = time.monotonic() + self._faults.outage_seconds
            self._run_until(lambda: time.monotonic() > end)

    def _worker(self, service: str, member: int) -> Callable[[Fate], Child]:
        def wrap(bus: Bus) -> Bus:
            return bus_before(bus, self._faults, random.Random(f"{self._seed} {service}"))

        return lambda fate: self._house.start_worker(service, member, fate.watch, wrap)

    def _settle_in(self, name: str, start: Callable[[Fate], Child], *, mortal: bool) -> None:
        fate = Fate.drawn(self._rng) if mortal and self.kills < self._faults.kills else SPARED
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
            self._settle_in(name, resident.start, mortal=name != "teller")
        elif not (name == "teller" and ended == 0):
            words = self._house.log_of(name).read_text(errors="replace").strip().splitlines()[-25:]
            raise RoundFailed(f"{name} ended with {ended}:\n" + "\n".join(words))

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        try:
            yield
        finally:
            stop_all([resident.child for resident in self._residents.values() if resident.child.look() is None])

