"""Retry of items that were set aside, on an operator's request or by the scheduler after a back-off.

An item catches up date by date, like a job after an outage; each date is a separate transaction.
"""
import logging
import time
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select, update

from shared.db.mechanism import set_aside_item
from shared.db.session import Database, Session
from shared.kernel.actor import SYSTEM
from shared.kernel.refusals import Conflict, NotFound, Refusal, Stale, ensure_version
from shared.messaging.failures import Failure, failure_of
from shared.observability.metrics import JOB_ITEMS
from shared.observability.tracing import new_trace, working_on
from shared.service.job_progress import lock_progress
from shared.service.jobs import ItemJob, JobItem, Jobs
from shared.service.set_aside import Action, close, get_set_aside, reason_of, record_failed_try

log = logging.getLogger(__name__)

ONE_DAY = timedelta(days=1)
PATIENCE_SECONDS = 5.0
"""Time limit of a retry, checked between dates; the next retry continues."""
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class RetryOutcome:
    """The result of a retry.

    :ivar is_done: whether the item was handled for all dates and is no longer set aside
    :ivar dates: number of business dates handled
    :ivar reason: why a date failed; None if none failed
    """

    is_done: bool
    dates: int
    reason: str | None = None


def retry(database: Database, jobs: Jobs, item_id: int, *, actor_id: str, version: int | None = None,
          seconds: float = PATIENCE_SECONDS) -> RetryOutcome:
    """Handle an item for every business date that it missed, oldest first, until one fails.

    :param actor_id: the requesting account, recorded for audit
    :param version: the number of tries that this person knew of; None not to check
    :raises NotFound: ``set_aside.unknown``
    :raises Stale: if it was tried since
    :raises Conflict: ``set_aside.job_gone`` if the service no longer has the job
    """
    deadline, dates = time.monotonic() + seconds, 0
    while True:
        trace = new_trace()
        with working_on(trace):
            try:
                with database.transaction() as session:
                    job, is_done = _handle_date(session, jobs, item_id, actor_id, version=None if dates else version)
            except Stale:
                raise
            except (NotFound, Conflict) as refusal:
                if refusal.code in ("set_aside.unknown", "set_aside.job_gone"):
                    raise
                return _failed(database, item_id, refusal, dates, trace.correlation_id)
            except Exception as problem:
                if failure_of(problem) is Failure.INFRASTRUCTURE:
                    raise
                return _failed(database, item_id, problem, dates, trace.correlation_id)
        dates += 1
        JOB_ITEMS.labels(job.name, "retried").inc()
        if is_done or time.monotonic() > deadline:
            return RetryOutcome(is_done, dates)


def retry_due(database: Database, jobs: Jobs) -> int:
    """Retry the items whose back-off has passed.

    :returns: number of items that were tried
    """
    names = [job.name for job in jobs if isinstance(job, ItemJob)]
    tried = 0
    for item_id in _list_due(database, names):
        if _claim(database, item_id):
            try:
                retry(database, jobs, item_id, actor_id=SYSTEM.account_id)
            except NotFound:
                continue  # resolved or retried concurrently
            tried += 1
    return tried


def _list_due(database: Database, names: list[str]) -> list[int]:
    with database.reading() as session:
        due = select(set_aside_item.c.id).where(set_aside_item.c.next_try_at <= func.now(), set_aside_item.c.job.in_(names))
        return list(session.scalars(due.order_by(set_aside_item.c.next_try_at).limit(MOST_AT_ONCE)))


def _claim(database: Database, item_id: int) -> bool:
    """Postpone the next retry a little, so that only one of several workers retries the item, also after a crash."""
    with database.transaction() as session:
        claimed = session.scalar(update(set_aside_item).where(
            set_aside_item.c.id == item_id, set_aside_item.c.next_try_at <= func.now(),
        ).values(next_try_at=func.now() + timedelta(minutes=1)).returning(set_aside_item.c.id))
    return claimed is not None


def _handle_date(session: Session, jobs: Jobs, item_id: int, actor_id: str, *, version: int | None) -> tuple[ItemJob, bool]:
    """Handle the oldest date that the item missed.

    :returns: the job, and whether it was the last missed date
    """
    row = get_set_aside(session, item_id)
    job = jobs.find_item_job(row.job)
    if job is None:
        raise Conflict("set_aside.job_gone", "Deze taak bestaat niet meer. Sluit het onderdeel af met een uitleg.")
    progress = lock_progress(session, job.name)
    row = get_set_aside(session, item_id, lock=True)
    ensure_version(version, row.tries)
    job.handle(session, JobItem(row.item, row.business_date, session.clock.today()))
    following = _next_date(job, row.business_date, progress.last_passed(row.item))
    if following is None:
        close(session, row, Action.RETRIED, actor_id)
    else:
        session.execute(update(set_aside_item).where(set_aside_item.c.id == row.id).values(business_date=following))
    return job, following is None


def _next_date(job: ItemJob, day: date, last: date) -> date | None:
    """The first business date after `day` and up to `last`."""
    later = (day + ONE_DAY * n for n in range(1, (last - day).days + 1))
    return next((one for one in later if job.is_due(one)), None)


def _failed(database: Database, item_id: int, problem: Exception, dates: int, correlation_id: str) -> RetryOutcome:
    log.warning("item failed again", exc_info=None if isinstance(problem, Refusal) else problem)
    with database.transaction() as session:
        record_failed_try(session, item_id, problem, correlation_id=correlation_id)
    return RetryOutcome(False, dates, reason_of(problem))
