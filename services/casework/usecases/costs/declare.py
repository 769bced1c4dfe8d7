"""The employer declares paid invoices of a re-integration activity (R-067…R-072)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.casework import publishing, store
from services.casework.domain.costs.declaration import (
    DeclarationRefused,
    Invoice,
    check_form,
    check_invoices,
    intake_status,
    payment_due_on,
    submission_due_on,
)
from services.casework.domain.costs.reimbursement import reimbursable, reimbursed_amount
from services.casework.store.costs import add_declaration, declared_amount, find_invoice_files, get_activity
from services.casework.store.dossiers import dossier_to_change
from services.casework.store.staff.reach import find_assignment
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.messaging.outbox import publish


@dataclass(frozen=True, kw_only=True)
class DeclarationForm:
    """The form with the invoices.

    :ivar vat_deductible: whether the employer can deduct the VAT of the invoices
    """

    activity_id: str | None
    invoices: Sequence[Invoice]
    iban: str | None
    vat_deductible: bool | None


def declare(session: Session, *, actor: Actor, absence_number: str, command: DeclarationForm,
            version: int | None = None) -> store.Declaration:
    """Record a declaration and check it; one after its month waits for VRA, the others for the casemanager.

    :param version: of the dossier that the actor read; None not to check
    :raises Stale: if the dossier was changed since
    :raises DeclarationRefused: for an incomplete form, or an invoice without file or payment
    :raises NotAnnounced: if no amount was announced for the activity
    :raises DuplicateInvoice: if an invoice or a file was declared before
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    today = session.clock.today()
    check_form(iban=command.iban, vat_deductible=command.vat_deductible)
    check_invoices(command.invoices, submitted_on=today)
    activity = _activity(session, absence_number, command.activity_id)
    invoiced = reimbursable(command.invoices, vat_deductible=bool(command.vat_deductible))
    amount = reimbursed_amount(activity.value, invoiced, declared_before=declared_amount(session, activity.activity_id))
    assignment = find_assignment(session, dossier.employer_id, today)
    row = store.Declaration(
        declaration_id=new_id(), absence_number=absence_number, activity_id=activity.activity_id,
        recipient_id=assignment.casemanager_id if assignment else None,
        status=intake_status(command.invoices, submitted_on=today), submitted_on=today, submitted_by=actor.account_id,
        submit_by=submission_due_on(command.invoices), pay_by=payment_due_on(today), iban=command.iban,
        vat_deductible=command.vat_deductible, amount=amount, recorded_at=session.clock.now(),
        invoices=_invoices(session, dossier, command.invoices))
    add_declaration(session, row)
    publish(session, publishing.declaration_submitted(dossier, row))
    return row


def _activity(session: Session, absence_number: str, activity_id: str | None) -> store.ReintegrationActivity:
    if activity_id is None:
        raise DeclarationRefused("declaration.form_incomplete", "Kies bij welke activiteit de nota hoort.", field="activity_id")
    return get_activity(session, absence_number, activity_id)


def _invoices(session: Session, dossier: store.Dossier, invoices: Sequence[Invoice]) -> list[store.DeclaredInvoice]:
    files = find_invoice_files(session, dossier.absence_number, [str(invoice.file_id) for invoice in invoices])
    if len(files) < len(invoices):
        raise DeclarationRefused("declaration.invoice_required", "Voeg de nota van de dienstverlener toe.", field="file_id")
    return [store.DeclaredInvoice(
        invoice_id=new_id(), employer_id=dossier.employer_id, position=at, supplier=invoice.supplier, number=invoice.number,
        received_on=invoice.received_on, paid_on=_paid_on(invoice), total=invoice.total, vat=invoice.vat,
        file_id=invoice.file_id, digest=files[str(invoice.file_id)].digest, stands=True) for at, invoice in enumerate(invoices)]


def _paid_on(invoice: Invoice) -> date:
    assert invoice.paid_on is not None
    return invoice.paid_on
