"""Record that a customer disputes an invoice, which stops reminders and collection, and how the dispute ends (B7)."""
from services.billing import store
from services.billing.usecases.invoices.issue_invoice import OPEN
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, ensure_version


def dispute_invoice(session: Session, *, actor: Actor, number: str, reason: str, version: int | None = None) -> store.Invoice:
    """Stop dunning from today.

    :raises NotFound: ``invoice.not_found``
    :raises Stale: if the invoice was changed since
    :raises Conflict: ``invoice.not_open``, ``invoice.already_disputed``
    """
    invoice = store.get_invoice(session, number, actor, lock=True)
    ensure_version(version, invoice.version)
    if invoice.status != OPEN:
        raise Conflict("invoice.not_open", "Deze factuur staat niet meer open.")
    if invoice.disputed_on is not None:
        raise Conflict("invoice.already_disputed", "Deze factuur is al betwist.")
    invoice.disputed_on, invoice.dispute_reason = session.clock.today(), reason
    session.flush()
    return invoice


def end_dispute(session: Session, *, actor: Actor, number: str, version: int | None = None) -> store.Invoice:
    """Go on with dunning where it was; the days of the dispute do not count, and a formal notice is sent again.

    A wrong invoice is credited instead.

    :raises NotFound: ``invoice.not_found``
    :raises Stale: if the invoice was changed since
    :raises Conflict: ``invoice.not_disputed``
    """
    invoice = store.get_invoice(session, number, actor, lock=True)
    ensure_version(version, invoice.version)
    if invoice.disputed_on is None:
        raise Conflict("invoice.not_disputed", "Deze factuur is niet betwist.")
    invoice.paused_days += (session.clock.today() - invoice.disputed_on).days
    invoice.disputed_on, invoice.notice_on = None, None
    session.flush()
    return invoice
