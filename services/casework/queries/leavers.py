"""The register of employees who left sick, for employers who bear the risk of ZW or WGA themselves (R-159)."""
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from services.casework import store
from services.casework.domain.departure.own_risk import OwnRisk
from services.casework.store.casefiles import load_cases
from services.casework.store.leavers import find_own_risk, list_follow_ups
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.vocabulary import AbsenceStatus
from shared.law.sickness import end_of_wage


@dataclass(frozen=True, slots=True, kw_only=True)
class ExEmployee:
    """An employee who left sick.

    :ivar sick_days: on the last day in service
    :ivar ends_on: the last of the 104 weeks if the sickness continues: after it a WGA benefit can begin
    :ivar keep_until: the last day on which the employer may keep the file
    """

    absence_number: str
    employee: store.Employee
    last_day: date
    sick_days: int
    ends_on: date
    keep_until: date
    follow_ups: Sequence[store.FollowUp]


@dataclass(frozen=True, slots=True)
class Register:
    """The ex-employees by last day, latest first, and the risks for which they are followed."""

    own_risk: OwnRisk
    items: Sequence[ExEmployee]
    next: None = None


def show_own_risk(session: Session, *, actor: Actor) -> tuple[OwnRisk, int]:
    """The risks of the actor's employer with their version; none and 0 if it said nothing."""
    row = session.get(store.OwnRiskBearer, actor.employer_id)
    return (row.value, row.version) if row else (OwnRisk(), 0)


def list_ex_employees(session: Session, *, actor: Actor) -> Register:
    """The register of the actor's employer; empty unless it bears a risk, and without files past their term."""
    own_risk, today = find_own_risk(session, actor.employer_id), session.clock.today()
    if not own_risk.is_borne:
        return Register(own_risk, ())
    left = session.execute(select(store.Dossier, store.Employee).join(
        store.Employee, store.Employee.employee_id == store.Dossier.employee_id).where(
        store.Dossier.employer_id == actor.employer_id, store.Dossier.closed_reason == AbsenceStatus.LEFT_SERVICE)
        .order_by(store.Dossier.closed_on.desc(), store.Dossier.absence_number)).all()
    cases = {number: file.case for file in load_cases(
        session, [employee.employee_id for _, employee in left], with_recorded=False) for number in file.numbers}
    contacts: dict[str, list[store.FollowUp]] = defaultdict(list)
    for row in list_follow_ups(session, [dossier.absence_number for dossier, _ in left]):
        contacts[row.absence_number].append(row)
    found = [ExEmployee(
        absence_number=dossier.absence_number, employee=employee, last_day=dossier.closed_on,
        sick_days=cases[dossier.absence_number].index(dossier.closed_on), ends_on=end_of_wage(cases[dossier.absence_number]),
        keep_until=own_risk.keep_until(dossier.closed_on), follow_ups=contacts[dossier.absence_number])
        for dossier, employee in left if dossier.closed_on is not None]
    return Register(own_risk, [one for one in found if one.keep_until >= today])
