"""Absence figures of an employer over a period, from casework's copies (domain.md §6)."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from services.casework import store
from services.casework.domain.figures.absence_statistics import PeriodInvalid, Statistics, statistics
from services.casework.domain.figures.staff import Absence, Employment, IncapacityStep, Leave
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.period import Period
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind

FULL_TIME_HOURS = Decimal(40)
MAX_YEARS = 5
CLIPPED = "De periode loopt door na vandaag. De cijfers gaan tot en met vandaag."


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures with the period they are of, and a notice if that is shorter than asked."""

    start: date
    end: date
    notice: str | None
    figures: Statistics


def get_statistics(session: Session, *, actor: Actor, start: date, end: date, employer_id: str | None) -> Figures:
    """Of the own employer; staff name one, or get the figures of all employers together.

    :raises PeriodInvalid: if it ends before it starts, is longer than five years, or starts after today
    """
    today = session.clock.today()
    if end < start:
        raise PeriodInvalid("period.invalid", "De einddatum ligt voor de begindatum.", field="to")
    if end > add_months(start, MAX_YEARS * 12):
        raise PeriodInvalid("period.invalid", f"Kies een periode van hoogstens {MAX_YEARS} jaar.", field="to")
    if start > today:
        raise PeriodInvalid("period.invalid", "De periode begint na vandaag.", field="from")
    last = min(end, today)
    employees = _employees(session, actor.employer_id or employer_id)
    known = {employee.employee_id for employee in employees}
    figures = statistics(
        Period(start, last), [e for employee in employees for e in _employments(employee)],
        list(_absences(session, known)), leaves=list(_leaves(session, known)))
    return Figures(start, last, CLIPPED if end > today else None, figures)


def _employees(session: Session, employer_id: str | None) -> Sequence[store.Employee]:
    query = select(store.Employee).options(selectinload(store.Employee.hours))
    return session.scalars(query.where(store.Employee.employer_id == employer_id) if employer_id else query).all()


def _employments(employee: store.Employee) -> Iterator[Employment]:
    """A stretch for each number of hours; the first ones hold from the first day in service."""
    hours = [(row.valid_from, row.hours) for row in employee.hours]
    if not hours:
        return
    starts = [employee.employed_from, *(max(day, employee.employed_from) for day, _ in hours[1:])]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), employee.employed_until]
    for start, end, (_, weekly) in zip(starts, ends, hours, strict=True):
        stop = min(end or date.max, employee.employed_until or date.max)
        if start <= stop:
            yield Employment(key=employee.employee_id, fte=weekly / FULL_TIME_HOURS, employed_from=start,
                             employed_to=None if stop == date.max else stop)


def _absences(session: Session, known: set[str]) -> Iterator[Absence]:
    query = select(store.Absence).where(store.Absence.status != AbsenceStatus.CANCELLED,
                                        store.Absence.employee_id.in_(known))
    for row in session.scalars(query.options(selectinload(store.Absence.mutations))):
        yield Absence(
            employee=row.employee_id, first_sick_day=row.first_sick_day, recovered_on=row.recovered_on,
            incapacity=tuple(IncapacityStep(start=m.effective_on, pct=100 - m.recovered_pct) for m in row.mutations))


def _leaves(session: Session, known: set[str]) -> Iterator[Leave]:
    query = select(store.Leave).where(store.Leave.cancelled.is_(False), store.Leave.kind == LeaveKind.MATERNITY,
                                      store.Leave.employee_id.in_(known))
    for row in session.scalars(query):
        yield Leave(employee=row.employee_id, period=Period(row.start, row.end))
