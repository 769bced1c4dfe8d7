"""Record a payment of an invoice; full payment restores suspended cover from the next day (§4.5)."""
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from services.billing import store
from services.billing.domain.invoices.dunning import cover_restored_from
from services.billing.usecases.invoices.issue_invoice import CREDITED, PAID
from shared.db.session import Session
from shared.events.billing import CoverRestored, InvoicePaid
from shared.kernel.actor import Actor
from shared.kernel.refusals import Conflict, RuleViolated, ensure_version
from shared.messaging.outbox import publish


def record_payment(session: Session, *, actor: Actor, number: str, paid_on: date, amount: Decimal | None = None,
                   version: int | None = None) -> store.Invoice:
    """Record a partial or full payment.

    :param amount: euros; None means the open amount
    :param version: the one that the actor read; None not to check
    :raises Stale: if the invoice was changed since
    :raises Conflict: ``invoice.already_paid``, ``invoice.already_credited``
    """
    invoice = store.get_invoice(session, number, actor, lock=True)
    ensure_version(version, invoice.version)
    left = invoice.gross - invoice.paid
    if invoice.status == PAID:
        raise Conflict("invoice.already_paid", "Deze factuur is al betaald.")
    if invoice.status == CREDITED:
        raise Conflict("invoice.already_credited", "Deze factuur is gecrediteerd. Er valt niets meer te betalen.")
    amount = left if amount is None else amount
    if not 0 < amount <= left:
        raise RuleViolated("payment.amount_invalid", f"Geef een bedrag boven nul en hoogstens {left:.2f}.", field="amount")
    if paid_on > session.clock.today():
        raise RuleViolated("payment.future_date", "De betaaldag ligt in de toekomst.", field="paid_on")
    session.add(store.InvoicePayment(invoice_number=number, paid_on=paid_on, amount=amount, account_id=actor.account_id))
    invoice.paid += amount
    if invoice.paid == invoice.gross:
        invoice.status, invoice.paid_on, invoice.disputed_on = PAID, paid_on, None
        session.flush()
        publish(session, InvoicePaid(policy_number=invoice.policy_number, employer_id=invoice.employer_id,
                                     number=invoice.number, paid_on=paid_on))
        restore_cover(session, invoice, paid_on)
    session.flush()
    return invoice


def restore_cover(session: Session, invoice: store.Invoice, paid_on: date) -> None:
    """End the suspension for an invoice that is settled; cover is back unless another one is unpaid."""
    query = select(store.CoverSuspension).where(store.CoverSuspension.policy_number == invoice.policy_number,
                                                store.CoverSuspension.restored_from.is_(None))
    running = list(session.scalars(query))
    ours = [s for s in running if s.invoice_number == invoice.number]
    for suspension in ours:
        suspension.restored_from = cover_restored_from(paid_on)
    if ours and len(ours) == len(running):
        publish(session, CoverRestored(policy_number=invoice.policy_number, employer_id=invoice.employer_id,
                                       restored_from=cover_restored_from(paid_on)))
