"""The mutation overview: what was recorded about absences, by whom, with the old and new value (domain.md §6.5, R-147)."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Date, cast, func, select

from services.absence import store
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months
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


@dataclass(frozen=True, slots=True)
class MutationOverview:
    """The mutations of a period, oldest first."""

    kind: str
    start: date
    end: date
    calculated_on: date
    notice: str | None
    items: list[MutationRow]


def get_mutation_overview(session: Session, *, actor: Actor, kind: str, start: date, end: date, by: str) -> MutationOverview:
    """The mutations of the actor's employer.

    :param by: ``recorded`` or ``effective``: which day lies in the period
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
    last = min(end, today)
    return MutationOverview(kind, start, last, today, CLIPPED if end > today else None,
                            _rows(session, str(actor.employer_id), start, last, by))


def _rows(session: Session, employer_id: str, start: date, last: date, by: str) -> list[MutationRow]:
    entry, absence, employee = store.HistoryEntry, store.Absence, store.Employee
    recorded_on = cast(func.timezone(str(AMSTERDAM), entry.recorded_at), Date)
    effective_on = cast(func.coalesce(*(entry.new[name].astext for name in EFFECTIVE)), Date)
    day = recorded_on if by == "recorded" else func.coalesce(effective_on, recorded_on)
    name = func.concat_ws(" ", employee.first_name, employee.infix, employee.last_name)
    query = select(entry, absence.employee_id, absence.days_late, name, effective_on).join(
        absence, absence.absence_number == entry.absence_number).join(
        employee, employee.employee_id == absence.employee_id).where(absence.employer_id == employer_id).order_by(
        entry.absence_number, entry.recorded_at, entry.entry_id)
    found, before = [], dict[str, Decimal]()
    in_period = session.execute(query.add_columns(day.between(start, last)))
    for row, employee_id, days_late, full_name, since, is_inside in in_period:
        new = _percentage(row.kind, row.new)
        old = _percentage("", row.old) if (row.old or {}).get("recovered_pct") else before.get(row.absence_number)
        if is_inside:
            found.append(MutationRow(row.recorded_at, row.actor_id, row.absence_number, employee_id, full_name,
                                     KINDS.get(row.kind, row.kind), since,
                                     old if new is not None else None, new, days_late if row.kind == "SICK" else None))
        if new is not None:
            before[row.absence_number] = new
    return sorted(found, key=lambda each: (each.recorded_at, each.absence_number))


def _percentage(kind: str, values: Mapping[str, Any] | None) -> Decimal | None:
    """The percentage recovered from then on; None if the entry changes none."""
    written = {"SICK": "0", "RECOVERED": "100"}.get(kind) or (values or {}).get("recovered_pct")
    return None if written is None else Decimal(written)
