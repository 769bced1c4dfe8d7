"""Plan the direct debit of an invoice; an invalid one is refused here, because it would invalidate the whole file."""
from datetime import date, timedelta

from sqlalchemy import select

from services.billing import store
from services.billing.domain.invoices.collection_day import collection_day, next_collection_day
from services.billing.usecases.invoices.issue_invoice import OPEN
from shared.db.session import Session
from shared.kernel.money import ZERO
from shared.payments.direct_debit import DirectDebit

ONE_DAY = timedelta(days=1)
DIRECT_DEBIT = "DIRECT_DEBIT"


def list_to_collect(session: Session, day: date) -> list[str]:
    """Numbers of the open invoices due by the next collection day without a direct debit."""
    invoice, debit = store.Invoice, store.DirectDebit
    is_collected = select(debit.invoice_number).where(debit.invoice_number == invoice.number).exists()
    return list(session.scalars(select(invoice.number).where(
        invoice.status == OPEN, invoice.disputed_on.is_(None), invoice.gross > ZERO,
        invoice.due_on <= next_collection_day(day), ~is_collected)))


def collect_invoice(session: Session, *, number: str, today: date) -> date | None:
    """Plan the collection of the open amount, if the policy pays by direct debit today.

    :returns: the day of the collection
    :raises NotWritable, InvalidInput, AmountNotPayable: if the payer cannot be debited
    """
    invoice = session.get(store.Invoice, number, with_for_update=True)
    if invoice is None or not invoice.is_claimed or session.get(store.DirectDebit, number) is not None:
        return None
    versions = store.list_versions(session, [invoice.policy_number])[invoice.policy_number]
    if store.row_on(versions, today).payment_method != DIRECT_DEBIT:
        return None
    debit_of(invoice, versions, today)
    day = collection_day(invoice.due_on, made_on=today)
    while session.get(store.Collection, day) is not None:  # its file exists
        day = collection_day(day + ONE_DAY, made_on=today)
    session.add(store.DirectDebit(invoice_number=number, collected_on=day, amount=invoice.gross - invoice.paid, returned_on=None))
    return day


def debit_of(invoice: store.Invoice, versions: list[store.PolicyVersion], today: date) -> DirectDebit:
    """The line of a file, with the mandate of the policy's first version.

    :raises NotWritable, InvalidInput, AmountNotPayable: if the payer cannot be debited
    """
    payer = store.row_on(versions, today)
    return DirectDebit.of(
        name=payer.company_name, iban=payer.iban, amount=invoice.gross - invoice.paid, mandate=invoice.policy_number,
        signed_on=versions[0].valid_from, reference=invoice.number, text=f"Factuur {invoice.number}")
