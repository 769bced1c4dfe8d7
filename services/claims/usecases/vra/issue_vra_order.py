"""Ask VRA to support the re-integration, once per composite case (R-064, R-065)."""
from decimal import Decimal

from services.claims import publishing, store
from shared.db.session import Session
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish
from shared.messaging.subscribers import NotYet


def issue_vra_order(session: Session, *, absence_number: str) -> None:
    """Issue the order, with only the fields that VRA may receive: no wage and no medical data."""
    absence = session.get(store.Absence, absence_number)
    if absence is None:
        raise NotYet(f"absence {absence_number} is not known yet")
    if session.get(store.VraOrder, absence.composite_id) is not None:
        return
    order = store.VraOrder(composite_id=absence.composite_id, order_id=new_id(), issued_on=session.clock.today())
    session.add(order)
    mutations = store.list_mutations(session, [absence_number]).get(absence_number, [])
    recovered_pct = mutations[-1].recovered_pct if mutations else Decimal(0)
    publish(session, publishing.vra_order_issued(order, absence, recovered_pct=recovered_pct))
