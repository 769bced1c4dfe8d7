"""Record leave of an employee, or withdraw it: maternity, parental or unpaid."""
from datetime import date, timedelta
from typing import Any

from services.absence import store
from services.absence.domain.leave import check_leave
from services.absence.publishing import employee_upserted, leave_set
from services.absence.usecases.absences import history
from services.absence.usecases.absences.settle import settle
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.period import Period
from shared.kernel.refusals import Conflict, NotFound, RuleViolated, ensure_version
from shared.kernel.vocabulary import LeaveKind
from shared.messaging.outbox import publish


def set_leave(session: Session, *, actor: Actor, employee_id: str, kind: LeaveKind, start: date, end: date,
              leave_id: str | None = None, version: int | None = None) -> store.Leave:
    """Record new leave, or change the dates of existing leave.

    :raises RuleViolated: ``period.invalid``, ``leave.outside_service`` or ``leave.too_long``
    :raises LeaveOverlaps: ``leave.overlaps``
    """
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    known = None if leave_id is None else _known(session, employee_id, leave_id)
    before = None if known is None else Period(known.start, known.end)
    if end < start:
        raise RuleViolated("period.invalid", "De laatste dag ligt voor de eerste.", field="end")
    check_leave(kind, Period(start, end), employed=Period(employee.employed_from, employee.employed_until), others=[
        Period(other.start, other.end) for other in store.list_leaves_of(session, employee_id) if other.leave_id != leave_id])
    if known is None:
        leave = store.Leave(leave_id=new_id(), employee_id=employee_id, kind=kind, start=start, end=end, cancelled=False)
        session.add(leave)
    else:
        leave = known
        leave.kind, leave.start, leave.end = kind, start, end
    _complete(session, actor, employee, leave, before=before, after=Period(start, end))
    return leave


def withdraw_leave(session: Session, *, actor: Actor, employee_id: str, leave_id: str,
                   version: int | None = None) -> store.Leave:
    """Withdraw leave, which then has no effect (domain.md §15.5).

    :raises Conflict: ``leave.cancelled``
    """
    employee = store.get_employee(session, employee_id, actor, lock=True)
    ensure_version(version, employee.version)
    leave = _known(session, employee_id, leave_id)
    leave.cancelled = True
    _complete(session, actor, employee, leave, before=Period(leave.start, leave.end), after=None)
    return leave


def _complete(session: Session, actor: Actor, employee: store.Employee, leave: store.Leave, *, before: Period | None,
              after: Period | None) -> None:
    """Publish and settle changed leave, and give what shows it a new version: the employee and the absences inside it."""
    employee.version += 1
    session.flush()
    publish(session, employee_upserted(employee))
    publish(session, leave_set(leave, employee.employer_id))
    touched = [absence for absence in store.list_absences_of(session, employee.employee_id)
               if any(days.overlaps(_days(absence)) for days in (before, after) if days)]
    for absence in touched:
        history.record(session, absence, "LEAVE", actor, old=_shown(before), new=_shown(after) or {})
    settle(session, employee, shown_in=touched)


def _days(absence: store.Absence) -> Period:
    ends = absence.recovered_on and absence.recovered_on - timedelta(days=1)
    return Period(absence.first_sick_day, ends if ends is None else max(ends, absence.first_sick_day))


def _shown(days: Period | None) -> dict[str, Any] | None:
    return None if days is None else {"leave_start": days.start, "leave_end": days.end}


def _known(session: Session, employee_id: str, leave_id: str) -> store.Leave:
    leave = session.get(store.Leave, leave_id)
    if leave is None or leave.employee_id != employee_id:
        raise NotFound("leave.not_found", "Dit verlof bestaat niet.")
    if leave.cancelled:
        raise Conflict("leave.cancelled", "Dit verlof is al ingetrokken.")
    return leave
