"""Reads and writes of a sick report: one round trip each, because this is the most frequent request."""
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, insert, select

from services.absence.store.absences import OPEN, Absence, HistoryEntry, absence_numbers
from services.absence.store.employees import Employee, Leave
from shared.db.prepared import Prepared
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.period import Period
from shared.kernel.refusals import NotFound
from shared.kernel.sickness import SameCause, Spell
from shared.kernel.vocabulary import AbsenceStatus, LeaveKind

_WHO: BindParameter[str] = bindparam("employee_id")
_EMPLOYMENT = Prepared(select(
    Employee.employee_id, Employee.employer_id, Employee.policy_number, Employee.version, Employee.employed_from,
    Employee.employed_until, Employee.first_name, Employee.infix, Employee.last_name,
    absence_numbers.next_value().label("next_number"),
).where(Employee.employee_id == _WHO).with_for_update())
_ABSENCES = Prepared(select(
    Absence.absence_number, Absence.status, Absence.first_sick_day, Absence.recovered_on, Absence.same_cause).where(
    Absence.employee_id == _WHO, Absence.status != AbsenceStatus.CANCELLED).order_by(Absence.first_sick_day))
_LEAVES = Prepared(select(Leave.start, Leave.end).where(
    Leave.employee_id == _WHO, Leave.kind == LeaveKind.MATERNITY, Leave.cancelled.is_(False)).order_by(Leave.start))
_COLUMNS = tuple(column.name for column in Absence.__table__.columns)
_ENTRY_COLUMNS = tuple(column.name for column in HistoryEntry.__table__.columns)
_ADD = Prepared(
    insert(HistoryEntry).values({name: bindparam(f"entry_{name}") for name in _ENTRY_COLUMNS})
    .add_cte(insert(Absence).values({name: bindparam(name) for name in _COLUMNS}).cte("added")))


@dataclass(frozen=True, slots=True)
class Employment:
    """The reported employee, locked until the end of the transaction.

    :ivar next_number: running number for the new absence
    """

    employee_id: str
    employer_id: str
    policy_number: str
    version: int
    employed_from: date
    employed_until: date | None
    first_name: str
    infix: str | None
    last_name: str
    next_number: int

    @property
    def full_name(self) -> str:
        """First name, infix and last name."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts that decide about a sick report.

    :ivar spells: spells of the absences that were not withdrawn, oldest first
    :ivar open_number: number of the open absence, or None
    """

    employment: Employment
    spells: list[Spell]
    open_number: str | None
    maternity_leaves: list[Period]


def load_report_facts(session: Session, employee_id: str, actor: Actor) -> ReportFacts:
    """Lock an employee of the actor's employer and read the facts for a report.

    :raises NotFound: if there is none, or it is another employer's
    """
    employments, absences, leaves = session.together(
        _EMPLOYMENT(employee_id=employee_id), _ABSENCES(employee_id=employee_id), _LEAVES(employee_id=employee_id))
    if not employments or not actor.may_see(employments[0].employer_id):
        raise NotFound("employee.not_found", "Deze werknemer bestaat niet.")
    return ReportFacts(
        Employment(*employments[0]),
        [Spell(row.first_sick_day, row.recovered_on, row.absence_number, SameCause(row.same_cause)) for row in absences],
        next((row.absence_number for row in absences if row.status in OPEN), None),
        [Period(row.start, row.end) for row in leaves])


def add_absence(session: Session, absence: Absence, entry: HistoryEntry) -> None:
    """Write a new absence and the first entry of its history before the commit."""
    session.later(_ADD(**{name: getattr(absence, name) for name in _COLUMNS},
                       **{f"entry_{name}": getattr(entry, name) for name in _ENTRY_COLUMNS}))
