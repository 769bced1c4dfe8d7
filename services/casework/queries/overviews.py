"""The overviews of an employer that casework owns (domain.md §6.5, R-146…R-148)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from services.casework.domain.figures.absence_statistics import LAST_DAYS, ClassSet, DurationClass, Statistics, figures
from services.casework.domain.figures.overviews import (
    OverviewKind,
    class_of,
    hidden_groups,
    months_of,
    trend_of,
)
from services.casework.domain.guidance.frequent_absence import is_frequent_reporter, reports_in_window
from services.casework.queries.statistics import Figures, check_staff, clip_period
from services.casework.store.figures import overviews as store
from services.casework.store.figures.totals import FULL_TIME, PER_CENT, count_all_totals, count_totals
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import period_before, year_before
from shared.kernel.money import round_cents
from shared.kernel.period import Period
from shared.kernel.refusals import RuleViolated

LAST_OF_MEDIUM = next(last for last, name in LAST_DAYS[ClassSet.VERNET] if name is DurationClass.MEDIUM)
"""Days; longer cases are long or extra long."""


@dataclass(frozen=True, slots=True)
class Group:
    """A department; None as figures if it is too small to show."""

    name: str
    size: int
    figures: Statistics | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """An overview of a period.

    :ivar notice: if the period is shorter than requested
    :ivar total, before, year_before: the figures of the period, of the one before, and of the same one a year earlier
    :ivar series: the figures per month or quarter
    :ivar rows: number of rows, of which a limited overview holds the first
    :ivar cases: sick reports, in the general overview and the management report
    :ivar employees: employees, in the overview per employee
    :ivar groups: departments, in the statistics
    :ivar counts: further numbers, in the management report
    """

    kind: OverviewKind
    calculated_on: date
    notice: str | None
    total: Figures
    before: Figures
    year_before: Figures
    series: Sequence[Figures]
    rows: int = 0
    cases: Sequence[Mapping[str, Any]] = ()
    employees: Sequence[Mapping[str, Any]] = ()
    groups: Sequence[Group] = ()
    counts: Mapping[str, Any] | None = None

    @property
    def items(self) -> list[Mapping[str, Any]]:
        """All rows that name somebody."""
        return [*self.cases, *self.employees]


def get_overview(session: Session, *, actor: Actor, kind: str, start: date, end: date, employer_id: str | None,
                 limit: int | None = None) -> Overview:
    """One overview of the actor's employer, or for staff of an employer that is assigned to them.

    :param limit: of rows; None for all
    :raises RuleViolated: ``overview.unknown``; ``input.required`` to staff who name no employer
    :raises PeriodInvalid: see `clip_period`
    """
    if kind not in set(OverviewKind):
        raise RuleViolated("overview.unknown", "Dit overzicht bestaat niet.", field="kind")
    first, last, notice = clip_period(session, start, end)
    employer = actor.employer_id or employer_id
    if employer is None:
        raise RuleViolated("input.required", "Kies een werkgever.", field="employerId")
    if actor.employer_id is None:
        check_staff(session, actor, employer)
    chosen = OverviewKind(kind)
    series = trend_of(last) if chosen is OverviewKind.MANAGEMENT else months_of(first, last)
    compared = [Period(*each) for each in ((first, last), period_before(first, last), year_before(first, last))]
    total, before, earlier, *parts = _figures(session, employer, [*compared, *series])
    return Overview(
        kind=chosen, calculated_on=session.clock.today(), notice=notice, total=total, before=before, year_before=earlier,
        series=parts, **_parts(session, chosen, employer, first, last, limit))


def _parts(session: Session, kind: OverviewKind, employer_id: str, first: date, last: date, limit: int | None) -> dict[str, Any]:
    match kind:
        case OverviewKind.GENERAL:
            rows = store.list_cases(session, employer_id, first, last, limit)
            return {"rows": _total(rows), "cases": [_case(row) for row in rows]}
        case OverviewKind.PER_EMPLOYEE:
            rows = store.list_employees(session, employer_id, first, last, limit)
            return {"rows": _total(rows), "employees": [_employee(row, last) for row in rows]}
        case OverviewKind.STATISTICS:
            return {"groups": _groups(session, employer_id, first, last)}
        case OverviewKind.MANAGEMENT:
            return _management(session, employer_id, first, last, limit)


def _figures(session: Session, employer_id: str, periods: Sequence[Period]) -> list[Figures]:
    distinct = list(dict.fromkeys(periods))
    counted = dict(zip(distinct, count_all_totals(session, distinct, employer_id), strict=True))
    return [Figures(period.start, period.end or date.max, None, figures(counted[period])) for period in periods]


def _total(rows: Sequence[Any]) -> int:
    return int(rows[0].total) if rows else 0


def _case(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping) | {"duration_class": class_of(row.days).value}


def _employee(row: Row[Any], last: date) -> dict[str, Any]:
    return {"employee_id": row.employee_id, "employee": row.employee, "department": row.department,
            "absence_numbers": row.absence_numbers, "reports": row.reports, "days": int(row.days),
            "weighted_days": round_cents(Decimal(row.weight) / FULL_TIME / PER_CENT),
            "reports_12_months": reports_in_window(row.first_sick_days, on=last),
            "is_frequent_reporter": is_frequent_reporter(row.first_sick_days, on=last)}


def _groups(session: Session, employer_id: str, first: date, last: date) -> list[Group]:
    sizes = store.count_departments(session, employer_id, first, last)
    hidden = hidden_groups(sizes)
    return [Group(name, size, None if name in hidden else figures(count_totals(session, first, last, employer_id, name)))
            for name, size in sizes.items()]


def _management(session: Session, employer_id: str, first: date, last: date, limit: int | None) -> dict[str, Any]:
    running, sanctions = store.count_cases(session, employer_id, first, last)
    overdue = store.list_overdue(session, employer_id, session.clock.today(), limit)
    completed, on_time = store.count_completed(session, employer_id, first, last)
    cases = store.list_long_cases(session, employer_id, first, last, limit, longer_than=LAST_OF_MEDIUM)
    return {
        "rows": _total(cases), "cases": [_case(row) for row in cases],
        "counts": {"running": running, "completed": completed, "on_time": on_time, "sanctions": sanctions,
                   "late": _total(overdue), "overdue": [
                       {"absence_number": row.case_number, "code": row.code, "due_on": row.due_on} for row in overdue]}}
