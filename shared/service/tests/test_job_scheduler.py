"""A job runs once for each of its business dates, in order, also when workers stop or run concurrently."""
import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Column, Date, MetaData, String, Table, insert, select

from shared.db.mechanism import job_progress
from shared.db.session import Database, Session
from shared.kernel.clock import FixedClock, noon
from shared.service.jobs import Jobs
from shared.service.scheduler import FAILED_SECONDS, Scheduler
from shared.testing.postgres import database_with

MONDAY = date(2026, 3, 2)
metadata = MetaData()
run = Table("run", metadata, Column("job", String), Column("day", Date))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(noon(MONDAY))


@pytest.fixture
def database(postgres_server, clock) -> Iterator[Database]:
    with database_with(postgres_server, "jobs", metadata) as url:
        opened = Database(url, clock)
        yield opened
        opened.dispose()


def day(offset: int) -> date:
    """Return the date this number of days after Monday."""
    return MONDAY + timedelta(days=offset)


def note(job: str, session: Session, business_date: date) -> None:
    """Record that a job ran."""
    session.execute(insert(run).values(job=job, day=business_date))


def runs(database: Database, job: str) -> list[date]:
    """Return the business dates for which a job ran."""
    with database.reading() as session:
        return list(session.scalars(select(run.c.day).where(run.c.job == job)))


def through(database: Database) -> set[date]:
    """Return the last completed business dates of all jobs."""
    with database.reading() as session:
        return set(session.scalars(select(job_progress.c.through)))


def counted(job: str, outcome: str) -> float | None:
    """Return the exported number of runs, or None."""
    return REGISTRY.get_sample_value("ontzorg_job_runs_total", {"task": job, "outcome": outcome})


class Stop(threading.Event):
    """A stop event that records the requested waits and returns at once."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return self.is_set()


class TestScheduler:
    def test_runs_a_new_job_from_today_on(self, database):
        jobs = Jobs()
        jobs.daily("daily")(lambda session, at: note("daily", session, at))

        Scheduler(database, jobs).catch_up(MONDAY)

        assert runs(database, "daily") == [MONDAY]

    def test_runs_a_job_once_a_date_however_often_it_looks(self, database):
        jobs = Jobs()
        jobs.daily("daily")(lambda session, at: note("daily", session, at))
        scheduler = Scheduler(database, jobs)

        for _ in range(3):
            scheduler.catch_up(MONDAY)

        assert runs(database, "daily") == [MONDAY]

    def test_catches_up_after_an_outage_date_by_date_with_the_jobs_in_turn(self, database):
        jobs = Jobs()
        for name in ("first", "second"):
            jobs.daily(name)(lambda session, at, name=name: note(name, session, at))
        scheduler = Scheduler(database, jobs)
        scheduler.catch_up(MONDAY)

        Scheduler(database, jobs).catch_up(day(3))

        with database.reading() as session:
            done = session.execute(select(run.c.day, run.c.job)).all()
        assert done == [(day(n), name) for n in range(4) for name in ("first", "second")]

    def test_runs_a_job_on_its_own_dates_only(self, database):
        jobs = Jobs()
        jobs.on_dates("fridays", lambda at: at.weekday() == 4)(lambda session, at: note("fridays", session, at))
        scheduler = Scheduler(database, jobs)
        scheduler.catch_up(MONDAY)

        scheduler.catch_up(day(14))

        assert runs(database, "fridays") == [day(4), day(11)]
        assert through(database) == {day(14)}

    def test_runs_a_job_once_with_two_workers_at_the_same_time(self, database):
        jobs = Jobs()
        jobs.daily("daily")(lambda session, at: note("daily", session, at))
        Scheduler(database, jobs).catch_up(MONDAY)
        barrier = threading.Barrier(2, timeout=10)

        def work() -> None:
            barrier.wait()
            Scheduler(database, jobs).catch_up(day(20))

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

        assert runs(database, "daily") == [day(n) for n in range(21)]

    def test_leaves_the_date_of_a_failing_job_undone_with_what_it_wrote(self, database):
        broken = [True]
        jobs = Jobs()

        @jobs.daily("fragile")
        def fragile(session: Session, at: date) -> None:
            note("fragile", session, at)
            if broken and at == day(1):
                raise RuntimeError("no such policy")

        scheduler = Scheduler(database, jobs)
        scheduler.catch_up(MONDAY)
        with pytest.raises(RuntimeError, match="no such policy"):
            scheduler.catch_up(day(3))
        assert runs(database, "fragile") == [MONDAY]
        assert through(database) == {MONDAY}

        broken.clear()
        scheduler.catch_up(day(3))

        assert runs(database, "fragile") == [day(n) for n in range(4)]

    def test_tries_a_failing_job_again_and_keeps_its_worker_alive(self, database):
        stop, jobs, tries = Stop(), Jobs(), []

        @jobs.daily("fragile-once")
        def fragile(session: Session, at: date) -> None:
            tries.append(at)
            if len(tries) == 1:
                raise RuntimeError("no such policy")
            stop.set()

        Scheduler(database, jobs).run(stop)

        assert tries == [MONDAY, MONDAY]
        assert stop.waited[0] == FAILED_SECONDS, "not five times a second: the log would hide everything else"
        assert counted("fragile-once", "failed") == 1.0

    def test_shows_every_job_at_zero_before_it_first_fails(self, database):
        jobs = Jobs()
        jobs.daily("never-run")(lambda session, at: None)

        Scheduler(database, jobs)

        assert counted("never-run", "failed") == 0.0, "else the first failure would be no increase"

    def test_stops_between_two_dates_when_told_and_goes_on_later(self, database):
        stop, jobs = threading.Event(), Jobs()

        @jobs.daily("daily")
        def daily(session: Session, at: date) -> None:
            note("daily", session, at)
            if at == day(1):
                stop.set()

        scheduler = Scheduler(database, jobs)
        scheduler.catch_up(MONDAY)
        scheduler.catch_up(day(3), stop)
        assert through(database) == {day(1)}

        scheduler.catch_up(day(3))

        assert runs(database, "daily") == [day(n) for n in range(4)]

    def test_never_runs_back_when_the_clock_is_set_back(self, database):
        jobs = Jobs()
        jobs.daily("daily")(lambda session, at: note("daily", session, at))
        scheduler = Scheduler(database, jobs)
        scheduler.catch_up(day(5))

        scheduler.catch_up(MONDAY)

        assert runs(database, "daily") == [day(5)]
        assert through(database) == {day(5)}
