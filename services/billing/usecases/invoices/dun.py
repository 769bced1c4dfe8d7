"""Dun unpaid invoices step by step, each told to the employer; an unpaid premium finally suspends the cover (§4.5)."""
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from services.billing import store
from services.billing.domain.invoices.collection_costs import collection_costs
from services.billing.domain.invoices.dunning import MAILED, NEED_NOTICE, DunningDates, DunningStage, dunning_dates
from services.billing.usecases.invoices.issue_invoice import OPEN
from shared.db.session import Session
from shared.events.billing import CoverSuspended, InvoiceKind, InvoiceReminded, ReminderStep
from shared.messaging.outbox import publish


def list_overdue(session: Session, day: date) -> list[str]:
    """Numbers of the open invoices whose payment term has passed, except those being collected."""
    invoice = store.Invoice
    return list(session.scalars(select(invoice.number).where(
        invoice.status == OPEN, invoice.disputed_on.is_(None), invoice.due_on < day, ~_is_being_collected())))


def dun(session: Session, *, number: str, today: date) -> bool:
    """Advance an open invoice to today's dunning stage; without a formal notice it goes no further than that.

    :returns: whether it moved
    """
    invoice = session.get(store.Invoice, number, with_for_update=True)
    if invoice is None or not invoice.is_claimed or invoice.due_on >= today:
        return False
    if session.scalar(select(_is_being_collected()).where(store.Invoice.number == number)):
        return False
    dates = _dates(invoice)
    stage = dates.stage_on(today)
    if stage in NEED_NOTICE and invoice.notice_on is None:
        stage, invoice.notice_on = DunningStage.FORMAL_NOTICE, today
        dates = _dates(invoice)
    has_moved, invoice.stage = stage.value != invoice.stage, stage.value
    if has_moved and stage in MAILED:
        _mail(session, invoice, stage, dates)
    if dates.suspended_from is not None and stage in (DunningStage.SUSPENDED, DunningStage.COLLECTION):
        _suspend(session, invoice, dates.suspended_from)
    return has_moved


def _dates(invoice: store.Invoice) -> DunningDates:
    return dunning_dates(invoice.issued_on + timedelta(days=invoice.paused_days), notice_on=invoice.notice_on,
                         is_premium=invoice.kind == InvoiceKind.PREMIUM)


def _mail(session: Session, invoice: store.Invoice, stage: DunningStage, dates: DunningDates) -> None:
    costs = collection_costs(invoice.open_amount, default_on=dates.due_on + timedelta(days=1), vat_deductible=False)
    publish(session, InvoiceReminded(
        policy_number=invoice.policy_number, employer_id=invoice.employer_id, number=invoice.number, step=ReminderStep(stage),
        amount=invoice.open_amount, due_on=invoice.due_on, pay_until=dates.notice_term_until,
        suspended_from=dates.suspended_from, costs=costs.total))


def _is_being_collected() -> ColumnElement[bool]:
    """Whether an invoice is in a collection and the bank has not returned it."""
    debit = store.DirectDebit
    return select(debit.invoice_number).where(
        debit.invoice_number == store.Invoice.number, debit.returned_on.is_(None)).correlate(store.Invoice).exists()


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
