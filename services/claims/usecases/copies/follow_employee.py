"""Recalculate the cases of an employee after the wage, the dates of service or leave changed."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.absence import EmployeeUpserted, LeaveSet


def follow_employee(session: Session, event: EmployeeUpserted | LeaveSet) -> None:
    """Judge and calculate every case of the employee."""
    store.lock_employee(session, event.employee_id)
    recalculate(session, composite_ids=store.cases_of_employee(session, event.employee_id))
