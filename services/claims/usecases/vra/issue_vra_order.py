"""Ask VRA to support the re-integration, once per composite case (R-064, R-065)."""
from decimal import Decimal

from services.claims import publishing, store
from services.claims.domain.claim.vra_order import OrderExists
from shared.db.session import Session
from shared.events.claims import VraOrderIssued
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.kernel.refusals import NotFound
from shared.messaging.outbox import publish
from shared.messaging.subscribers import NotYet


def issue_on_threat(session: Session, *, absence_number: str) -> None:
    """Issue the order when long incapacity threatens, unless Team Claims did before.

    :raises NotYet: if the absence is not known yet
    """
    absence = session.get(store.Absence, absence_number, with_for_update=True)
    if absence is None:
        raise NotYet(f"absence {absence_number} is not known yet")
    if session.get(store.VraOrder, absence.composite_id) is None:
        _issue(session, absence)


def issue_vra_order(session: Session, *, actor: Actor, absence_number: str) -> store.VraOrder:
    """Issue the order because Team Claims expects long incapacity.

    :raises NotFound: if there is no such absence
    :raises OrderExists: if the case has an order
    """
    absence = session.get(store.Absence, absence_number, with_for_update=True)
    if absence is None or not actor.may_see(absence.employer_id):
        raise NotFound("claim.not_found", "Dit verzuim bestaat niet.")
    if session.get(store.VraOrder, absence.composite_id) is not None:
        raise OrderExists
    return _issue(session, absence)


def restate_order(session: Session, absence: store.Absence) -> VraOrderIssued | None:
    """The order that was issued with this absence, None if there is none; with the present percentage."""
    order = session.get(store.VraOrder, absence.composite_id)
    if order is None or order.absence_number != absence.absence_number:
        return None
    return publishing.vra_order_issued(order, absence, recovered_pct=_recovered_pct(session, absence))


def _issue(session: Session, absence: store.Absence) -> store.VraOrder:
    order = store.VraOrder(composite_id=absence.composite_id, order_id=new_id(), issued_on=session.clock.today(),
                           absence_number=absence.absence_number)
    session.add(order)
    publish(session, publishing.vra_order_issued(order, absence, recovered_pct=_recovered_pct(session, absence)))
    return order


def _recovered_pct(session: Session, absence: store.Absence) -> Decimal:
    mutations = store.list_mutations(session, [absence.absence_number]).get(absence.absence_number, [])
    return mutations[-1].recovered_pct if mutations else Decimal(0)
