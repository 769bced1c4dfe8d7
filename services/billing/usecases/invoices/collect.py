"""Collect what is due by direct debit: one SEPA file a day (pain.008.001.08), checked against its schema."""
from datetime import date

from sqlalchemy import select

from services.billing import store
from services.billing.usecases.invoices.issue_invoice import OPEN
from services.billing.usecases.invoices.record_payment import record_payment
from shared.db.session import Session
from shared.kernel.actor import SYSTEM
from shared.kernel.money import ZERO
from shared.payments.direct_debit import DirectDebit, direct_debit_file


def collect(session: Session, *, today: date) -> int:
    """Debit every open invoice that is due and whose policy pays by direct debit.

    :returns: number of invoices
    """
    invoices = session.scalars(select(store.Invoice).where(
        store.Invoice.status == OPEN, store.Invoice.due_on <= today, store.Invoice.gross > ZERO,
    ).order_by(store.Invoice.number)).all()
    versions = store.list_versions(session, sorted({invoice.policy_number for invoice in invoices}))
    each = [(invoice, store.row_on(versions[invoice.policy_number], today)) for invoice in invoices]
    due = [(invoice, version) for invoice, version in each if version.payment_method == "DIRECT_DEBIT"]
    if due:
        session.add(store.Collection(collected_on=today, file=_file(session, today, due), made_at=session.clock.now()))
    for invoice, _ in due:
        record_payment(session, actor=SYSTEM, number=invoice.number, paid_on=today)
    return len(due)


def _file(session: Session, today: date, due: list[tuple[store.Invoice, store.PolicyVersion]]) -> bytes:
    debits = [DirectDebit.of(
        name=version.company_name, iban=version.iban, amount=invoice.gross - invoice.paid, mandate=version.policy_number,
        signed_on=version.valid_from, reference=invoice.number, text=f"Factuur {invoice.number}") for invoice, version in due]
    return direct_debit_file(message_id=f"COLLECT-{today.isoformat()}", made_at=session.clock.now(), collect_on=today,
                             debits=debits)
