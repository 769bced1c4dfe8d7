"""Declarations of the work that the clock starts: jobs with business dates, whole or item by item.

`shared.service.scheduler` runs them.
"""
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from shared.db.session import Session

CHUNK = 50
"""Items of a job that share a transaction as long as none of them fails."""

IsDue = Callable[[date], bool]
Work = Callable[[Session, date], None]
ListItems = Callable[[Session, date], Iterable[str]]


@dataclass(frozen=True, slots=True)
class JobItem:
    """One thing that a job handles: a policy, a payee, a dossier.

    :ivar key: identifies it within the job, at most 120 characters, no personal data
    :ivar business_date: the date of the job
    :ivar handled_on: the day on which it is handled; the business date in a scheduled run, also one that catches up, and
        today when an item that was set aside is tried again
    """

    key: str
    business_date: date
    handled_on: date


ItemWork = Callable[[Session, JobItem], None]
BulkWork = Callable[[Session, Sequence[JobItem]], None]


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is one transaction for each business date.

    :ivar is_due: whether a civil date is a business date of this job
    """

    name: str
    is_due: IsDue
    work: Work


@dataclass(frozen=True, slots=True)
class ItemJob:
    """Work over many items; one that fails is set aside and the others go on.

    :ivar list_items: keys of what is to be handled on a business date; only reads
    :ivar handle: handles one item in a transaction; an item that has nothing to do (any more) is left as it is, because
        one that was set aside is handled again for every business date since
    :ivar chunk: items that share a transaction
    :ivar handle_all: handles the items of a chunk together, in fewer statements; None handles them one after the other
    """

    name: str
    is_due: IsDue
    list_items: ListItems
    handle: ItemWork
    chunk: int
    handle_all: BulkWork | None = None


class Jobs:
    """The jobs of one service, in the order in which they run on a date."""

    def __init__(self) -> None:
        self._jobs: list[Job | ItemJob] = []

    @overload
    def daily(self, name: str) -> Callable[[Work], Work]: ...

    @overload
    def daily(self, name: str, *, items: ListItems, chunk: int = CHUNK) -> Callable[[ItemWork], ItemWork]: ...

    def daily(self, name: str, *, items: ListItems | None = None,
              chunk: int = CHUNK) -> Callable[[Work], Work] | Callable[[ItemWork], ItemWork]:
        """Declare work for every civil date; with `items` it is done item by item."""
        return self._declare(name, lambda _: True, items, chunk)

    @overload
    def on_dates(self, name: str, is_due: IsDue) -> Callable[[Work], Work]: ...

    @overload
    def on_dates(self, name: str, is_due: IsDue, *, items: ListItems,
                 chunk: int = CHUNK) -> Callable[[ItemWork], ItemWork]: ...

    def on_dates(self, name: str, is_due: IsDue, *, items: ListItems | None = None,
                 chunk: int = CHUNK) -> Callable[[Work], Work] | Callable[[ItemWork], ItemWork]:
        """Declare work for the civil dates that the rule accepts; with `items` it is done item by item."""
        return self._declare(name, is_due, items, chunk)

    def in_bulk(self, name: str, is_due: IsDue, *, items: ListItems, chunk: int) -> Callable[[BulkWork], BulkWork]:
        """Declare work that handles many items in few statements; where a chunk fails they are handled one by one."""
        def register(handle_all: BulkWork) -> BulkWork:
            self.add(ItemJob(name, is_due, items, lambda session, item: handle_all(session, [item]), chunk, handle_all))
            return handle_all
        return register

    def add(self, job: Job | ItemJob) -> None:
        """Run a job after those that are declared already."""
        self._jobs.append(job)

    def find_item_job(self, name: str) -> ItemJob | None:
        """The job over items with that name."""
        return next((job for job in self._jobs if job.name == name and isinstance(job, ItemJob)), None)

    def _declare(self, name: str, is_due: IsDue, items: ListItems | None,
                 chunk: int) -> Callable[[Work], Work] | Callable[[ItemWork], ItemWork]:
        def whole(work: Work) -> Work:
            self.add(Job(name, is_due, work))
            return work

        if items is None:
            return whole
        list_items = items

        def by_item(handle: ItemWork) -> ItemWork:
            self.add(ItemJob(name, is_due, list_items, handle, chunk))
            return handle
        return by_item

    def __iter__(self) -> Iterator[Job | ItemJob]:
        return iter(self._jobs)
