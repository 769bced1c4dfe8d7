"""Create the SEPA file of the direct debits of one day (pain.008), which billing sends to the bank."""
from datetime import date

from sqlalchemy import select

from services.billing import store
from services.billing.domain.invoices.collection_day import next_collection_day
from services.billing.usecases.invoices.collect_invoice import debit_of
from shared.db.session import Session
from shared.kernel.refusals import Refusal
from shared.payments.direct_debit import direct_debit_file


def list_files_to_make(session: Session, day: date) -> list[str]:
    """Collection days, as ISO dates, whose file must be created today at the latest."""
    debit = store.DirectDebit
    has_file = select(store.Collection.collected_on).where(store.Collection.collected_on == debit.collected_on).exists()
    days = session.scalars(select(debit.collected_on).distinct().where(
        debit.collected_on <= next_collection_day(day), ~has_file))
    return [one.isoformat() for one in days]


def make_collection_file(session: Session, *, collected_on: date, today: date) -> int:
    """Create the file once; omits invoices that were paid meanwhile or can no longer be debited.

    :returns: number of direct debits in the file
    """
    if session.get(store.Collection, collected_on) is not None:
        return 0
    lines = []
    for debit in store.list_debits(session, collected_on):
        invoice = session.get_one(store.Invoice, debit.invoice_number, with_for_update=True)
        if not invoice.is_claimed:
            session.delete(debit)
            continue
        debit.amount = invoice.gross - invoice.paid
        versions = store.list_versions(session, [invoice.policy_number])[invoice.policy_number]
        try:
            lines.append(debit_of(invoice, versions, today))
        except Refusal:
            session.delete(debit)  # the next run plans it again and sets it aside with the reason
    if lines:
        made_at = session.clock.now()
        session.add(store.Collection(collected_on=collected_on, made_at=made_at, booked_on=None, file=direct_debit_file(
            message_id=f"COLLECT-{collected_on.isoformat()}", made_at=made_at, collect_on=collected_on, debits=lines)))
    return len(lines)
