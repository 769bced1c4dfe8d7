"""Remind of unpaid invoices step by step; an unpaid premium suspends the cover in the end (§4.5)."""
from datetime import date

from sqlalchemy import select

from services.billing import store
from services.billing.domain.invoices.dunning import dunning_dates
from services.billing.usecases.invoices.issue_invoice import OPEN
from shared.db.session import Session
from shared.events.billing import CoverSuspended, InvoiceKind
from shared.messaging.outbox import publish


def dun(session: Session, *, today: date) -> int:
    """Move every open invoice to the stage of today.

    :returns: number of invoices that moved
    """
    query = select(store.Invoice).where(store.Invoice.status == OPEN, store.Invoice.due_on < today)
    moved = 0
    for invoice in session.scalars(query.order_by(store.Invoice.number).with_for_update()):
        dates = dunning_dates(invoice.issued_on, is_premium=invoice.kind == InvoiceKind.PREMIUM)
        stage = dates.stage_on(today).value
        if stage != invoice.stage:
            invoice.stage = stage
            moved += 1
        if dates.suspended_from is not None and dates.suspended_from <= today:
            _suspend(session, invoice, dates.suspended_from)
    return moved


def _suspend(session: Session, invoice: store.Invoice, suspended_from: date) -> None:
    if session.get(store.CoverSuspension, invoice.number) is not None:
        return
    running = session.scalar(select(store.CoverSuspension).where(
        store.CoverSuspension.policy_number == invoice.policy_number, store.CoverSuspension.restored_from.is_(None)))
    session.add(store.CoverSuspension(invoice_number=invoice.number, policy_number=invoice.policy_number,
                                      suspended_from=suspended_from, restored_from=None))
    session.flush()
    if running is None:
        publish(session, CoverSuspended(policy_number=invoice.policy_number, employer_id=invoice.employer_id,
                                        suspended_from=suspended_from))
