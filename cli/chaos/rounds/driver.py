"""Executes the commands of a story, in a process that may be killed and then continues after the last command."""
import importlib
import mmap
import os
import random
import struct
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from cli.chaos.rounds.environment import SERVICES, Environment
from cli.chaos.rounds.faults import COMMAND_POINTS, end_this_process
from cli.chaos.rounds.story import Command
from shared.bus.catalogue import MAIL
from shared.bus.port import Bus, BusError
from shared.db.mechanism import job_progress, outbox
from shared.db.session import Database
from shared.events.base import topic_of
from shared.kernel.clock import noon

LOOK_SECONDS = 0.03
SETTLE_SECONDS = 300.0
PATIENCE_SECONDS = 2.0
"""How long a command waits for the kills planned before it; near the end no worker may reach its kill point any more."""


class Progress:
    """Numbers in memory shared by all processes of a round: commands done, kills, and kill points of the driver."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 16 + 8 * len(COMMAND_POINTS))

    def _get(self, place: int) -> int:
        return int(struct.unpack_from("q", self._memory, place * 8)[0])

    def _set(self, place: int, value: int) -> None:
        struct.pack_into("q", self._memory, place * 8, value)

    @property
    def done(self) -> int:
        """Number of commands known to be committed."""
        return self._get(0)

    @done.setter
    def done(self, value: int) -> None:
        self._set(0, value)

    @property
    def kills(self) -> int:
        """Number of killed processes."""
        return self._get(1)

    @kills.setter
    def kills(self, value: int) -> None:
        self._set(1, value)

    @property
    def deaths(self) -> Counter[str]:
        """How often the driver was killed at each of its points."""
        return Counter({point: self._get(2 + place) for place, point in enumerate(COMMAND_POINTS)})

    def note_death(self, point: str) -> None:
        """Record that the driver is about to be killed at a point."""
        place = 2 + COMMAND_POINTS.index(point)
        self._set(place, self._get(place) + 1)


@dataclass(frozen=True, slots=True)
class Driver:
    """The process that executes the commands of all employers.

    :ivar kills: number of kills to spread over the story
    :ivar death_chance: the chance per command that it kills itself around the commit
    """

    environment: Environment
    story: list[Command]
    progress: Progress
    kills: int
    death_chance: float
    seed: int

    def run(self) -> None:
        """Execute the remaining commands; a command committed before a kill is repeated and changes nothing."""
        rng = random.Random(f"{self.seed}-{os.getpid()}")
        databases = {service: Database(url, self.environment.clock) for service, url in self.environment.database_urls.items()}
        while (place := self.progress.done) < len(self.story):
            self._await_kills(place)
            try:
                self._execute(self.story[place], databases, rng)
            except OperationalError:
                time.sleep(LOOK_SECONDS)  # PostgreSQL restarts: the command may be committed, so it is repeated
                continue
            self.progress.done = place + 1

    def _await_kills(self, place: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.progress.kills < self.kills * place // len(self.story) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)

    def _execute(self, command: Command, databases: dict[str, Database], rng: random.Random) -> None:
        if command.run is None:
            wait_until_settled(self.environment, databases)
            self.environment.clock.set(noon(command.on))
            wait_until_settled(self.environment, databases)
            return
        before_commit, committed = COMMAND_POINTS
        point = self._point_of_death(rng)
        with databases[command.service].transaction() as session:
            command.run(session)
            session.flush()
            if point == before_commit:
                self._end(point)
        if point == committed:
            self._end(point)

    def _point_of_death(self, rng: random.Random) -> str | None:
        """Return the point at which this command kills the process, if any: each point once, then by chance."""
        if self.progress.kills >= self.kills:
            return None
        unmet = [point for point in COMMAND_POINTS if not self.progress.deaths[point]]
        if unmet:
            return unmet[0]
        return rng.choice(COMMAND_POINTS) if rng.random() < self.death_chance else None

    def _end(self, point: str) -> None:
        self.progress.note_death(point)
        end_this_process()


def wait_until_settled(environment: Environment, databases: dict[str, Database]) -> None:
    """Wait until jobs are done through today, outboxes are empty and no lag remains, in two checks without new events.

    :raises TimeoutError: naming what is not done
    """
    today = environment.clock.today()
    bus = environment.open_bus()
    deadline = time.monotonic() + SETTLE_SECONDS
    seen: object = None
    try:
        while True:
            under_way, ends = _under_way(bus, databases, today)
            if not under_way and ends == seen:
                return
            seen = None if under_way else ends
            if time.monotonic() > deadline:
                raise TimeoutError(f"not settled through {today}: {', '.join(under_way)}")
            time.sleep(LOOK_SECONDS)
    finally:
        bus.close()


def _under_way(bus: Bus, databases: dict[str, Database], today: date) -> tuple[list[str], object]:
    try:
        lags = {service: bus.lag(service, topics_read_by(service)) for service in SERVICES}
        ends = bus.lag("auditor", audited_topics())
        waits = [f"{service} reads" for service, lag in lags.items() if any(end > (at or 0) for at, end in lag.values())]
        return waits + _unfinished(databases, today), ends
    except (BusError, OperationalError) as problem:
        return [str(problem)], None


def _unfinished(databases: dict[str, Database], today: date) -> list[str]:
    waits = []
    for service, database in databases.items():
        with database.reading() as session:
            if session.scalar(select(func.count()).select_from(outbox)):
                waits.append(f"{service} sends")
            through = session.scalar(select(func.min(job_progress.c.through)))
            if through is None or through < today:
                waits.append(f"jobs of {service} through {through}")
    return waits


def audited_topics() -> list[str]:
    """Return the topics on which the services publish."""
    return [*(topic_of(service) for service in SERVICES), MAIL]


def topics_read_by(service: str) -> list[str]:
    """Return the topics to which a service subscribes."""
    topics: list[str] = importlib.import_module(f"services.{service}.subscribers").subscribers.topics
    return topics
