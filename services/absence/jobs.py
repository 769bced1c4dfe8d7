"""The scheduled jobs of absence, and rows of imports that are tried again."""
import os
from datetime import date

from services.absence.domain.campaign import deadline_of, opening_day
from services.absence.settings import january_deadline
from services.absence.usecases.absences.settle import list_due, settle_due
from services.absence.usecases.campaigns.open_campaign import list_to_open, open_campaign
from services.absence.usecases.imports.forget_imports import forget_imports
from services.absence.usecases.imports.take_rows import take_single_row
from shared.db.session import Session
from shared.service.jobs import ItemJob, JobItem, Jobs

jobs = Jobs()


@jobs.daily("settle-absences", items=list_due)
def settle_absences(session: Session, employee: JobItem) -> None:
    """Absences in which a recorded date arrives: a recovery, a departure, a partial recovery, or the end of 104 weeks."""
    settle_due(session, employee_id=employee.key)


def is_first_of_january(day: date) -> bool:
    """Whether January rounds open on the day."""
    return day == opening_day(day.year)


@jobs.on_dates("open-data-campaigns", is_first_of_january, items=list_to_open)
def open_campaigns(session: Session, policy: JobItem) -> None:
    """Open the January round of each policy."""
    year = policy.business_date.year
    open_campaign(session, policy_number=policy.key, year=year, opened_on=policy.handled_on,
                  deadline=deadline_of(year, january_deadline(os.environ)))


@jobs.daily("forget-imports")
def forget_old_imports(session: Session, business_date: date) -> None:
    """Delete files whose columns or wages nobody explained, and the cells of refused rows that nobody corrected."""
    forget_imports(session, today=business_date)


def _take_again(session: Session, row: JobItem) -> None:
    import_id, _, number = row.key.partition(":")
    take_single_row(session, import_id=import_id, number=int(number))


IMPORT = ItemJob("import-employees", is_due=lambda day: False, list_items=lambda session, day: (), handle=_take_again, chunk=1)
"""Rows are taken when a file comes (`import_worker`), never by date; one that was set aside is tried again like any item."""
jobs.add(IMPORT)
