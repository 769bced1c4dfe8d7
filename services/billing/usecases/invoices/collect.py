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
    query = (select(store.Invoice, store.Policy).join(store.Policy, store.Policy.policy_number == store.Invoice.policy_number)
             .where(store.Invoice.status == OPEN, store.Invoice.due_on <= today, store.Invoice.gross > ZERO,
                    store.Policy.payment_method == "DIRECT_DEBIT").order_by(store.Invoice.number))
    due = [(invoice, policy) for invoice, policy in session.execute(query).all()]
    if due:
        session.add(store.Collection(collected_on=today, file=_file(session, today, due), made_at=session.clock.now()))
    for invoice, _ in due:
        record_payment(session, actor=SYSTEM, number=invoice.number, paid_on=today)
    return len(due)


def _file(session: Session, today: date, due: list[tuple[store.Invoice, store.Policy]]) -> bytes:
    debits = [DirectDebit.of(
        name=policy.company_name, iban=policy.iban, amount=invoice.gross - invoice.paid, mandate=policy.policy_number,
        signed_on=policy.valid_from, reference=invoice.number, text=f"Factuur {invoice.number}") for invoice, policy in due]
    return direct_debit_file(message_id=f"COLLECT-{today.isoformat()}", made_at=session.clock.now(), collect_on=today,
                             debits=debits)
