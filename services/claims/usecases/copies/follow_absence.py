"""Decide the claim of an absence, recalculate the cases of its employee, and update the recourse file."""
from services.claims import store
from services.claims.usecases.benefits.recalculate import recalculate
from services.claims.usecases.guarantee.decide_guarantee import recalculate_guarantees
from services.claims.usecases.recourse.follow_third_party import follow_third_party
from shared.db.session import Session
from shared.events.absence import AbsenceEvent


def follow_absence(session: Session, event: AbsenceEvent) -> None:
    """Process every case of the employee, because an absence can move from one case to another."""
    store.lock_employee(session, event.employee_id, event.policy_number)
    composite_ids = store.cases_of_employee(session, event.employee_id)
    recalculate(session, composite_ids=composite_ids)
    for composite_id in composite_ids:
        follow_third_party(session, composite_id=composite_id)
    recalculate_guarantees(session, event.employee_id)
