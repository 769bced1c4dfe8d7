"""What runs in a simulated worker: the product's own relay, consumer and scheduler, a step at a time."""
import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select, text

from cli.chaos.simulation.bus import SimulatedBus, SimulatedSubscription
from cli.chaos.simulation.databases import WatchedDatabase
from cli.chaos.simulation.fault_plan import Fate, Fault
from shared.bus.port import Bus
from shared.db.mechanism import parked_event
from shared.db.session import Database, Session
from shared.events.base import Event
from shared.kernel.refusals import Refusal
from shared.messaging.consumer import Consumer
from shared.messaging.envelope import Envelope
from shared.messaging.parked.release import InfrastructureUnavailable, release
from shared.messaging.relay import Relay
from shared.messaging.steps import Watch
from shared.messaging.subscribers import Subscriber, Subscribers
from shared.service.jobs import ItemJob, ItemWork, Job, JobItem, Jobs
from shared.service.scheduler import Scheduler

_NOTE_EFFECT = text("INSERT INTO simulated_effect (event_id, topic, key, sequence) VALUES (:id, :topic, :key, :sequence)")
_NOTE_JOB = text("INSERT INTO simulated_job (job, item, business_date) VALUES (:job, :item, :day)")

PATIENCE = 1e9
"""Seconds of the machine's clock, of which a run must see nothing."""


class SteadyConsumer(Consumer):
    """The product's consumer, but for the questions that it repeats by the machine's clock: a run has no such clock."""

    def _ask_again(self) -> None:
        """Nothing is ever lost here that must be asked for twice."""


@dataclass(frozen=True, kw_only=True)
class Makers:
    """Which classes play; a test gives broken ones, to see that the run notices."""

    relay: Callable[..., Relay] = Relay
    consumer: Callable[..., Consumer] = SteadyConsumer
    scheduler: Callable[..., Scheduler] = Scheduler
    bus: Callable[[Fate], SimulatedBus] = SimulatedBus


class Part(Protocol):
    """A thread of a worker, as far as a simulation needs one."""

    def step(self) -> bool:
        """Do the next thing there is to do; whether there was any."""

    def die(self) -> None:
        """What the world sees when its process is gone."""


class RelayPart:
    """Sends one batch of each slot; where nothing was committed it need not look."""

    def __init__(self, database: WatchedDatabase, bus: Bus, watch: Watch, makers: Makers) -> None:
        self._database = database
        self._relay = makers.relay(database, bus, watch=watch)

    def step(self) -> bool:
        if not self._database.may_have_news:
            return False
        self._database.may_have_news = False
        try:
            sent = self._relay.drain()
        except BaseException:
            self._database.may_have_news = True
            raise
        self._database.may_have_news = self._database.may_have_news or sent > 0
        return sent > 0

    def die(self) -> None:
        """Its transaction ends with it; nothing else of it is left."""


class ConsumerPart:
    """Polls once and handles what came; joins its group first where it must."""

    def __init__(self, database: Database, bus: SimulatedBus, subscribers: Subscribers, watch: Watch,
                 makers: Makers) -> None:
        self._consumer = makers.consumer(database, bus, subscribers, watch=watch)
        self._bus = bus
        self._subscribers = subscribers
        self._subscription: SimulatedSubscription | None = None

    def step(self) -> bool:
        if self._subscription is None:
            self._subscription = self._bus.subscribe(self._subscribers.service, self._subscribers.topics)
        try:
            return self._consumer.handle_next(self._subscription, 0) > 0
        except Exception:
            self.die()
            raise

    def die(self) -> None:
        """Its partitions go to another."""
        if self._subscription is not None:
            self._subscription.close()
            self._subscription = None


class JobsPart:
    """Runs what is due through the virtual day."""

    def __init__(self, database: WatchedDatabase, jobs: Jobs, makers: Makers) -> None:
        self._database = database
        self._scheduler = makers.scheduler(database, jobs)
        self._done: date | None = None

    def step(self) -> bool:
        today = self._database.clock.today()
        if today == self._done:
            return False
        self._scheduler.catch_up(today)
        self._done = today
        return True

    def die(self) -> None:
        """Its transaction ends with it."""


class OperatorPart:
    """Repairs what handlers could not do, and lets the parked events go.

    It looks only while nobody stands still in the middle of a step: a release waits for locks by the machine's clock.
    """

    def __init__(self, database: WatchedDatabase, subscribers: "WitnessedSubscribers", is_alone: Callable[[], bool]) -> None:
        self._database = database
        self._subscribers = subscribers
        self._is_alone = is_alone

    def step(self) -> bool:
        if not (self._subscribers.needs_operator and self._is_alone()):
            return False
        with self._database.reading() as session:
            event_id = session.scalar(select(parked_event.c.event_id).order_by(parked_event.c.id).limit(1))
        if event_id is None:
            self._subscribers.needs_operator = bool(self._subscribers.poisoned)
            return False
        self._subscribers.poisoned.clear()
        try:
            release(self._database, self._subscribers, event_id, actor_id="operator", seconds=PATIENCE)
        except (Refusal, InfrastructureUnavailable):  # released already, waits for a snapshot, or no database
            return False
        return True

    def die(self) -> None:
        """Its transaction ends with it."""


class WitnessedSubscribers(Subscribers):
    """A service's subscribers, each of which also notes its effect in its own transaction, or fails by fate.

    :ivar poisoned: events that fail until an operator repairs the handler
    :ivar needs_operator: whether anything may be parked
    """

    def __init__(self, real: Subscribers, fate: Fate) -> None:
        super().__init__(real.service)
        self.is_repaired = real.is_repaired
        self.poisoned: set[str] = set()
        self.needs_operator = False
        self._real = real
        self._fate = fate

    def find(self, event_type: str) -> Subscriber[Any] | None:
        """The reader of an event type, with a witness."""
        reader = self._real.find(event_type)
        if reader is None:
            return None

        def witnessed(session: Session, event: Event, envelope: Envelope) -> None:
            session.execute(_NOTE_EFFECT, {"id": envelope.event_id, "topic": envelope.topic, "key": envelope.key,
                                           "sequence": envelope.sequence or 0})
            reader(session, event, envelope)
            if self._fate.strikes(Fault.POISON, where=f"{self.service} {event_type}"):
                self.poisoned.add(envelope.event_id)
                self.needs_operator = True
            if envelope.event_id in self.poisoned:
                raise ValueError("simulated")
            if self._fate.strikes(Fault.HANDLER, where=f"{self.service} {event_type}"):
                raise self._fate.pick((ConnectionError, RuntimeError))("simulated")

        return witnessed

    @property
    def topics(self) -> list[str]:
        """The topics to subscribe to."""
        return self._real.topics


def witnessed_jobs(jobs: Jobs) -> Jobs:
    """The same jobs, each recording in its own transactions what it did."""
    found = Jobs()
    for job in jobs:
        found.add(replace(job, handle=_witnessed_item(job)) if isinstance(job, ItemJob)
                  else replace(job, work=_witnessed(job)))
    return found


def _witnessed(job: Job) -> Callable[[Session, date], None]:
    def work(session: Session, day: date) -> None:
        session.execute(_NOTE_JOB, {"job": job.name, "item": None, "day": day})
        job.work(session, day)
    return work


def _witnessed_item(job: ItemJob) -> ItemWork:
    def handle(session: Session, item: JobItem) -> None:
        session.execute(_NOTE_JOB, {"job": job.name, "item": item.key, "day": item.business_date})
        job.handle(session, item)
    return handle


def subscribers_of(service: str) -> Subscribers:
    """The bus edge of a service."""
    subscribers: Subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers
    return subscribers


def jobs_of(service: str) -> Jobs:
    """The jobs of a service; those of identity live by the machine's time, which a simulation has none of."""
    if service == "identity":
        return Jobs()
    jobs: Jobs = importlib.import_module(f"services.{service}.jobs").jobs
    return jobs
