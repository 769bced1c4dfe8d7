"""Ask VRA to support the re-integration, once per composite case (R-064, R-065)."""
from decimal import Decimal

from services.claims import store
from services.claims.usecases.benefits.assemble_case import state_of
from shared.db.session import Session
from shared.events.claims import VraOrderIssued
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish
from shared.messaging.subscribers import NotYet


def issue_vra_order(session: Session, *, absence_number: str) -> None:
    """Only the fields VRA may have travel: no wage, nothing medical."""
    absence = session.get(store.Absence, absence_number)
    if absence is None:
        raise NotYet(f"absence {absence_number} is not known yet")
    if session.get(store.VraOrder, absence.composite_id) is not None:
        return
    state = state_of(absence)
    order = store.VraOrder(composite_id=absence.composite_id, order_id=new_id(), issued_on=session.clock.today())
    session.add(order)
    session.flush()
    recovered = state.mutations[-1].recovered_pct if state.mutations else Decimal(0)
    publish(session, VraOrderIssued(
        absence_number=absence_number, employee_id=absence.employee_id, employer_id=absence.employer_id,
        order_id=order.order_id, composite_id=absence.composite_id, first_sick_day=state.composite_first_sick_day,
        incapacity_pct=Decimal(100) - recovered))
