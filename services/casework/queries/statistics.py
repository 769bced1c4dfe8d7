"""Absence figures of an employer over a period, from casework's copies (domain.md §6)."""
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, or_, select

from services.casework import store
from services.casework.domain.figures.absence_statistics import PeriodInvalid, Statistics, figures, statistics
from services.casework.domain.figures.staff import Absence, Employment, IncapacityStep, Leave
from services.casework.store.figures import count_totals
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
from shared.kernel.period import Period
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind

FULL_TIME_HOURS = Decimal(40)
MAX_YEARS = 5
FEW = 1_000
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
    whose = actor.employer_id or employer_id
    if whose is not None and _has_few_employees(session, whose):
        found = _of_employer(session, whose, Period(start, last))
    else:
        found = figures(count_totals(session, start, last, whose))
    return Figures(start, last, CLIPPED if end > today else None, found)


def _has_few_employees(session: Session, employer_id: str) -> bool:
    """Whether the rows are few enough to be counted here; those of many are counted where they are."""
    some = select(store.Employee.employee_id).where(store.Employee.employer_id == employer_id).limit(FEW + 1)
    return len(session.execute(some).all()) <= FEW


def _of_employer(session: Session, employer_id: str, period: Period) -> Statistics:
    """From the rows of one employer that touch the period."""
    people = select(store.Employee.employee_id).where(store.Employee.employer_id == employer_id)
    return statistics(period, list(_employments(session, employer_id)), list(_absences(session, people, period)),
                      leaves=list(_leaves(session, people)))


def _employments(session: Session, employer_id: str) -> Iterator[Employment]:
    """A stretch for each number of hours; the first ones hold from the first day in service."""
    columns = (store.Employee.employee_id, store.Employee.employed_from, store.Employee.employed_until,
               store.WeeklyHours.valid_from, store.WeeklyHours.hours)
    query = select(*columns).join(store.WeeklyHours, store.WeeklyHours.employee_id == store.Employee.employee_id).where(
        store.Employee.employer_id == employer_id).order_by(store.Employee.employee_id, store.WeeklyHours.valid_from)
    for _, rows in groupby(session.execute(query), key=itemgetter(0)):
        yield from _stretches(list(rows))


def _stretches(rows: Sequence[Any]) -> Iterator[Employment]:
    key, employed_from, employed_until, _, _ = rows[0]
    starts = [employed_from, *(max(row[3], employed_from) for row in rows[1:])]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), employed_until]
    for start, end, row in zip(starts, ends, rows, strict=True):
        stop = min(end or date.max, employed_until or date.max)
        if start <= stop:
            yield Employment(key=key, fte=row[4] / FULL_TIME_HOURS, employed_from=start,
                             employed_to=None if stop == date.max else stop)


def _absences(session: Session, people: Select[str], period: Period) -> Iterator[Absence]:
    """Those that began before the period ended and had not ended before it."""
    table, mutation = store.Absence, store.AbsenceMutation
    touching = (table.employee_id.in_(people), table.status != AbsenceStatus.CANCELLED, table.first_sick_day <= period.end,
                or_(table.recovered_on.is_(None), table.recovered_on >= period.start))
    levels = defaultdict(list)
    for number, day, pct in session.execute(
            select(mutation.absence_number, mutation.effective_on, mutation.recovered_pct)
            .join(table, table.absence_number == mutation.absence_number).where(*touching)):
        levels[number].append(IncapacityStep(start=day, pct=100 - pct))
    for number, employee_id, first, recovered in session.execute(
            select(table.absence_number, table.employee_id, table.first_sick_day, table.recovered_on).where(*touching)):
        yield Absence(employee=employee_id, first_sick_day=first, recovered_on=recovered, incapacity=tuple(levels[number]))


def _leaves(session: Session, people: Select[str]) -> Iterator[Leave]:
    query = select(store.Leave.employee_id, store.Leave.start, store.Leave.end).where(
        store.Leave.employee_id.in_(people), store.Leave.cancelled.is_(False), store.Leave.kind == LeaveKind.MATERNITY)
    for employee_id, start, end in session.execute(query):
        yield Leave(employee=employee_id, period=Period(start, end))
