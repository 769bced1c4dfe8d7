"""The mutation overview: what was recorded about absences, by whom, with the old and new value (domain.md §6.5, R-147)."""
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Date, String, any_, bindparam, cast, func, select

from services.absence import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months, period_before, year_before
from shared.kernel.clock import AMSTERDAM
from shared.kernel.refusals import RuleViolated

MAX_YEARS = 5
CLIPPED = "De periode loopt door na vandaag. De cijfers gaan tot en met vandaag."
EFFECTIVE = ("effective_on", "first_sick_day", "recovered_on", "end_of_service", "valid_from", "leave_start")
"""The fields of a recorded value that say from when it holds."""
PARTIAL, WAGE_VALUE = "PARTIAL", "WAGE_VALUE"
KINDS = {"OWN_WORK_HOURS": PARTIAL, "THERAPY": PARTIAL, "WAGE_VALUE": WAGE_VALUE, "DEPARTURE": "LEFT_SERVICE"}


class MutationRow(NamedTuple):
    """A recorded mutation.

    :ivar kind: SICK, PARTIAL, WAGE_VALUE, RECOVERED, LEFT_SERVICE, CORRECTION, CANCELLED or another one of the history
    :ivar effective_on: None if it has no date of its own
    :ivar old_pct, new_pct: percentage recovered, where it changes
    :ivar late_days: days by which a sick report was late
    """

    recorded_at: datetime
    recorded_by: str
    absence_number: str
    employee_id: str
    employee: str
    kind: str
    effective_on: date | None
    old_pct: Decimal | None
    new_pct: Decimal | None
    late_days: int | None


class MutationCounts(NamedTuple):
    """The number of mutations of a period, by kind."""

    start: date
    end: date
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MonthCount:
    """The number of mutations of a month."""

    month: date
    count: int


@dataclass(frozen=True, slots=True)
class MutationOverview:
    """The mutations of a period, oldest first.

    :ivar rows: their number, of which a limited overview holds the first
    :ivar total, before, year_before: the numbers of the period, of the one before, and of the same one a year earlier
    :ivar series: the numbers of the months of the period that have any
    """

    kind: str
    start: date
    end: date
    calculated_on: date
    notice: str | None
    rows: int
    total: MutationCounts
    before: MutationCounts
    year_before: MutationCounts
    series: Sequence[MonthCount]
    items: list[MutationRow]


def get_mutation_overview(session: Session, *, actor: Actor, kind: str, start: date, end: date, by: str,
                          limit: int | None = None) -> MutationOverview:
    """The mutations of the actor's employer.

    :param by: ``recorded`` or ``effective``: which day lies in the period
    :param limit: of rows; None for all
    :raises RuleViolated: ``overview.unknown``, ``period.invalid``
    """
    if kind != "mutation_overview":
        raise RuleViolated("overview.unknown", "Dit overzicht bestaat niet.", field="kind")
    today = session.clock.today()
    if end < start:
        raise RuleViolated("period.invalid", "De einddatum ligt voor de begindatum.", field="to")
    if end > add_months(start, MAX_YEARS * 12):
        raise RuleViolated("period.invalid", f"Kies een periode van hoogstens {MAX_YEARS} jaar.", field="to")
    if start > today:
        raise RuleViolated("period.invalid", "De periode begint na vandaag.", field="from")
    last, employer_id = min(end, today), str(actor.employer_id)
    periods = ((start, last), period_before(start, last), year_before(start, last))
    total, before, earlier = (_counts(session, employer_id, first, until, by) for first, until in periods)
    return MutationOverview(
        kind, start, last, today, CLIPPED if end > today else None, sum(total.by_kind.values()), total, before, earlier,
        _months(session, employer_id, start, last, by), _rows(session, employer_id, start, last, by, limit))


def _recorded_on() -> ColumnElement[date]:
    return cast(func.timezone(str(AMSTERDAM), store.HistoryEntry.recorded_at), Date)


def _effective_on() -> ColumnElement[date]:
    return cast(func.coalesce(*(store.HistoryEntry.new[name].astext for name in EFFECTIVE)), Date)


def _day(by: str) -> ColumnElement[date]:
    return _recorded_on() if by == "recorded" else func.coalesce(_effective_on(), _recorded_on())


def _of(employer_id: str, query: Any) -> Any:
    """The query on entries, of the absences of an employer."""
    return query.join(store.Absence, store.Absence.absence_number == store.HistoryEntry.absence_number).where(
        store.Absence.employer_id == employer_id)


def _counts(session: Session, employer_id: str, first: date, last: date, by: str) -> MutationCounts:
    kind = store.HistoryEntry.kind
    query = _of(employer_id, select(kind, func.count())).where(_day(by).between(first, last)).group_by(kind)
    found: Counter[str] = Counter()
    for name, count in session.execute(query):
        found[KINDS.get(name, name)] += count
    return MutationCounts(first, last, dict(sorted(found.items())))


def _months(session: Session, employer_id: str, first: date, last: date, by: str) -> list[MonthCount]:
    month = cast(func.date_trunc("month", _day(by)), Date)
    query = _of(employer_id, select(month, func.count())).where(_day(by).between(first, last)).group_by(month).order_by(month)
    return [MonthCount(*row) for row in session.execute(query)]


def _rows(session: Session, employer_id: str, first: date, last: date, by: str, limit: int | None) -> list[MutationRow]:
    entry, absence, employee = store.HistoryEntry, store.Absence, store.Employee
    name = func.concat_ws(" ", employee.first_name, employee.infix, employee.last_name)
    columns = entry, absence.employee_id, absence.days_late, name, _effective_on()
    query = _of(employer_id, select(*columns).select_from(entry)).join(
        employee, employee.employee_id == absence.employee_id).where(_day(by).between(first, last))
    shown = session.execute(query.order_by(entry.recorded_at, entry.absence_number, entry.entry_id).limit(limit)).all()
    known = _percentages(session, {row.absence_number for row, *_ in shown})
    return [MutationRow(row.recorded_at, row.actor_id, row.absence_number, employee_id, full_name, KINDS.get(row.kind, row.kind),
                        since, *known[row.entry_id], days_late if row.kind == "SICK" else None)
            for row, employee_id, days_late, full_name, since in shown]


def _percentages(session: Session, numbers: set[str]) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """The percentage recovered before and after each entry of these absences that changes it, by entry."""
    entry = store.HistoryEntry
    query = select(entry).where(entry.absence_number == any_(bindparam("numbers", sorted(numbers), ARRAY(String)))).order_by(
        entry.absence_number, entry.recorded_at, entry.entry_id)
    found, before = {}, dict[str, Decimal]()
    for row in session.scalars(query):
        new = _percentage(row.kind, row.new)
        old = _percentage("", row.old) if (row.old or {}).get("recovered_pct") else before.get(row.absence_number)
        found[row.entry_id] = (old if new is not None else None, new)
        if new is not None:
            before[row.absence_number] = new
    return found


def _percentage(kind: str, values: Mapping[str, Any] | None) -> Decimal | None:
    """The percentage recovered from then on; None if the entry changes none."""
    written = {"SICK": "0", "RECOVERED": "100"}.get(kind) or (values or {}).get("recovered_pct")
    return None if written is None else Decimal(written)
