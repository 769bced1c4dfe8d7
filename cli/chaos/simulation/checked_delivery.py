"""Invariants of delivery: nothing pending or parked, no gap in a sequence, every effect once and in order."""
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select, text

from cli.chaos.invariants import Finding, ServiceDatabases, doubled, lost, out_of_order
from cli.chaos.simulation.databases import SERVICES
from cli.chaos.simulation.logged import Logged
from cli.chaos.simulation.parts import simulated_jobs_of, subscribers_of
from shared.db.mechanism import event_sequence, job_progress, outbox, parked_event, set_aside_item
from shared.db.session import Session
from shared.events.base import topic_of
from shared.events.snapshot import Snapshot
from shared.service.jobs import ItemJob, Job

_EFFECTS = text("SELECT event_id, topic, key, sequence FROM simulated_effect ORDER BY id")
_JOBS = text("SELECT job, item, business_date FROM simulated_job ORDER BY id")


def check(databases: ServiceDatabases, arrived: Sequence[Logged]) -> Iterator[Finding]:
    """Yield findings about outboxes, log, effects and jobs."""
    for service in SERVICES:
        with databases[service].reading() as session:
            yield from _nothing_waits(session, service)
            yield from _log_is_whole(session, service, arrived)
            yield from _effects_happened_once(session, service, arrived)
            yield from _jobs_ran_once(session, service)


def _nothing_waits(session: Session, service: str) -> Iterator[Finding]:
    waiting = session.scalar(select(func.count()).select_from(outbox)) or 0
    if waiting:
        yield lost(f"{waiting} events wait in the outbox of {service}")
    for row in session.execute(select(parked_event).order_by(parked_event.c.id)):
        yield lost(f"{service} parked {row.type} of {row.key}: {row.error[:200]}")


def _log_is_whole(session: Session, service: str, arrived: Sequence[Logged]) -> Iterator[Finding]:
    """The sequence numbers of an aggregate arrived in order, from 1 up to the last committed one."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for logged in arrived:
        if logged.topic == topic_of(service):
            numbers[logged.key].append(logged.sequence)
    counted = select(event_sequence.c.key, event_sequence.c.sequence).where(event_sequence.c.topic == topic_of(service))
    for key, last in session.execute(counted):
        found = numbers.pop(key, [])
        if set(range(1, last + 1)) - set(found):
            yield lost(f"of {service} {key} the log has {sorted(found)}, and {last} were committed")
        if found != sorted(found):
            yield out_of_order(f"the log has {service} {key} as {found}")
    for key in numbers:
        yield doubled(f"{service} {key} is in the log and was never committed")


def _effects_happened_once(session: Session, service: str, arrived: Sequence[Logged]) -> Iterator[Finding]:
    subscribers = subscribers_of(service)
    expected = {a.event_id: a for a in arrived if a.topic in subscribers.topics and subscribers.find(a.type)
                and not isinstance(a.event, Snapshot)}  # snapshots have no effect on a complete copy
    effects = session.execute(_EFFECTS).all()
    times = Counter(effect.event_id for effect in effects)
    for event_id, logged in expected.items():
        if not times[event_id]:
            yield lost(f"{logged.type} {logged.sequence} of {logged.key} had no effect in {service}")
        if times[event_id] > 1:
            yield doubled(f"{logged.type} {logged.sequence} of {logged.key} had {times[event_id]} effects in {service}")
    order: dict[tuple[str, str], list[int]] = defaultdict(list)
    for effect in effects:
        order[effect.topic, effect.key].append(effect.sequence)
    for (topic, key), numbers in order.items():
        if numbers != sorted(numbers):
            yield out_of_order(f"{service} handled {topic} {key} as {numbers}")


def _jobs_ran_once(session: Session, service: str) -> Iterator[Finding]:
    ran = Counter((row.job, row.item, row.business_date) for row in session.execute(_JOBS))
    through = {row.job: row.through for row in session.execute(select(job_progress))}
    for (name, item, day), times in ran.items():
        if times > 1:
            yield doubled(f"{name} of {service} ran {times} times for {item or 'all'} on {day}")
    for row in session.execute(select(set_aside_item)):
        yield lost(f"{row.job} of {service} set {row.item} aside on {row.business_date}: {row.reason}")
    for job in simulated_jobs_of(service):
        if isinstance(job, ItemJob):
            continue
        days = [day for name, _, day in ran if name == job.name]
        for day in _due(job, min(days, default=None), through.get(job.name)):
            if (job.name, None, day) not in ran:
                yield lost(f"{job.name} of {service} never ran for {day}")


def _due(job: Job, first: date | None, last: date | None) -> Iterator[date]:
    day = first
    while day is not None and last is not None and day <= last:
        if job.is_due(day):
            yield day
        day += timedelta(days=1)
