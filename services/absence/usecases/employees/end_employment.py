"""Record the last day in service; who is sick on it leaves sick, on the day after it (R-158, domain.md §15.4)."""
from datetime import date

from services.absence import store
from services.absence.domain.states import Act
from services.absence.publishing import employee_upserted
from services.absence.usecases.absences import history
from services.absence.usecases.absences.changing import take
from services.absence.usecases.absences.settle import settle
from shared.db.session import Session
from shared.events.absence import EmployeeLeft
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated, ensure_version
from shared.kernel.vocabulary import AbsenceStatus, DepartureReason
from shared.messaging.outbox import publish


def end_employment(session: Session, *, actor: Actor, employee_id: str, last_day: date,
                   reason: DepartureReason | None = None, version: int | None = None) -> store.Employee:
    """Record the last day in service, possibly ahead; recording another day corrects it.

    :raises RuleViolated: before the first day in service, or before the first sick day of an absence
    """
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    return _depart(session, employee, actor, last_day, reason)


def leave_sick(session: Session, *, actor: Actor, absence_number: str, last_day: date,
               reason: DepartureReason | None = None, version: int | None = None) -> store.Absence:
    """Record that a sick employee leaves; of who is fit again it is refused (R-158).

    :raises NotSick: ``left_service.not_sick``
    """
    absence, employee = take(session, actor=actor, absence_number=absence_number, act=Act.REPORT_DEPARTURE, version=version)
    _depart(session, employee, actor, last_day, reason)
    return absence


def withdraw_departure(session: Session, *, actor: Actor, employee_id: str, version: int | None = None) -> store.Employee:
    """Take back the last day in service; an absence that it ended is open again (domain.md §15.5).

    :raises Conflict: ``departure.not_reported``
    """
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    if employee.employed_until is None:
        raise Conflict("departure.not_reported", "Van deze werknemer is geen laatste dag in dienst bekend.")
    _record(session, employee, actor, None, None)
    return employee


def _depart(session: Session, employee: store.Employee, actor: Actor, last_day: date,
            reason: DepartureReason | None) -> store.Employee:
    if last_day < employee.employed_from:
        raise RuleViolated("employee.service_invalid", "De laatste dag in dienst ligt voor de eerste.", field="last_day")
    if any(last_day < absence.first_sick_day for absence in store.list_absences_of(session, employee.employee_id)):
        raise RuleViolated("left_service.before_sick_day", "De laatste dag in dienst ligt voor de eerste ziektedag.",
                           field="last_day")
    _record(session, employee, actor, last_day, reason or _known_reason(employee))
    return employee


def _known_reason(employee: store.Employee) -> DepartureReason | None:
    return DepartureReason(employee.departure_reason) if employee.departure_reason else None


def _record(session: Session, employee: store.Employee, actor: Actor, last_day: date | None,
            reason: DepartureReason | None) -> None:
    old = employee.employed_until
    employee.employed_until, employee.departure_reason = last_day, reason
    employee.version += 1
    session.flush()
    publish(session, employee_upserted(employee))
    if last_day is not None:
        publish(session, EmployeeLeft(employee_id=employee.employee_id, employer_id=employee.employer_id,
                                      version=employee.version, end_of_service=last_day, reason=reason))
    current = _current(session, employee)
    if current is not None:
        history.record(session, current, "DEPARTURE", actor, old={"end_of_service": old}, new={"end_of_service": last_day})
    settle(session, employee, shown_in=[current] if current else ())


def _current(session: Session, employee: store.Employee) -> store.Absence | None:
    """The absence in which the departure is shown: the one that runs or that an earlier departure ended."""
    ended = (AbsenceStatus.RECOVERED, AbsenceStatus.CANCELLED)
    return next((a for a in store.list_absences_of(session, employee.employee_id) if a.status not in ended), None)
