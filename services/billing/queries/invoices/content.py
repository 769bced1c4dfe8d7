"""The content of one invoice, from its row, the policy version of its day, and who was counted."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from services.billing import store
from services.billing.domain.invoices.collection_costs import collection_costs
from services.billing.domain.invoices.content import (
    InvoiceContent,
    Original,
    category_of,
    line_of,
    supplied_in,
)
from services.billing.domain.invoices.dunning import DunningStage
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True)
class WholeInvoice:
    """An invoice with what it says.

    :ivar counted: ids of the employees whom an arbo fee counts; empty if they were not kept
    :ivar costs: euros of collection, due besides the open amount since it is collected; None before
    """

    row: store.Invoice
    content: InvoiceContent
    counted: Sequence[str]
    costs: Decimal | None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of an invoice, and what it is made from.

    :ivar kept: its bytes; None before it is made
    """

    kept: bytes | None
    content: InvoiceContent


def get_whole_invoice(session: Session, *, actor: Actor, number: str) -> WholeInvoice:
    """One invoice with its content.

    :raises NotFound: ``invoice.not_found``
    """
    return whole_of(session, store.get_invoice(session, number, actor))


def whole_of(session: Session, row: store.Invoice) -> WholeInvoice:
    """An invoice with its content."""
    costs = collection_costs(row.open_amount, default_on=row.due_on + timedelta(days=1), vat_deductible=False).total
    return WholeInvoice(row, content_of(session, row), store.list_counted(session, row.number),
                        costs if row.open_amount and row.stage == DunningStage.COLLECTION else None)


def get_file(session: Session, *, actor: Actor, number: str, kind: store.FileKind) -> KeptFile:
    """A file of an invoice.

    :raises NotFound: ``invoice.not_found``
    """
    row = store.get_invoice(session, number, actor)
    return KeptFile(store.find_file(session, number, kind), content_of(session, row))


def get_address(session: Session, *, actor: Actor, policy_number: str) -> store.InvoiceAddress:
    """The recorded address of an employer.

    :raises NotFound: ``policy.not_found``, ``invoice_address.not_found``
    """
    store.get_policy(session, policy_number, actor)
    found = session.get(store.InvoiceAddress, policy_number)
    if found is None:
        raise NotFound("invoice_address.not_found", "Van deze werkgever is nog geen adres vastgelegd.")
    return found


def content_of(session: Session, row: store.Invoice) -> InvoiceContent:
    """What an invoice says."""
    version = store.row_on(store.list_versions(session, [row.policy_number])[row.policy_number], row.issued_on)
    original = row.details.get("corrects")
    corrected = session.get(store.Invoice, original) if original else None
    return InvoiceContent(
        number=row.number, policy_number=row.policy_number, issued_on=row.issued_on, due_on=row.due_on,
        supplied=supplied_in(row.kind, row.subject, row.details),
        customer=store.customer_of(version, session.get(store.InvoiceAddress, row.policy_number)),
        lines=[line_of(row.kind, row.subject, row.details, row.net)], net=row.net, vat=row.vat, gross=row.gross,
        vat_pct=row.vat_pct, category=category_of(row.kind, row.vat_pct),
        is_collected=version.payment_method == "DIRECT_DEBIT",
        original=Original(corrected.number, corrected.issued_on) if corrected else None)
