"""Builds composite cases from their rows: the input of plans, sanctions and the guarantee.

Reads the cases of any number of employees with the same number of statements.
"""
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from services.casework.domain.guarantee import wage_sanction
from services.casework.domain.leave.vacation import VacationStatus
from services.casework.domain.plan.deviation import agreed_days
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.kinds import code_of
from services.casework.domain.plan.milestone import Milestone, Party
from services.casework.domain.plan.parties import join_parts
from services.casework.domain.plan.planning import plan
from services.casework.domain.plan.prognosis import Expectation
from services.casework.store.contact.pauses import ContactPause, list_pauses
from services.casework.store.copies import Absence, Leave, find_employees
from services.casework.store.dossiers import Completion
from services.casework.store.leavers import employers_with_zw_risk
from services.casework.store.measures import WageSanction, list_wage_sanctions
from services.casework.store.plan.deviations import StepDeviation, list_deviations
from services.casework.store.plan.records import Prognosis, list_prognoses
from services.casework.store.second_track.requested_steps import RequestedStep, list_requested_steps
from services.casework.store.vacations import Vacation
from shared.db.session import Session
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind
from shared.law.sickness import composite_cases

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The absences of one case with the records of their dossiers.

    :ivar absences: absences of the case, oldest first; a withdrawn absence is a separate case
    """

    case: CompositeCase
    absences: Sequence[Absence]
    facts: DossierFacts

    @property
    def numbers(self) -> list[str]:
        """The absence numbers of the case."""
        return [absence.absence_number for absence in self.absences]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the report was cancelled."""
        return self.absences[-1].status == AbsenceStatus.CANCELLED

    def plan(self, today: date) -> tuple[Milestone, ...]:
        """The plan on a day; a withdrawn report has none."""
        return () if self.is_withdrawn else plan(self.facts, today=today)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Records of dossiers, by absence number."""

    completions: Mapping[str, Sequence[Completion]]
    wage_sanctions: Mapping[str, Sequence[WageSanction]]
    vacations: Mapping[str, Sequence[Vacation]]
    requested: Mapping[str, Sequence[RequestedStep]]
    prognoses: Mapping[str, Sequence[Prognosis]]
    deviations: Mapping[str, Sequence[StepDeviation]]
    pauses: Mapping[str, Sequence[ContactPause]]
    pensions: Mapping[str, date | None]
    with_zw_risk: frozenset[str] = frozenset()


def load_cases(session: Session, employee_ids: Iterable[str], *, with_recorded: bool = True) -> list[CaseFile]:
    """Return all cases of the employees, withdrawn reports included.

    :param with_recorded: also read completions, wage sanctions and vacations; without them a case has its days but no true plan
    """
    employee_ids = set(employee_ids)
    absences = session.scalars(select(Absence).where(Absence.employee_id.in_(employee_ids)).order_by(
        Absence.first_sick_day, Absence.absence_number).execution_options(populate_existing=True)).all()
    leaves = session.scalars(select(Leave).where(
        Leave.employee_id.in_(employee_ids), Leave.cancelled.is_(False), Leave.kind == LeaveKind.MATERNITY)
        .order_by(Leave.start)).all()
    recorded = _recorded(session, absences) if with_recorded else _Recorded({}, {}, {}, {}, {}, {}, {}, {})
    of_employee = _by(absences, "employee_id")
    leaves_of = _by(leaves, "employee_id")
    return [file for employee_id, own in of_employee.items()
            for file in _files(own, [Period(leave.start, leave.end) for leave in leaves_of[employee_id]], recorded)]


def load_case(session: Session, absence_number: str) -> CaseFile:
    """Return the case of an existing absence."""
    absence = session.get_one(Absence, absence_number)
    return next(file for file in load_cases(session, [absence.employee_id]) if absence_number in file.numbers)


def _recorded(session: Session, absences: Sequence[Absence]) -> _Recorded:
    numbers = [absence.absence_number for absence in absences]
    completions = session.scalars(select(Completion).where(Completion.absence_number.in_(numbers))).all()
    wage_sanctions = list_wage_sanctions(session, numbers)
    vacations = session.scalars(select(Vacation).where(
        Vacation.absence_number.in_(numbers), Vacation.status == VacationStatus.APPROVED).order_by(Vacation.start)).all()
    return _Recorded(_by(completions, "absence_number"), _by(wage_sanctions, "absence_number"), _by(vacations, "absence_number"),
                     _by(list_requested_steps(session, numbers), "absence_number"),
                     _by(list_prognoses(session, numbers), "absence_number"),
                     _by(list_deviations(session, numbers), "absence_number"),
                     _by(list_pauses(session, numbers), "absence_number"),
                     {key: row.pension_on for key, row in find_employees(session, (a.employee_id for a in absences)).items()},
                     employers_with_zw_risk(session, {absence.employer_id for absence in absences}))


def _by(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _files(absences: Sequence[Absence], leaves: Sequence[Period], recorded: _Recorded) -> Iterator[CaseFile]:
    """The cases of one employee."""
    counted = {a.absence_number: a for a in absences if a.status != AbsenceStatus.CANCELLED}
    for case in composite_cases([a.spell for a in counted.values()], leaves):
        yield _file(case, [counted[spell.absence_number] for spell in case.spells], recorded)
    for absence in absences:
        if absence.absence_number not in counted:
            yield _file(CompositeCase((absence.spell,)), [absence], recorded)


def _file(case: CompositeCase, absences: Sequence[Absence], recorded: _Recorded) -> CaseFile:
    numbers, last = [absence.absence_number for absence in absences], absences[-1]
    parts: dict[str, list[tuple[Party | None, date]]] = defaultdict(list)
    for row in (row for number in numbers for row in recorded.completions.get(number, ())):
        parts[code_of(row.code)].append((Party(row.party) if row.party else None, row.completed_on))
    steps = {code: join_parts(own) for code, own in parts.items()}
    return CaseFile(case, absences, DossierFacts(
        case=case, reported_on=absences[0].reported_on, later_reports=tuple(a.reported_on for a in absences[1:]),
        completions={code: one.completed for code, one in steps.items()},
        pending={code: one.pending for code, one in steps.items() if one.pending}, end_of_service=last.end_of_service,
        labour_conflict=any(a.labour_conflict for a in absences), safety_net=any(a.safety_net for a in absences),
        wage_sanction=_latest([row for number in numbers for row in recorded.wage_sanctions.get(number, ())]),
        recovery_reported_on=last.recovery_noted_on, own_risk_zw=last.employer_id in recorded.with_zw_risk,
        expectation=_expectation([row for number in numbers for row in recorded.prognoses.get(number, ())]),
        vacations=tuple(row.period for number in numbers for row in recorded.vacations.get(number, ())),
        requested=tuple(row.value for number in numbers for row in recorded.requested.get(number, ())),
        deviations=agreed_days(row.value for number in numbers for row in recorded.deviations.get(number, ())),
        pension_on=recorded.pensions.get(last.employee_id),
        contact_ends=_contact_ends([row for number in numbers for row in recorded.pauses.get(number, ())])))


def _contact_ends(rows: Sequence[ContactPause]) -> dict[date, date]:
    """The end of each paused clock, by the due date of its contact."""
    ends: dict[date, date] = {}
    for row in rows:
        ends[row.due_on] = max(row.ends_on, ends.get(row.due_on, row.due_on))
    return ends


def _latest(rows: Sequence[WageSanction]) -> wage_sanction.WageSanction | None:
    """The wage sanction with the latest decision."""
    if not rows:
        return None
    return max(rows, key=lambda row: row.decision_on).value


def _expectation(rows: Sequence[Prognosis]) -> Expectation | None:
    """The latest one."""
    last = max(rows, key=lambda row: (row.given_on, row.recorded_at), default=None)
    return Expectation(last.expectation) if last else None
