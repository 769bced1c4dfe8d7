"""Work that the clock starts: a job has business dates, runs once for each, in order, and catches up after an outage."""
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

from shared.db.mechanism import job_progress
from shared.db.session import Database, Session
from shared.observability.metrics import JOB_RUNS, JOB_SECONDS
from shared.observability.tracing import new_trace, working_on

log = logging.getLogger(__name__)

ONE_DAY = timedelta(days=1)
LOOK_SECONDS = 0.2
"""How often the clock is looked at: it may be moved by hand outside production."""
AWAY_SECONDS = 1.0
"""Until a database that is away is asked again."""
FAILED_SECONDS = 60.0
"""Until a job that failed is tried again."""

Work = Callable[[Session, date], None]
IsDue = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of scheduled work.

    :ivar is_due: whether a civil date is a business date of this job
    """

    name: str
    is_due: IsDue
    work: Work


class Jobs:
    """The jobs of one service, in the order in which they run on a date."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []

    def daily(self, name: str) -> Callable[[Work], Work]:
        """Declare work for every civil date."""
        return self.on_dates(name, lambda _: True)

    def on_dates(self, name: str, is_due: IsDue) -> Callable[[Work], Work]:
        """Declare work for the civil dates that the rule accepts."""
        def register(work: Work) -> Work:
            self._jobs.append(Job(name, is_due, work))
            return work
        return register

    def __iter__(self) -> Iterator[Job]:
        return iter(self._jobs)


class Scheduler:
    """Runs what is due; the row lock on a job's progress makes it run once however many workers there are."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = list(jobs)
        for job in self._jobs:
            for outcome in ("done", "failed"):
                JOB_RUNS.labels(job.name, outcome)  # at zero, or the first would be no increase

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set; a job that fails is tried again, and the rest of the worker goes on."""
        done: date | None = None
        while not stop.is_set():
            today = self._database.clock.today()
            if today != done:
                try:
                    self.catch_up(today, stop)
                    done = today
                except OperationalError as problem:
                    log.warning("jobs wait: %s", type(problem).__name__)
                    stop.wait(AWAY_SECONDS)
                except Exception:
                    log.exception("a job failed; it is tried again in %.0f s", FAILED_SECONDS)
                    stop.wait(FAILED_SECONDS)
            stop.wait(LOOK_SECONDS)

    def catch_up(self, today: date, stop: threading.Event | None = None) -> None:
        """Run every job for each of its dates that is not done, oldest date first, up to and including today."""
        day = min((self._through(job, today) for job in self._jobs), default=today) + ONE_DAY
        while day <= today and not (stop and stop.is_set()):
            due = [job for job in self._jobs if job.is_due(day)]
            for job in due:
                self._run_once(job, day)
            day += ONE_DAY
        if not (stop and stop.is_set()):
            self._note_through(today)

    def _through(self, job: Job, today: date) -> date:
        """The last date that is done; a new job starts today."""
        with self._database.transaction() as session:
            session.execute(insert(job_progress).values(job=job.name, through=today - ONE_DAY).on_conflict_do_nothing())
            through: date = session.scalars(select(job_progress.c.through).where(job_progress.c.job == job.name)).one()
            return through

    def _run_once(self, job: Job, day: date) -> None:
        started = time.perf_counter()
        try:
            has_run = self._run(job, day)
        except OperationalError:
            raise  # the database is away: no fault of the job
        except Exception:
            JOB_RUNS.labels(job.name, "failed").inc()
            log.error("job failed", extra={"job": job.name, "business_date": day.isoformat()})
            raise
        if not has_run:
            return
        seconds = time.perf_counter() - started
        JOB_RUNS.labels(job.name, "done").inc()
        JOB_SECONDS.labels(job.name).observe(seconds)
        log.info("job done", extra={"job": job.name, "business_date": day.isoformat(), "seconds": round(seconds, 3)})

    def _run(self, job: Job, day: date) -> bool:
        """In one transaction with its progress; gives whether it was still to be done."""
        with working_on(new_trace()), self._database.transaction() as session:
            locked = select(job_progress.c.through).where(job_progress.c.job == job.name).with_for_update()
            if session.scalars(locked).one() >= day:
                return False
            job.work(session, day)
            session.execute(update(job_progress).where(job_progress.c.job == job.name).values(through=day))
        return True

    def _note_through(self, today: date) -> None:
        with self._database.transaction() as session:
            session.execute(update(job_progress).where(job_progress.c.through < today).values(through=today))
