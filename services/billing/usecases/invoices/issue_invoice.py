"""Issue an invoice: its number is allocated in the transaction that books it, without gaps."""
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.billing import store
from services.billing.domain.invoices.dunning import DunningStage, payment_due_on
from services.billing.domain.invoices.invoice_number import InvoiceNumber, InvoiceSeries
from shared.db.session import Session
from shared.events.billing import InvoiceIssued, InvoiceKind
from shared.messaging.outbox import publish

SERIES = {InvoiceKind.ARBO: InvoiceSeries.ARBO, InvoiceKind.PREMIUM: InvoiceSeries.PREMIUM,
          InvoiceKind.CREDIT: InvoiceSeries.CREDIT, InvoiceKind.DEBT: InvoiceSeries.DEBT}
OPEN, PAID, CREDITED = "OPEN", "PAID", "CREDITED"


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The amounts of an invoice in euros; insurance premium has no VAT."""

    gross: Decimal
    net: Decimal
    vat: Decimal
    vat_pct: Decimal | None = None
    details: dict[str, Any] = field(default_factory=dict)


def issue_invoice(session: Session, *, policy: store.Policy, kind: InvoiceKind, subject: str, issued_on: date,
                  sums: Sums) -> store.Invoice:
    """Book an invoice; a credit note is settled immediately.

    :param subject: the invoiced period or debt, such as ``2026`` or ``2026-03``; unique per policy and kind
    """
    invoice = store.Invoice(
        number=_next_number(session, kind, issued_on.year), policy_number=policy.policy_number,
        employer_id=policy.employer_id, kind=kind.value, subject=subject, issued_on=issued_on,
        due_on=payment_due_on(issued_on), gross=sums.gross, net=sums.net, vat=sums.vat, vat_pct=sums.vat_pct,
        details=sums.details, status=PAID if kind is InvoiceKind.CREDIT else OPEN, stage=DunningStage.OPEN.value,
        paid=Decimal("0.00"), paid_on=None)
    session.add(invoice)
    session.flush()
    publish(session, InvoiceIssued(
        policy_number=policy.policy_number, employer_id=policy.employer_id, kind=kind, number=invoice.number,
        issued_on=issued_on, due_on=invoice.due_on, gross=invoice.gross, net=invoice.net, vat=invoice.vat))
    return invoice


def find_invoice(session: Session, policy: store.Policy, kind: InvoiceKind, subject: str) -> store.Invoice | None:
    """The invoice of a policy for a subject, or None."""
    return session.scalar(select(store.Invoice).where(
        store.Invoice.policy_number == policy.policy_number, store.Invoice.kind == kind.value,
        store.Invoice.subject == subject))


def _next_number(session: Session, kind: InvoiceKind, year: int) -> str:
    series = SERIES[kind]
    table = store.InvoiceCounter
    row = insert(table).values(series=series.value, year=year, last=1)
    last = session.scalar(row.on_conflict_do_update(
        index_elements=["series", "year"], set_={"last": table.last + 1}).returning(table.last))
    return str(InvoiceNumber(series, year, last or 1))
