"""When an invoice is collected by direct debit (domain.md §15.13)."""
from datetime import date, timedelta

from shared.kernel.calendar import first_target_day

ONE_DAY = timedelta(days=1)


def collection_day(due_on: date, *, made_on: date) -> date:
    """The first TARGET day on or after the due date, at least one TARGET day after the file is made."""
    return first_target_day(max(due_on, next_collection_day(made_on)))


def next_collection_day(made_on: date) -> date:
    """The first day that a file of this day can be for."""
    return first_target_day(made_on + ONE_DAY)
