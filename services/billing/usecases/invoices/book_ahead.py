"""Book what is to be invoiced to one policy, as the jobs do; run and undone, it shows what they will book (B5)."""
from datetime import date

from sqlalchemy import func, select

from services.billing import store
from services.billing.usecases.arbo.invoice_arbo import invoice_arbo
from services.billing.usecases.premium.invoice_premium import invoice_premium
from shared.db.session import Session
from shared.events.billing import InvoiceKind
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated


def book_ahead(session: Session, *, actor: Actor, policy_number: str, kind: InvoiceKind, day: date) -> list[store.Invoice]:
    """Book the arbo fee of the period that contains a day, or the instalments of premium due on it.

    :returns: the invoices, of today
    :raises NotFound: ``policy.not_found``
    :raises RuleViolated: ``invoice.kind_not_bookable``
    :raises Conflict: ``invoice.nothing_due``
    """
    store.get_policy(session, policy_number, actor)
    store.lock_policy(session, policy_number)
    before = session.scalar(select(func.coalesce(func.max(store.Invoice.position), 0)).where(
        store.Invoice.policy_number == policy_number))
    if kind is InvoiceKind.ARBO:
        invoice_arbo(session, policy_number=policy_number, day=day, issued_on=session.clock.today())
    elif kind is InvoiceKind.PREMIUM:
        invoice_premium(session, policy_number=policy_number, day=day, issued_on=session.clock.today())
    else:
        raise RuleViolated("invoice.kind_not_bookable", "Kies de arbofactuur of de premie.", field="kind")
    session.flush()
    booked = list(session.scalars(select(store.Invoice).where(
        store.Invoice.policy_number == policy_number, store.Invoice.position > before).order_by(store.Invoice.position)))
    if not booked:
        raise Conflict("invoice.nothing_due", "Op deze dag valt er voor deze polis niets te factureren.")
    return booked
