"""The insurer overview: of each case only what an absence insurer may receive (domain.md §6.5, §7.4, R-147)."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, cast, exists, func, or_, select

from services.claims import store
from services.claims.domain.benefits.entitlement import entitlement_of
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.calendar import add_months, period_before, year_before
from shared.kernel.refusals import RuleViolated
from shared.kernel.vocabulary import AbsenceStatus

MAX_YEARS = 5
CLIPPED = "De periode loopt door na vandaag. De cijfers gaan tot en met vandaag."
WAGE_CLASS = Decimal(10_000)
"""Width of a wage class in euros a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurerRow:
    """One case.

    :ivar wage_class: lower bound of the class of the annual wage on the first sick day, in euros; None without a wage
    :ivar mutations: partial recoveries, oldest first
    :ivar waiting_until: last day of the own-risk term; None if the case ends within it or is not covered
    :ivar benefits: amounts by month in the period
    """

    policy_number: str
    absence_number: str
    employee_id: str
    birth_date: date | None
    wage_class: Decimal | None
    first_sick_day: date
    recovered_on: date | None
    mutations: Sequence[Any]
    safety_net: bool
    recourse: bool
    sanction: bool
    waiting_until: date | None
    benefits: Sequence[Any]


class InsurerCounts(NamedTuple):
    """What the cases that touch a period have in common.

    :ivar cases: their number
    :ivar reports, recovered: how many began and how many recovered in the period
    :ivar safety_net, recourse, sanctions: how many have it
    :ivar benefit: for the months of the period, in euros
    """

    start: date
    end: date
    cases: int
    reports: int
    recovered: int
    safety_net: int
    recourse: int
    sanctions: int
    benefit: Decimal


@dataclass(frozen=True, slots=True)
class MonthCount:
    """The number of sick reports that began in a month."""

    month: date
    count: int


@dataclass(frozen=True, slots=True)
class InsurerOverview:
    """The cases that touch a period, by absence number.

    :ivar total, before, year_before: counts of the period, of the one before, and of the same one a year earlier
    :ivar rows: number of the cases, of which a limited overview holds the first
    :ivar series: the reports of the months of the period that have any
    """

    kind: str
    start: date
    end: date
    calculated_on: date
    notice: str | None
    rows: int
    total: InsurerCounts
    before: InsurerCounts
    year_before: InsurerCounts
    series: Sequence[MonthCount]
    items: list[InsurerRow]


def get_insurer_overview(session: Session, *, actor: Actor, kind: str, start: date, end: date,
                         employer_id: str | None, limit: int | None = None) -> InsurerOverview:
    """The cases of the actor's employer, or for the insurer of one employer.

    :param limit: of rows; None for all

    :raises RuleViolated: ``overview.unknown``, ``period.invalid``, ``input.required``
    """
    if kind != "insurer_overview":
        raise RuleViolated("overview.unknown", "Dit overzicht bestaat niet.", field="kind")
    today, employer = session.clock.today(), actor.employer_id or employer_id
    if employer is None:
        raise RuleViolated("input.required", "Kies een werkgever.", field="employerId")
    if end < start:
        raise RuleViolated("period.invalid", "De einddatum ligt voor de begindatum.", field="to")
    if end > add_months(start, MAX_YEARS * 12):
        raise RuleViolated("period.invalid", f"Kies een periode van hoogstens {MAX_YEARS} jaar.", field="to")
    if start > today:
        raise RuleViolated("period.invalid", "De periode begint na vandaag.", field="from")
    last = min(end, today)
    periods = ((start, last), period_before(start, last), year_before(start, last))
    total, before, earlier = (_counts(session, employer, first, until) for first, until in periods)
    return InsurerOverview(
        kind, start, last, today, CLIPPED if end > today else None, total.cases, total, before, earlier,
        _months(session, employer, start, last), _rows(session, employer, start, last, limit))


def _touching(employer_id: str, start: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions of the absences with a day in a period."""
    absence = store.Absence
    return (absence.employer_id == employer_id, absence.status != AbsenceStatus.CANCELLED, absence.first_sick_day <= last,
            or_(absence.recovered_on.is_(None), absence.recovered_on > start),
            func.coalesce(absence.end_of_service, last) >= start)


def _has_sanction() -> ColumnElement[bool]:
    sanction = store.Sanction
    return exists().where(sanction.absence_number == store.Absence.absence_number,
                          or_(sanction.end.is_(None), sanction.end >= sanction.start))


def _counts(session: Session, employer_id: str, start: date, last: date) -> InsurerCounts:
    absence, benefit, files = store.Absence, store.Benefit, store.RecourseFile
    touching = _touching(employer_id, start, last)
    paid = select(func.coalesce(func.sum(benefit.total), 0)).where(
        benefit.is_latest, benefit.month.between(f"{start:%Y-%m}", f"{last:%Y-%m}"),
        benefit.composite_id.in_(select(absence.composite_id).where(*touching))).scalar_subquery()
    row = session.execute(select(
        func.count(), func.count().filter(absence.first_sick_day >= start),
        func.count().filter(absence.recovered_on.between(start, last)), func.count().filter(absence.safety_net),
        func.count().filter(exists().where(files.composite_id == absence.composite_id)), func.count().filter(_has_sanction()),
        paid).where(*touching)).one()
    return InsurerCounts(start, last, *row)


def _months(session: Session, employer_id: str, start: date, last: date) -> list[MonthCount]:
    absence = store.Absence
    month = cast(func.date_trunc("month", absence.first_sick_day), Date)
    query = select(month, func.count()).where(*_touching(employer_id, start, last), absence.first_sick_day >= start)
    return [MonthCount(*row) for row in session.execute(query.group_by(month).order_by(month))]


def _rows(session: Session, employer_id: str, start: date, last: date, limit: int | None) -> list[InsurerRow]:
    absence = store.Absence
    absences = session.scalars(select(absence).where(*_touching(employer_id, start, last)).order_by(
        absence.absence_number).limit(limit)).all()
    numbers, composites = [row.absence_number for row in absences], {row.composite_id for row in absences}
    cases, mutations = store.load_cases(session, composites), store.list_mutations(session, numbers)
    file = store.RecourseFile.composite_id
    recourse = _numbers_in(session, select(file).where(file.in_(composites)))
    sanctions = _numbers_in(session, select(store.Sanction.absence_number).where(
        store.Sanction.absence_number.in_(numbers),
        or_(store.Sanction.end.is_(None), store.Sanction.end >= store.Sanction.start)))
    benefits = _benefits(session, composites, f"{start:%Y-%m}", f"{last:%Y-%m}")
    return [_row(row, cases.get(row.composite_id), mutations.get(row.absence_number, ()), row.composite_id in recourse,
                 row.absence_number in sanctions, benefits[row.composite_id]) for row in absences]


def _row(row: store.Absence, case: store.KnownCase | None, mutations: Sequence[Any], recourse: bool, sanction: bool,
         benefits: Sequence[Any]) -> InsurerRow:
    facts = case.facts if case else None
    entitled = entitlement_of(facts) if facts is not None and facts.wages else None
    first = entitled.first if entitled is not None else None
    return InsurerRow(
        policy_number=row.policy_number, absence_number=row.absence_number, employee_id=row.employee_id,
        birth_date=facts.birth_date if facts else None,
        wage_class=_wage_class(facts.wages, row.first_sick_day) if facts else None, first_sick_day=row.first_sick_day,
        recovered_on=row.recovered_on, mutations=mutations, safety_net=row.safety_net, recourse=recourse, sanction=sanction,
        waiting_until=date.fromordinal(first.toordinal() - 1) if first else None, benefits=benefits)


def _wage_class(wages: Sequence[Any], day: date) -> Decimal | None:
    known = [wage.annual_wage for wage in wages if wage.valid_from <= day] or [wage.annual_wage for wage in wages[:1]]
    return known[-1] // WAGE_CLASS * WAGE_CLASS if known else None


def _benefits(session: Session, composites: set[str], first: str, last: str) -> dict[str, list[Any]]:
    benefit = store.Benefit
    rows = session.execute(select(benefit.composite_id, benefit.month, benefit.total).where(
        benefit.is_latest, benefit.composite_id.in_(composites), benefit.month.between(first, last)).order_by(benefit.month))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.composite_id].append(row)
    return found


def _numbers_in(session: Session, query: Any) -> set[str]:
    return set(session.scalars(query))
