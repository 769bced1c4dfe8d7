"""The holiday hours that a sick employee accrues (R-166, R-169, R-170)."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.casework import store
from services.casework.domain.leave.holiday_accrual import (
    ExtraArrangement,
    SickStretch,
    YearOfAccrual,
    accrued_while_sick,
)
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.dossiers import get_dossier
from services.casework.store.vacations import find_arrangement
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.period import Period
from shared.kernel.vocabulary import RecoveryBasis

ONE_DAY = timedelta(days=1)
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Hours accrued during a case until today, and the arrangement about extra holidays that was applied."""

    until: date
    arrangement: ExtraArrangement
    years: Sequence[YearOfAccrual]


def show_holidays(session: Session, *, actor: Actor, absence_number: str) -> Holidays:
    """Return the hours accrued during the case of an absence.

    :raises NotFound: if there is no such dossier
    """
    dossier = get_dossier(session, absence_number, actor)
    today = session.clock.today()
    file = load_case(session, absence_number)
    employee = session.get_one(store.Employee, dossier.employee_id)
    arrangement = find_arrangement(session, dossier.employer_id)
    stretches = [] if file.is_withdrawn else list(_stretches(file, employee.hours, today))
    return Holidays(today, arrangement, accrued_while_sick(stretches, arrangement))


def show_arrangement(session: Session, *, actor: Actor) -> tuple[ExtraArrangement, int]:
    """Return what the actor's employer recorded about extra holidays, with its version; the default and 0 if nothing."""
    row = session.get(store.HolidayArrangement, actor.employer_id)
    return (row.value, row.version) if row else (ExtraArrangement(), 0)


def _stretches(file: CaseFile, hours: Sequence[store.WeeklyHours], today: date) -> Iterator[SickStretch]:
    """The sick days until today, divided where the weekly hours or the recovery change."""
    for absence in file.absences:
        last = min(today, (absence.recovered_on or date.max) - ONE_DAY, absence.end_of_service or date.max)
        changes = {absence.first_sick_day, *(row.valid_from for row in hours), *(row.effective_on for row in absence.mutations)}
        starts = sorted(day for day in changes if absence.first_sick_day <= day <= last)
        ends = [day - ONE_DAY for day in starts[1:]] + [last]
        for start, end in zip(starts, ends, strict=False):
            yield SickStretch(Period(start, end), _hours_on(hours, start), _recovered_on(absence, start))


def _hours_on(hours: Sequence[store.WeeklyHours], day: date) -> Decimal:
    known = [row.hours for row in hours if row.valid_from <= day]
    return known[-1] if known else hours[0].hours


def _recovered_on(absence: store.Absence, day: date) -> Decimal:
    """The fraction of the hours that is worked on a day; therapy is no work."""
    known = [row for row in absence.mutations if row.effective_on <= day]
    if not known or known[-1].basis == RecoveryBasis.THERAPY:
        return Decimal(0)
    return known[-1].recovered_pct / WHOLE
