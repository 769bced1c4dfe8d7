"""Runs each job once per business date, in order, and catches up after an outage; a job over items skips no item.

An item that fails is set aside and the others continue. After a failure of the infrastructure the run backs off and
continues with the same item.
"""
import logging
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from shared.db.session import Database, Session
from shared.kernel.refusals import Refusal
from shared.messaging.failures import Failure, failure_of
from shared.observability.metrics import JOB_ITEMS, JOB_RUNS, JOB_SECONDS
from shared.observability.tracing import Trace, new_trace, working_on
from shared.service.item_retry import retry_due
from shared.service.job_progress import (
    list_through,
    lock_progress,
    record_all_through,
    record_date,
    record_item,
)
from shared.service.jobs import ItemJob, Job, JobItem, Jobs
from shared.service.set_aside import find_set_aside, set_aside

log = logging.getLogger(__name__)

ONE_DAY = timedelta(days=1)
LOOK_SECONDS = 0.2
"""Interval at which the clock is read; outside production the clock may be moved."""
FIRST_BACKOFF_SECONDS = 0.1
MAX_BACKOFF_SECONDS = 10.0
"""First delay while the database is unavailable, doubled each time."""
FAILED_SECONDS = 60.0
"""Delay before a job that failed as a whole is retried."""
RETRY_LOOK_SECONDS = 5.0
"""Interval at which items are queried whose back-off has passed."""


class Scheduler:
    """Runs due jobs; the row lock on a job's progress ensures that it runs once with any number of workers."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs
        self._failures_in_a_row = 0
        self._retry_at = 0.0
        for job in self._jobs:
            for outcome in ("done", "failed"):
                JOB_RUNS.labels(job.name, outcome)  # starts at 0, so that Prometheus sees the first increase
            if isinstance(job, ItemJob):
                for outcome in ("done", "set_aside", "retried"):
                    JOB_ITEMS.labels(job.name, outcome)

    def run(self, stop: threading.Event) -> None:
        """Run due jobs until `stop` is set; a failing job is retried and does not stop the worker."""
        done: date | None = None
        while not stop.is_set():
            try:
                today = self._database.clock.today()
                if today != done:
                    self.catch_up(today, stop)
                    done = today
                self._retry_now_and_then()
                self._failures_in_a_row = 0
            except Exception as problem:
                stop.wait(self._pause_after(problem))
            stop.wait(LOOK_SECONDS)

    def catch_up(self, today: date, stop: threading.Event | None = None) -> None:
        """Run every job for each of its uncompleted dates, oldest first, up to and including today."""
        with self._database.transaction() as session:
            through = list_through(session, [job.name for job in self._jobs], default=today - ONE_DAY)
        day = min(through.values(), default=today) + ONE_DAY
        while day <= today and not _is_set(stop):
            self._run_day(day, [job for job in self._jobs if day > through[job.name] and job.is_due(day)], stop)
            day += ONE_DAY
        if not _is_set(stop):
            with self._database.transaction() as session:
                record_all_through(session, today)

    def _retry_now_and_then(self) -> None:
        if time.monotonic() >= self._retry_at:
            retry_due(self._database, self._jobs)
            self._retry_at = time.monotonic() + RETRY_LOOK_SECONDS

    def _pause_after(self, problem: Exception) -> float:
        if failure_of(problem) is not Failure.INFRASTRUCTURE:
            log.error("a job failed; it is tried again in %.0f s", FAILED_SECONDS, exc_info=problem)
            return FAILED_SECONDS
        pause: float = min(FIRST_BACKOFF_SECONDS * 2 ** min(self._failures_in_a_row, 10), MAX_BACKOFF_SECONDS)
        self._failures_in_a_row += 1
        log.warning("jobs wait", extra={"error": type(problem).__name__, "seconds": pause})
        return pause

    def _run_day(self, day: date, jobs: Iterable[Job | ItemJob], stop: threading.Event | None) -> None:
        """Run jobs in order; the date of those without items, most of them on most days, is recorded in one transaction."""
        left, idle = deque(jobs), dict[str, float]()
        while left:
            found = self._skip_idle(left, day, idle)
            if found is None:
                break
            job, keys = found
            with _noting_failure(job, day):
                started = time.perf_counter()
                is_done = self._run_items(job, day, keys, stop) if isinstance(job, ItemJob) else self._run_whole(job, day)
            if is_done:
                _note_done(job.name, day, time.perf_counter() - started)
        if idle:
            with self._database.transaction() as session:
                recorded = record_date(session, idle, day)
            for name in recorded:
                _note_done(name, day, idle[name])

    def _skip_idle(self, left: deque[Job | ItemJob], day: date, idle: dict[str, float]) -> tuple[Job | ItemJob, list[str]] | None:
        """Take the first job that has something to do, with the keys of its items; those before it are idle.

        They are queried in one session, which ends before anything is done.
        """
        with self._database.reading() as session:
            while left:
                job, started = left.popleft(), time.perf_counter()
                if not isinstance(job, ItemJob):
                    return job, []
                with _noting_failure(job, day):
                    keys = sorted(set(job.list_items(session, day)))
                if keys:
                    return job, keys
                idle[job.name] = time.perf_counter() - started
        return None

    def _run_whole(self, job: Job, day: date) -> bool:
        """Run a job in one transaction with its progress; false if another worker did it."""
        with working_on(new_trace()), self._database.transaction() as session:
            if lock_progress(session, job.name).through >= day:
                return False
            job.work(session, day)
            record_date(session, [job.name], day)
        return True

    def _run_items(self, job: ItemJob, day: date, keys: list[str], stop: threading.Event | None) -> bool:
        """Handle items in order of their keys, a chunk and its progress per transaction.

        :returns: whether this worker completed the date; false if it stops or another worker did it
        """
        for start in range(0, len(keys), job.chunk):
            if _is_set(stop):
                return False
            self._handle_or_set_aside(job, day, keys[start:start + job.chunk])
        with self._database.transaction() as session:
            return bool(record_date(session, [job.name], day))

    def _handle_or_set_aside(self, job: ItemJob, day: date, keys: list[str]) -> None:
        """Handle a chunk together or, if that fails, its items one by one."""
        try:
            self._handle(job, day, keys)
            return
        except Exception as problem:
            if failure_of(problem) is Failure.INFRASTRUCTURE:
                raise
        for key in keys:
            self._handle_alone(job, day, key)

    def _handle_alone(self, job: ItemJob, day: date, key: str) -> None:
        trace = new_trace()
        with working_on(trace):
            try:
                self._handle(job, day, [key], trace)
            except Exception as problem:
                if failure_of(problem) is Failure.INFRASTRUCTURE:
                    raise
                log.warning("item set aside", extra={"job": job.name, "business_date": day.isoformat(), "item": key},
                            exc_info=None if isinstance(problem, Refusal) else problem)
                self._set_aside(job, day, key, problem, trace.correlation_id)

    def _handle(self, job: ItemJob, day: date, keys: list[str], trace: Trace | None = None) -> None:
        with self._database.transaction() as session:
            progress = lock_progress(session, job.name)
            due = [key for key in keys if not progress.has_passed(day, key)]
            if not due:
                return
            waiting = find_set_aside(session, job, due)
            _handle_items(session, job, [JobItem(key, day, day) for key in due if key not in waiting], trace)
            record_item(session, job.name, day, due[-1])
        JOB_ITEMS.labels(job.name, "done").inc(len(due) - len(waiting))

    def _set_aside(self, job: ItemJob, day: date, key: str, problem: Exception, correlation_id: str) -> None:
        with self._database.transaction() as session:
            if lock_progress(session, job.name).has_passed(day, key):
                return  # another worker has handled it
            set_aside(session, job, key, day, problem, correlation_id=correlation_id)
            record_item(session, job.name, day, key)
        JOB_ITEMS.labels(job.name, "set_aside").inc()


def _handle_items(session: Session, job: ItemJob, items: list[JobItem], trace: Trace | None) -> None:
    """Handle items together if the job supports it, otherwise one by one, each with its own trace."""
    if job.handle_all is not None and items:
        with working_on(trace or new_trace()):
            job.handle_all(session, items)
        return
    for item in items:
        with working_on(trace or new_trace()):
            job.handle(session, item)


@contextmanager
def _noting_failure(job: Job | ItemJob, day: date) -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        if failure_of(problem) is not Failure.INFRASTRUCTURE:
            JOB_RUNS.labels(job.name, "failed").inc()
            log.error("job failed", extra={"job": job.name, "business_date": day.isoformat()})
        raise


def _note_done(job: str, day: date, seconds: float) -> None:
    JOB_RUNS.labels(job, "done").inc()
    JOB_SECONDS.labels(job).observe(seconds)
    log.info("job done", extra={"job": job, "business_date": day.isoformat(), "seconds": round(seconds, 3)})


def _is_set(stop: threading.Event | None) -> bool:
    return stop is not None and stop.is_set()
