"""The parts of a simulated worker: the product's relay, consumer and scheduler, run step by step."""
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select, text

from cli.chaos.simulation.bus import SimulatedBus, SimulatedSubscription
from cli.chaos.simulation.databases import WatchedDatabase
from cli.chaos.simulation.fault_plan import Fault, FaultPlan
from cli.run.service_parts import jobs_of
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
from shared.service.jobs import ItemJob, Job, JobItem, Jobs
from shared.service.scheduler import Scheduler

_NOTE_EFFECT = text("INSERT INTO simulated_effect (event_id, topic, key, sequence) VALUES (:id, :topic, :key, :sequence)")
_NOTE_JOB = text("INSERT INTO simulated_job (job, item, business_date) VALUES (:job, :item, :day)")

PATIENCE = 1e9
"""A time limit on the machine's clock that a run never reaches."""


class SteadyConsumer(Consumer):
    """The product's consumer without repeated requests for lost events, which follow the machine's clock."""

    def _ask_again(self) -> None:
        """Do nothing: no request is lost in a simulation."""


@dataclass(frozen=True, kw_only=True)
class Implementations:
    """The classes of the workers; a test passes broken ones to check that the run detects them."""

    relay: Callable[..., Relay] = Relay
    consumer: Callable[..., Consumer] = SteadyConsumer
    scheduler: Callable[..., Scheduler] = Scheduler
    bus: Callable[[FaultPlan], SimulatedBus] = SimulatedBus


class Part(Protocol):
    """A thread of a worker, as seen by the simulation."""

    def step(self) -> bool:
        """Do the next piece of work; return whether there was any."""

    def die(self) -> None:
        """Apply the effects of a kill that others see."""


class RelayPart:
    """Sends one batch of each slot, if anything was committed since the last look."""

    def __init__(self, database: WatchedDatabase, bus: Bus, watch: Watch, implementations: Implementations) -> None:
        self._database = database
        self._relay = implementations.relay(database, bus, watch=watch)

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
        """Do nothing: the transaction ends with the process."""


class ConsumerPart:
    """Joins its group if needed, polls once and handles the records."""

    def __init__(self, database: Database, bus: SimulatedBus, subscribers: Subscribers, watch: Watch,
                 implementations: Implementations) -> None:
        self._consumer = implementations.consumer(database, bus, subscribers, watch=watch)
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
        """Leave the group, so that another member gets the partitions."""
        if self._subscription is not None:
            self._subscription.close()
            self._subscription = None


class JobsPart:
    """Runs the jobs that are due through the virtual day."""

    def __init__(self, database: WatchedDatabase, jobs: Jobs, implementations: Implementations) -> None:
        self._database = database
        self._scheduler = implementations.scheduler(database, jobs)
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
    """Repairs broken handlers and releases parked events.

    It acts only while no other part is suspended within a step, because a release waits for locks by the machine's clock.
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
    """A service's subscribers, which also record their effect in their transaction, or fail by the fault plan.

    :ivar poisoned: events that fail until an operator repairs the handler
    :ivar needs_operator: whether anything may be parked
    """

    def __init__(self, real: Subscribers, fault_plan: FaultPlan) -> None:
        super().__init__(real.service)
        self.is_repaired = real.is_repaired
        self.poisoned: set[str] = set()
        self.needs_operator = False
        self._real = real
        self._fault_plan = fault_plan

    def find(self, event_type: str) -> Subscriber[Any] | None:
        """Return the subscriber of an event type, extended to record its effect."""
        reader = self._real.find(event_type)
        if reader is None:
            return None

        def witnessed(session: Session, event: Event, envelope: Envelope) -> None:
            session.execute(_NOTE_EFFECT, {"id": envelope.event_id, "topic": envelope.topic, "key": envelope.key,
                                           "sequence": envelope.sequence or 0})
            reader(session, event, envelope)
            if self._fault_plan.occurs(Fault.POISON, where=f"{self.service} {event_type}"):
                self.poisoned.add(envelope.event_id)
                self.needs_operator = True
            if envelope.event_id in self.poisoned:
                raise ValueError("simulated")
            if self._fault_plan.occurs(Fault.HANDLER, where=f"{self.service} {event_type}"):
                raise self._fault_plan.pick((ConnectionError, RuntimeError))("simulated")

        return witnessed

    @property
    def topics(self) -> list[str]:
        """Return the topics to subscribe to."""
        return self._real.topics


def witnessed_jobs(jobs: Jobs) -> Jobs:
    """Return the jobs, extended to record their work in their own transactions."""
    found = Jobs()
    for job in jobs:
        found.add(_witnessed_items(job) if isinstance(job, ItemJob) else replace(job, work=_witnessed(job)))
    return found


def _witnessed(job: Job) -> Callable[[Session, date], None]:
    def work(session: Session, day: date) -> None:
        session.execute(_NOTE_JOB, {"job": job.name, "item": None, "day": day})
        job.work(session, day)
    return work


def _witnessed_items(job: ItemJob) -> ItemJob:
    def note(session: Session, item: JobItem) -> None:
        session.execute(_NOTE_JOB, {"job": job.name, "item": item.key, "day": item.business_date})

    def handle(session: Session, item: JobItem) -> None:
        note(session, item)
        job.handle(session, item)

    def handle_all(session: Session, items: Sequence[JobItem]) -> None:
        for item in items:
            note(session, item)
        if job.handle_all is not None:
            job.handle_all(session, items)

    return replace(job, handle=handle, handle_all=handle_all if job.handle_all is not None else None)


def subscribers_of(service: str) -> Subscribers:
    """Return the subscribers of a service."""
    subscribers: Subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers
    return subscribers


def simulated_jobs_of(service: str) -> Jobs:
    """Return the jobs of a service; none of identity, whose jobs follow the machine's clock."""
    return Jobs() if service == "identity" else jobs_of(service)
