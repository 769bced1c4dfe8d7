"""The scheduler of the simulation: one thread runs all workers, with order, interruptions and kills by the seed."""
import contextvars
from collections.abc import Callable
from datetime import date

from psycopg.errors import LockNotAvailable
from psycopg.errors import OperationalError as DriverError
from sqlalchemy.exc import OperationalError

from cli.chaos.simulation.databases import SERVICES, STATEMENT, Databases
from cli.chaos.simulation.fault_plan import Fault, FaultPlan, Killed, Trace
from cli.chaos.simulation.parts import (
    ConsumerPart,
    Implementations,
    JobsPart,
    OperatorPart,
    Part,
    RelayPart,
    WitnessedSubscribers,
    simulated_jobs_of,
    subscribers_of,
    witnessed_jobs,
)
from shared.bus.catalogue import partitions
from shared.bus.port import BusError
from shared.kernel.clock import noon
from shared.kernel.ids import ids_from
from shared.observability.tracing import Trace as Correlation
from shared.observability.tracing import set_trace

WORKERS = 2
"""Workers per service."""
DEEPEST = 3
"""Maximum number of parts suspended in the middle of a step."""
CLIENTS_WEIGHT = 10
"""Weight of the clients in the choice of the next part; a part of a worker has weight 1."""
LONGEST_DRAIN = 5000
BESIDE = 0.5
"""Probability that the part that interrupts a step is of the same service, so that it meets its locks."""
AT_A_STATEMENT = 0.15
"""Factor on probabilities between two statements, which are far more frequent than steps."""


class Player:
    """One part of one worker, or the clients; `life` changes when its worker is restarted after a kill."""

    def __init__(self, name: str, worker: "Worker", make: Callable[[Callable[[str], None]], Part],
                 weight: int = 1) -> None:
        self.name = name
        self.service = name.split("-")[0].split()[0]
        self.worker = worker
        self.weight = weight
        self._make = make
        self.part: Part | None = None

    def start(self, watch: Callable[[str], None]) -> Part:
        """Return the part, created on first use after a start."""
        if self.part is None:
            self.part = self._make(watch)
        return self.part


class Worker:
    """A process, whose parts are killed together."""

    def __init__(self) -> None:
        self.players: list[Player] = []
        self.lives = 0

    def kill(self) -> None:
        """Kill all parts: uncommitted work is lost and subscriptions go to others."""
        self.lives += 1
        for player in self.players:
            if player.part is not None:
                player.part.die()
                player.part = None


class World:
    """Every worker of every service on one bus and one clock.

    :ivar bus: the simulated bus
    :ivar steps: steps taken so far
    """

    def __init__(self, databases: Databases, fault_plan: FaultPlan, trace: Trace, implementations: Implementations) -> None:
        self.databases = databases
        self.fault_plan = fault_plan
        self.trace = trace
        self.bus = implementations.bus(fault_plan)
        self.bus.ensure_topics(partitions())
        self.steps = 0
        self._players: list[Player] = []
        self._playing: list[tuple[Player, int]] = []
        for service in SERVICES:
            self._add_workers(service, implementations)
            databases[service].watch = self._watch

    def _add_workers(self, service: str, implementations: Implementations) -> None:
        database, jobs = self.databases[service], witnessed_jobs(simulated_jobs_of(service))
        subscribers = WitnessedSubscribers(subscribers_of(service), self.fault_plan)
        for number in range(WORKERS):
            worker = Worker()
            makes: dict[str, Callable[[Callable[[str], None]], Part]] = {
                "relay": lambda watch: RelayPart(database, self.bus, watch, implementations),
                "consumer": lambda watch: ConsumerPart(database, self.bus, subscribers, watch, implementations),
                "jobs": lambda _watch: JobsPart(database, jobs, implementations)}
            worker.players = [Player(f"{service}-{number} {name}", worker, make) for name, make in makes.items()]
            self._players += worker.players
        operator = Worker()
        operator.players = [Player(f"{service} operator", operator, lambda _watch: OperatorPart(
            database, subscribers, lambda: len(self._playing) == 1))]
        self._players += operator.players

    def add_clients(self, make: Callable[[Callable[[str], None]], Part]) -> None:
        """Add the simulated users; they are scheduled like workers and lose responses when a process is killed."""
        worker = Worker()
        worker.players = [Player("clients", worker, make, weight=CLIENTS_WEIGHT)]
        self._players += worker.players

    def today(self) -> date:
        """The virtual day."""
        return self.databases.clock.today()

    def go_to(self, day: date) -> None:
        """Jump to noon of another day."""
        self.trace.note("CLOCK", day)
        self.databases.clock.set(noon(day))

    def next_step(self, beside: Player | None = None) -> bool:
        """Let the bus and one part take a step; return whether the part had anything to do.

        :param beside: the suspended parts; a part that works on the same tables is preferred half of the time
        """
        self.bus.move()
        resting = [player for player in self._players if not any(player is other for other, _ in self._playing)]
        if beside is not None and self.fault_plan.random.random() < BESIDE:
            resting = [player for player in resting if player.service == beside.service] or resting
        return self._play(self.fault_plan.random.choices(resting, [player.weight for player in resting])[0])

    def _play(self, player: Player) -> bool:
        self.steps += 1
        self._playing.append((player, player.worker.lives))
        try:
            with ids_from(self._id_bits):
                did = contextvars.copy_context().run(self._step, player)
        except Killed:
            did = True
        except (BusError, OperationalError) as problem:
            self._note_problem(player, problem)
            did = True
        finally:
            self._playing.pop()
        if did:
            self.trace.note("STEP", player.name)
        return did

    def _note_problem(self, player: Player, problem: Exception) -> None:
        if isinstance(problem, OperationalError) and isinstance(problem.orig, LockNotAvailable):
            self.fault_plan.note(Fault.LOCKED, f"{player.name} {type(problem.orig).__name__}")
        else:
            self.trace.note("PROBLEM", player.name, type(problem).__name__)

    def _step(self, player: Player) -> bool:
        identity = f"step-{self.steps}"
        set_trace(Correlation(identity, identity, f"00-{self.steps:032x}-{self.steps:016x}-01"))
        return player.start(self._watch).step()

    def _id_bits(self) -> tuple[int, int]:
        return int(self.databases.clock.now().timestamp() * 1000), self.fault_plan.id_bits()

    def _watch(self, step: str) -> None:
        """Called between any two steps: run other parts first, or kill this process."""
        if not self._playing:
            return
        player, life = self._playing[-1]
        where, odds = f"{player.name} {step}", AT_A_STATEMENT if step == STATEMENT else 1.0
        while len(self._playing) < DEEPEST and self.fault_plan.occurs(Fault.OTHER_FIRST, where=where, odds=odds):
            self.next_step(player)
        if player.worker.lives == life and self.fault_plan.occurs(Fault.KILL, where=where, odds=odds):
            player.worker.kill()
        if player.worker.lives != life:
            raise Killed
        if step == STATEMENT and self.fault_plan.occurs(Fault.DATABASE, where=where, odds=odds):
            raise OperationalError(step, None, DriverError("simulated"))

    def drain(self) -> None:
        """Run all parts until none has anything to do.

        :raises RuntimeError: if the parts keep finding work
        """
        for _ in range(LONGEST_DRAIN):
            arrived = self.bus.settle()
            did = [self._play(player) for player in self._players]
            if not arrived and not any(did) and self.bus.is_read:  # a part that waits for a retry reports no work
                return
        raise RuntimeError("the platform does not settle")
