"""Progress of jobs: the last completed business date and, while a job over items runs, the last item."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from shared.db.mechanism import job_progress
from shared.db.session import Session


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of one job, locked until the end of the transaction.

    :ivar through: the last completed business date
    :ivar running: the business date whose items are being handled; None outside a run
    :ivar after: the last item of the run that was handled or set aside
    """

    through: date
    running: date | None
    after: str | None

    def has_passed(self, day: date, key: str) -> bool:
        """Whether a scheduled run has handled or set aside the item for a date."""
        return self.through >= day or (self.running == day and self.after is not None and key <= self.after)

    def last_passed(self, key: str) -> date:
        """The last date for which a scheduled run has handled or set aside the item."""
        if self.running is not None and self.has_passed(self.running, key):
            return max(self.running, self.through)
        return self.through


def list_through(session: Session, jobs: Iterable[str], *, default: date) -> dict[str, date]:
    """The last date that is done, by job; a job that is new is done through `default`."""
    names = list(jobs)
    if names:
        session.execute(insert(job_progress).values([{"job": name, "through": default} for name in names])
                        .on_conflict_do_nothing())
    rows = session.execute(select(job_progress.c.job, job_progress.c.through).where(job_progress.c.job.in_(names)))
    return {row.job: row.through for row in rows}


def lock_progress(session: Session, job: str) -> Progress:
    """The progress of a job, locked until the end of the transaction."""
    row = session.execute(select(job_progress).where(job_progress.c.job == job).with_for_update()).one()
    return Progress(row.through, row.running, row.after)


def record_item(session: Session, job: str, day: date, key: str) -> None:
    """Record that the run of a date has handled or set aside all items up to this one."""
    session.execute(update(job_progress).where(job_progress.c.job == job).values(running=day, after=key))


def record_date(session: Session, jobs: Iterable[str], day: date) -> Sequence[str]:
    """Record that a date is done for these jobs; returns those for which it was not done already."""
    return session.scalars(update(job_progress).where(job_progress.c.job.in_(list(jobs)), job_progress.c.through < day).values(
        through=day, running=None, after=None).returning(job_progress.c.job)).all()


def record_all_through(session: Session, day: date) -> None:
    """Record that all jobs are completed through a date."""
    session.execute(update(job_progress).where(job_progress.c.through < day).values(through=day, running=None, after=None))
