"""When an invoice is collected by direct debit (domain.md §15.13)."""
from datetime import date, timedelta

from shared.kernel.calendar import first_target_day

ONE_DAY = timedelta(days=1)


def collection_day(due_on: date, *, made_on: date) -> date:
    """The first TARGET day on or after the due date that is at least one TARGET day after the creation of the file."""
    return first_target_day(max(due_on, next_collection_day(made_on)))


def next_collection_day(made_on: date) -> date:
    """The earliest collection day of a file created on this day."""
    return first_target_day(made_on + ONE_DAY)
