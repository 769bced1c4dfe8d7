"""Recalculate the cases of an employee after a change of wage, dates of service or leave."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from shared.db.session import Session
from shared.events.absence import EmployeeUpserted, LeaveSet


def follow_employee(session: Session, event: EmployeeUpserted | LeaveSet) -> None:
    """Decide and calculate every case of the employee."""
    store.lock_employee(session, event.employee_id)
    recalculate(session, composite_ids=store.cases_of_employee(session, event.employee_id))
