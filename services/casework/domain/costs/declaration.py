"""Declarations of paid re-integration invoices: requirements, submission term and decision (R-067…R-071)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.kernel.calendar import add_months
from shared.kernel.refusals import Conflict, NotFound, RuleViolated


class DeclarationStatus(StrEnum):
    """Status of a declaration."""

    SUBMITTED = "SUBMITTED"
    CHECKED = "CHECKED"
    LATE = "LATE"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    PAID = "PAID"


TRANSITIONS: dict[DeclarationStatus, frozenset[DeclarationStatus]] = {
    DeclarationStatus.SUBMITTED: frozenset({DeclarationStatus.CHECKED, DeclarationStatus.LATE}),
    DeclarationStatus.CHECKED: frozenset({DeclarationStatus.ACCEPTED, DeclarationStatus.REJECTED}),
    DeclarationStatus.LATE: frozenset({DeclarationStatus.ACCEPTED, DeclarationStatus.REJECTED}),
    DeclarationStatus.ACCEPTED: frozenset({DeclarationStatus.PAID}),
    DeclarationStatus.REJECTED: frozenset(),
    DeclarationStatus.PAID: frozenset(),
}
"""Out of LATE only VRA accepts, with a reason (R-070). A declaration is checked while it is submitted."""

LATE_CODE = "declaration.late"
MOST_INVOICES = 20
"""Of one declaration."""


class DeclarationNotFound(NotFound):
    """The dossier has no such declaration."""


class DeclarationRefused(RuleViolated):
    """The declaration is incomplete, or the decision lacks its reason."""


class DuplicateInvoice(Conflict):
    """This invoice or file was declared before (R-068)."""

    def __init__(self) -> None:
        super().__init__("declaration.duplicate_invoice", "Deze nota is al gedeclareerd.", field="number")


class DeclarationCannotMove(Conflict):
    """The step is not allowed in the declaration's present status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice of a provider, in euros.

    :ivar total: with VAT
    :ivar vat: the VAT in the total; None if the employer did not state it
    :ivar file_id: the uploaded file
    """

    supplier: str
    number: str
    received_on: date
    paid_on: date | None
    total: Decimal
    vat: Decimal | None = None
    file_id: str | None = None


def submission_due_on(invoices: Sequence[Invoice]) -> date:
    """One month after receipt; of a bundle the earliest counts (R-070)."""
    return min(add_months(invoice.received_on, 1) for invoice in invoices)


def payment_due_on(complete_on: date) -> date:
    """The last day of payment: one month after a complete declaration (R-071)."""
    return add_months(complete_on, 1)


def check_form(*, iban: str | None, vat_deductible: bool | None) -> None:
    """Refuse an incomplete declaration form (R-069).

    :raises DeclarationRefused: ``declaration.form_incomplete``
    """
    if iban is None or vat_deductible is None:
        raise DeclarationRefused("declaration.form_incomplete", "Vul het declaratieformulier volledig in.",
                                 field="iban" if iban is None else "vat_deductible")


def check_invoices(invoices: Sequence[Invoice], *, submitted_on: date) -> None:
    """Refuse invoices that cannot be declared on this day.

    :raises DeclarationRefused: none, too many, without a file, not paid, received in the future, or more VAT than the total
    :raises DuplicateInvoice: if one occurs twice
    """
    if not invoices or any(invoice.file_id is None for invoice in invoices):
        raise DeclarationRefused("declaration.invoice_required", "Voeg de nota van de dienstverlener toe.", field="file_id")
    if len(invoices) > MOST_INVOICES:
        raise DeclarationRefused("declaration.too_many_invoices", "Declareer hoogstens 20 nota's tegelijk.", field="invoices")
    if any(invoice.paid_on is None or invoice.paid_on > submitted_on for invoice in invoices):
        raise DeclarationRefused("declaration.invoice_unpaid", "Betaal de nota eerst zelf.", field="paid_on")
    if any(invoice.received_on > submitted_on for invoice in invoices):
        raise DeclarationRefused("declaration.received_later", "Vul de dag in waarop u de nota kreeg, tot en met vandaag.",
                                 field="received_on")
    if any(invoice.vat is not None and invoice.vat > invoice.total for invoice in invoices):
        raise DeclarationRefused("declaration.vat_above_total", "De btw is hoger dan het bedrag van de nota.", field="vat")
    keys = {(invoice.supplier.casefold(), invoice.number.casefold()) for invoice in invoices}
    if len(keys) < len(invoices) or len({invoice.file_id for invoice in invoices}) < len(invoices):
        raise DuplicateInvoice


def intake_status(invoices: Sequence[Invoice], *, submitted_on: date) -> DeclarationStatus:
    """LATE after the submission term, otherwise CHECKED."""
    return DeclarationStatus.LATE if submitted_on > submission_due_on(invoices) else DeclarationStatus.CHECKED


def pay(status: DeclarationStatus) -> DeclarationStatus:
    """The status after claims paid an accepted declaration; being told again changes nothing.

    :raises DeclarationCannotMove: if it was not accepted
    """
    if status is DeclarationStatus.PAID or DeclarationStatus.PAID in TRANSITIONS[status]:
        return DeclarationStatus.PAID
    raise DeclarationCannotMove("declaration.wrong_state", "Deze declaratie is niet aangenomen.")


def decide(status: DeclarationStatus, *, accept: bool, by_vra: bool, reason: str | None) -> DeclarationStatus:
    """Accept or reject; a late one is accepted by VRA only, with a reason.

    :raises DeclarationCannotMove: if it was decided before
    :raises DeclarationRefused: ``declaration.late`` for a late one without VRA or reason; ``declaration.reason_required``
        for another one that is rejected without reason
    """
    to = DeclarationStatus.ACCEPTED if accept else DeclarationStatus.REJECTED
    if to not in TRANSITIONS[status]:
        raise DeclarationCannotMove("declaration.wrong_state", "Over deze declaratie is al beslist.")
    is_late = status is DeclarationStatus.LATE
    if is_late and accept and not (by_vra and reason):
        raise DeclarationRefused("declaration.late", "Deze declaratie kwam later dan een maand na de nota. Alleen VRA kan haar "
                                                     "aannemen, met een reden.", field="reason")
    if not is_late and not accept and not reason:
        raise DeclarationRefused("declaration.reason_required", "Vul in waarom u de declaratie afwijst.", field="reason")
    return to
