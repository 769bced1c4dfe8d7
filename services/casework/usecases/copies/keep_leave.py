"""Keep casework's copy of leave: maternity leave moves the dates of a plan."""
from services.casework import store
from shared.db.session import Session
from shared.events.absence import LeaveSet


def keep_leave(session: Session, *, event: LeaveSet) -> None:
    """Insert or replace; leave of one employee arrives in order."""
    session.merge(store.Leave(leave_id=event.leave_id, employee_id=event.employee_id, kind=event.kind,
                              start=event.start, end=event.end, cancelled=event.cancelled))
