"""An employer reports an employee sick, once; everything else follows from this fact."""
from dataclasses import dataclass
from datetime import date

from services.absence import store
from services.absence.domain import intake
from services.absence.publishing import sick_report_filed
from services.absence.usecases.absences import history
from services.absence.usecases.absences.regroup import regroup
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import AbsenceStatus, ThirdParty
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class SickReport:
    """What the employer tells; never what is wrong with someone."""

    employee_id: str
    first_sick_day: date
    data_checked: bool
    third_party: ThirdParty | None
    employee_version: int | None = None
    labour_conflict: bool = False
    safety_net: bool = False
    work_accident: bool = False
    contested: bool = False
    same_cause: SameCause = SameCause.UNKNOWN
    expected_days: int | None = None


def report_sick(session: Session, *, actor: Actor, command: SickReport) -> store.Absence:
    """Open an absence (R-003…R-008, R-140).

    :raises RuleViolated: data not confirmed, a day in the future, not in service
    :raises Conflict: an open report, an overlap, or data that somebody changed meanwhile
    """
    employee = store.get_employee(session, command.employee_id, actor, lock=True)
    _check(session, employee, command)
    absence = _new_absence(session, employee, command)
    session.add(absence)
    session.flush()
    cases = regroup(session, employee.employee_id, changed=absence)
    history.note(session, absence, "SICK", actor, new={"first_sick_day": absence.first_sick_day})
    publish(session, sick_report_filed(absence, cases[absence.absence_number]))
    return absence


def _check(session: Session, employee: store.Employee, command: SickReport) -> None:
    intake.check_data_confirmed(command.data_checked)
    intake.check_first_sick_day(command.first_sick_day, today=session.clock.today())
    intake.check_in_service(command.first_sick_day, employed_from=employee.employed_from,
                            employed_until=employee.employed_until)
    others = store.list_absences_of(session, employee.employee_id)
    open_number = next((a.absence_number for a in others if a.is_open), None)
    intake.check_free(command.first_sick_day, [a.spell for a in others], open_number=open_number)
    if command.employee_version is not None and command.employee_version != employee.version:
        raise Conflict("employee_data.version_conflict",
                       "De gegevens van deze werknemer zijn intussen gewijzigd. Controleer ze opnieuw.")


def _new_absence(session: Session, employee: store.Employee, command: SickReport) -> store.Absence:
    number = f"V-{command.first_sick_day.year}-{session.scalar(store.absence_numbers.next_value()):06d}"
    today = session.clock.today()
    return store.Absence(
        absence_number=number, employee_id=employee.employee_id, employer_id=employee.employer_id,
        policy_number=employee.policy_number, sequence=1, status=AbsenceStatus.REPORTED,
        first_sick_day=command.first_sick_day, reported_at=session.clock.now(), reported_on=today,
        days_late=intake.days_late(command.first_sick_day, today), composite_id=number,
        composite_first_sick_day=command.first_sick_day, same_cause=command.same_cause,
        third_party=intake.answered(command.third_party), labour_conflict=command.labour_conflict,
        work_accident=command.work_accident, contested=command.contested, safety_net=command.safety_net,
        expected_days=command.expected_days, employee_version=employee.version, mutations=[], safety_net_benefits=[])
