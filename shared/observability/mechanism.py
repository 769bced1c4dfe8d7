"""Gauges of a service's outbox, parked events, jobs, database connections and consumer lag."""
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any

from prometheus_client.core import Metric
from sqlalchemy import Table, func, select, text, tuple_
from sqlalchemy.pool import QueuePool

from shared.bus.port import Bus
from shared.db.mechanism import job_progress, outbox, parked_event, set_aside_item
from shared.db.session import Database, Session
from shared.kernel.clock import AMSTERDAM
from shared.observability import metrics as catalogue
from shared.observability.lookups import Lookup, Lookups
from shared.observability.own_gauges import OwnGauges

_LONGEST_QUERY = text("SET LOCAL statement_timeout = '2s'")


class Pool:
    """Gauges of the database connection pool of a process."""

    def __init__(self, database: Database) -> None:
        self._pool = database.engine.pool

    def collect(self) -> Iterator[Metric]:
        """Yield the connections in use and idle, and the maximum."""
        if isinstance(self._pool, QueuePool):
            family = catalogue.CONNECTIONS.family()
            family.add_metric(["in_use"], self._pool.checkedout())
            family.add_metric(["idle"], self._pool.checkedin())
            yield family
            yield catalogue.MOST_CONNECTIONS.sample(self._pool.size() + self._pool._max_overflow)


def lookups_of(database: Database, bus: Bus, group: str, topics: Sequence[str], own: OwnGauges) -> Lookups:
    """Return the lookups of a worker: its mechanism tables, its lag per topic and the service's own gauges."""
    def ask_database() -> Iterable[Metric]:
        with database.reading() as session:
            session.execute(_LONGEST_QUERY)
            return [*_outbox(session), *_parked(session), *_jobs(session), *_set_aside(session)]

    def ask_bus() -> Iterable[Metric]:
        lag = catalogue.LAG.family()
        for (topic, partition), (committed, end) in bus.lag(group, topics).items():
            lag.add_metric([topic, str(partition)], end - (committed or 0))
        return [lag]

    asked = [Lookup("database", ask_database), *own.lookups(database)]
    return Lookups(*asked, *([Lookup("bus", ask_bus)] if topics else []))


def _outbox(session: Session) -> Iterator[Metric]:
    pending, oldest = _waiting(session, outbox, outbox.c.written_at)
    yield catalogue.OUTBOX_PENDING.sample(pending)
    yield catalogue.OUTBOX_OLDEST.sample(oldest)


def _parked(session: Session) -> Iterator[Metric]:
    events, oldest = _waiting(session, parked_event, parked_event.c.parked_at)
    keys = func.count(tuple_(parked_event.c.topic, parked_event.c.key).distinct())
    yield catalogue.PARKED_EVENTS.sample(events)
    yield catalogue.PARKED_OLDEST.sample(oldest)
    yield catalogue.PARKED_KEYS.sample(session.scalars(select(keys)).one())


def _waiting(session: Session, table: Table, since: Any) -> tuple[int, float]:
    """Return the number of rows and the age of the oldest in seconds."""
    count: int
    first: datetime | None
    count, first = session.execute(select(func.count(), func.min(since)).select_from(table)).one()
    return count, max(0.0, (session.clock.now() - first).total_seconds()) if first else 0.0


def _jobs(session: Session) -> Iterator[Metric]:
    through, behind = catalogue.JOB_THROUGH.family(), catalogue.JOB_BEHIND.family()
    today = session.clock.today()
    for job, day in session.execute(select(job_progress.c.job, job_progress.c.through)):
        through.add_metric([job], datetime.combine(day, time(), AMSTERDAM).timestamp())
        behind.add_metric([job], max(0, (today - day).days))
    yield through
    yield behind


def _set_aside(session: Session) -> Iterator[Metric]:
    family = catalogue.SET_ASIDE.family()
    counted = select(job_progress.c.job, func.count(set_aside_item.c.id)).select_from(
        job_progress.outerjoin(set_aside_item, set_aside_item.c.job == job_progress.c.job)).group_by(job_progress.c.job)
    for job, count in session.execute(counted):
        family.add_metric([job], count)
    yield family
    yield catalogue.SET_ASIDE_OLDEST.sample(_waiting(session, set_aside_item, set_aside_item.c.first_tried_at)[1])
