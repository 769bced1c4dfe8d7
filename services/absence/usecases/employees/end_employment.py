"""End an employment; an open absence then ends as left while sick (R-158)."""
from datetime import date, timedelta

from services.absence import store
from services.absence.domain.composition import case_of
from services.absence.publishing import employee_upserted, left_service_sick
from services.absence.usecases.absences import history
from shared.db.session import Session
from shared.events.absence import EmployeeLeft
from shared.kernel.actor import Actor
from shared.kernel.refusals import RuleViolated, ensure_version
from shared.kernel.vocabulary import AbsenceStatus
from shared.messaging.outbox import publish


def end_employment(session: Session, *, actor: Actor, employee_id: str, last_day: date,
                   version: int | None = None) -> store.Employee:
    """Record the last day in service; recording another day corrects it.

    :raises RuleViolated: before the first day in service, or before the first sick day of an open absence
    """
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    if last_day < employee.employed_from:
        raise RuleViolated("employee.service_invalid", "De laatste dag in dienst ligt voor de eerste.", field="last_day")
    current = _absence_at_end(session, employee)
    if current is not None and last_day < current.first_sick_day:
        raise RuleViolated("left_service.before_sick_day", "De laatste dag in dienst ligt voor de eerste ziektedag.",
                           field="last_day")
    employee.employed_until = last_day
    employee.version += 1
    session.flush()
    publish(session, employee_upserted(employee))
    publish(session, EmployeeLeft(employee_id=employee_id, employer_id=employee.employer_id, version=employee.version,
                                  end_of_service=last_day))
    if current is not None:
        _leave_sick(session, current, last_day, actor)
    return employee


def _absence_at_end(session: Session, employee: store.Employee) -> store.Absence | None:
    closed_by_leaving = AbsenceStatus.LEFT_SERVICE
    return next((a for a in store.list_absences_of(session, employee.employee_id)
                 if a.is_open or a.status == closed_by_leaving), None)


def _leave_sick(session: Session, absence: store.Absence, last_day: date, actor: Actor) -> None:
    spells = [a.spell for a in store.list_absences_of(session, absence.employee_id)]
    case = case_of(absence.absence_number, spells, store.list_maternity_leaves(session, absence.employee_id))
    history.record(session, absence, "LEFT_SERVICE", actor, old={"status": absence.status}, new={"last_day": last_day})
    absence.status = AbsenceStatus.LEFT_SERVICE
    absence.end_of_service = last_day
    absence.mutations = [m for m in absence.mutations if m.effective_on < last_day + timedelta(days=1)]
    absence.sequence += 1
    session.flush()
    publish(session, left_service_sick(absence, last_day=last_day, sick_days=case.index(last_day)))
