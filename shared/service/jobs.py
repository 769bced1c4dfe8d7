"""Declarations of scheduled jobs, which have business dates and run as a whole or item by item.

`shared.service.scheduler` runs them.
"""
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from shared.db.session import Session

CHUNK = 50
"""Items of a job handled in one transaction, unless one of them fails."""

IsDue = Callable[[date], bool]
Work = Callable[[Session, date], None]
ListItems = Callable[[Session, date], Iterable[str]]


@dataclass(frozen=True, slots=True)
class JobItem:
    """One item of a job, such as a policy, a payee or a dossier.

    :ivar key: identifies it within the job, at most 120 characters, no personal data
    :ivar business_date: the date of the job
    :ivar handled_on: the day on which it is handled: the business date in a scheduled run, including one that catches
        up, and today in a retry of an item that was set aside
    """

    key: str
    business_date: date
    handled_on: date


ItemWork = Callable[[Session, JobItem], None]
BulkWork = Callable[[Session, Sequence[JobItem]], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A job of one transaction per business date.

    :ivar is_due: whether a civil date is a business date of this job
    """

    name: str
    is_due: IsDue
    work: Work


@dataclass(frozen=True, slots=True)
class ItemJob:
    """A job over many items; an item that fails is set aside and the others continue.

    :ivar list_items: returns the keys of the items of a business date; only reads
    :ivar handle: handles one item in a transaction. It must leave an item without work unchanged, because an item that
    was set aside is handled again for every business date since
    :ivar chunk: number of items per transaction
    :ivar handle_all: handles the items of a chunk together, in fewer statements; None handles them one by one
    """

    name: str
    is_due: IsDue
    list_items: ListItems
    handle: ItemWork
    chunk: int
    handle_all: BulkWork | None = None


class Jobs:
    """The jobs of one service, in the order in which they run on a business date."""

    def __init__(self) -> None:
        self._jobs: list[Job | ItemJob] = []

    @overload
    def daily(self, name: str) -> Callable[[Work], Work]: ...

    @overload
    def daily(self, name: str, *, items: ListItems, chunk: int = CHUNK) -> Callable[[ItemWork], ItemWork]: ...

    def daily(self, name: str, *, items: ListItems | None = None,
              chunk: int = CHUNK) -> Callable[[Work], Work] | Callable[[ItemWork], ItemWork]:
        """Declare a job for every civil date; with `items` a job over items."""
        return self._declare(name, lambda _: True, items, chunk)

    @overload
    def on_dates(self, name: str, is_due: IsDue) -> Callable[[Work], Work]: ...

    @overload
    def on_dates(self, name: str, is_due: IsDue, *, items: ListItems,
                 chunk: int = CHUNK) -> Callable[[ItemWork], ItemWork]: ...

    def on_dates(self, name: str, is_due: IsDue, *, items: ListItems | None = None,
                 chunk: int = CHUNK) -> Callable[[Work], Work] | Callable[[ItemWork], ItemWork]:
        """Declare a job for the civil dates that `is_due` accepts; with `items` a job over items."""
        return self._declare(name, is_due, items, chunk)

    def in_bulk(self, name: str, is_due: IsDue, *, items: ListItems, chunk: int) -> Callable[[BulkWork], BulkWork]:
        """Declare a job that handles many items in few statements; the items of a failing chunk are handled one by one."""
        def register(handle_all: BulkWork) -> BulkWork:
            self.add(ItemJob(name, is_due, items, lambda session, item: handle_all(session, [item]), chunk, handle_all))
            return handle_all
        return register

    def add(self, job: Job | ItemJob) -> None:
        """Add a job; it runs after the ones added before."""
        self._jobs.append(job)

    def find_item_job(self, name: str) -> ItemJob | None:
        """The job over items with this name, or None."""
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
