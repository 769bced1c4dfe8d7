"""Collect what is due by direct debit: one SEPA file a day (pain.008.001.08), checked against its schema."""
from datetime import date

from sepaxml import SepaDD
from sqlalchemy import select

from services.billing import store
from services.billing.usecases.invoices.issue_invoice import OPEN
from services.billing.usecases.invoices.record_payment import record_payment
from shared.db.session import Session
from shared.kernel.actor import SYSTEM
from shared.kernel.money import ZERO, to_cents
from shared.sepa import checked

SCHEMA = "pain.008.001.08"
CREDITOR = {"name": "Verzuim Ontzorg Verzekeringen NV", "IBAN": "NL44RABO0123456789", "BIC": "RABONL2U",
            "creditor_id": "NL00ZZZ123456780000", "currency": "EUR", "batch": True, "instrument": "CORE"}


def collect(session: Session, *, today: date) -> int:
    """Debit every open invoice that is due and whose policy pays by direct debit.

    :returns: number of invoices
    """
    query = (select(store.Invoice, store.Policy).join(store.Policy, store.Policy.policy_number == store.Invoice.policy_number)
             .where(store.Invoice.status == OPEN, store.Invoice.due_on <= today, store.Invoice.gross > ZERO,
                    store.Policy.payment_method == "DIRECT_DEBIT").order_by(store.Invoice.number))
    due = [(invoice, policy) for invoice, policy in session.execute(query).all()]
    if due:
        session.add(store.Collection(collected_on=today, file=_file(today, due), made_at=session.clock.now()))
    for invoice, _ in due:
        record_payment(session, actor=SYSTEM, number=invoice.number, paid_on=today)
    return len(due)


def _file(today: date, due: list[tuple[store.Invoice, store.Policy]]) -> bytes:
    sepa = SepaDD(CREDITOR | {"msg_id": f"COLLECT-{today.isoformat()}"}, schema=SCHEMA, clean=True)
    for invoice, policy in due:
        sepa.add_payment({
            "name": policy.company_name[:70], "IBAN": policy.iban, "amount": to_cents(invoice.gross - invoice.paid),
            "type": "RCUR", "collection_date": today, "mandate_id": policy.policy_number, "mandate_date": policy.valid_from,
            "description": f"Factuur {invoice.number}", "endtoend_id": invoice.number})
    return checked(sepa.export(validate=False), SCHEMA)
