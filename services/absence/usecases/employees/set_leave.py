"""Record leave of an employee, or withdraw it: maternity, parental or unpaid."""
from datetime import date

from services.absence import store
from services.absence.domain.leave import check_leave
from services.absence.publishing import leave_set
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
    session.flush()
    publish(session, leave_set(leave, employee.employer_id))
    settle(session, employee)
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
    session.flush()
    publish(session, leave_set(leave, employee.employer_id))
    settle(session, employee)
    return leave


def _known(session: Session, employee_id: str, leave_id: str) -> store.Leave:
    leave = session.get(store.Leave, leave_id)
    if leave is None or leave.employee_id != employee_id:
        raise NotFound("leave.not_found", "Dit verlof bestaat niet.")
    if leave.cancelled:
        raise Conflict("leave.cancelled", "Dit verlof is al ingetrokken.")
    return leave
