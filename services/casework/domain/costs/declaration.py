"""Declarations of paid re-integration invoices: requirements and submission term (R-067…R-071)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.kernel.calendar import add_months
from shared.kernel.refusals import Conflict, RuleViolated


class DeclarationStatus(StrEnum):
    """Status of a declaration."""

    SUBMITTED = "SUBMITTED"
    CHECKED = "CHECKED"
    LATE = "LATE"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    PAID = "PAID"


TRANSITIONS: dict[DeclarationStatus, frozenset[DeclarationStatus]] = {
    DeclarationStatus.SUBMITTED: frozenset({DeclarationStatus.CHECKED, DeclarationStatus.LATE,
                                            DeclarationStatus.REJECTED}),
    DeclarationStatus.CHECKED: frozenset({DeclarationStatus.ACCEPTED, DeclarationStatus.REJECTED}),
    DeclarationStatus.LATE: frozenset({DeclarationStatus.ACCEPTED, DeclarationStatus.REJECTED}),
    DeclarationStatus.ACCEPTED: frozenset({DeclarationStatus.PAID}),
    DeclarationStatus.REJECTED: frozenset(),
    DeclarationStatus.PAID: frozenset(),
}
"""Out of LATE only VRA accepts, with a reason (R-070)."""


class DeclarationRefused(RuleViolated):
    """The declaration is incomplete."""


class DuplicateInvoice(Conflict):
    """This invoice of this supplier was declared before (R-068)."""


class DeclarationCannotMove(Conflict):
    """The step is not allowed in the declaration's present status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice of a re-integration provider, total in euros."""

    supplier: str
    number: str
    received_on: date
    paid_on: date | None
    total: Decimal


def submission_due_on(invoices: Sequence[Invoice]) -> date:
    """One month after receipt; of a bundle the earliest counts (R-070)."""
    return min(add_months(invoice.received_on, 1) for invoice in invoices)


def payment_due_on(complete_on: date) -> date:
    """The last day of payment: one month after a complete declaration (R-071)."""
    return add_months(complete_on, 1)


def check_declaration(invoices: Sequence[Invoice], *, submitted_on: date, form_complete: bool,
                      declared_before: frozenset[tuple[str, str]] = frozenset()) -> None:
    """Refuse an incomplete declaration.

    :param declared_before: supplier and number of every invoice declared earlier
    :raises DeclarationRefused: no invoice, no form, or not paid
    :raises DuplicateInvoice: if one was declared before, or occurs twice in this declaration
    """
    if not invoices:
        raise DeclarationRefused("declaration.invoice_required", "Voeg minstens één nota toe.", field="invoices")
    if not form_complete:
        raise DeclarationRefused("declaration.form_incomplete", "Vul het declaratieformulier volledig in.")
    if any(invoice.paid_on is None or invoice.paid_on > submitted_on for invoice in invoices):
        raise DeclarationRefused("declaration.invoice_unpaid", "Betaal de nota eerst zelf.", field="paid_on")
    keys = [(invoice.supplier, invoice.number) for invoice in invoices]
    if len(set(keys)) < len(keys) or declared_before & set(keys):
        raise DuplicateInvoice("declaration.duplicate_invoice", "Deze nota is al gedeclareerd.", field="number")


def intake_status(invoices: Sequence[Invoice], *, submitted_on: date) -> DeclarationStatus:
    """LATE after the submission term, otherwise CHECKED."""
    return DeclarationStatus.LATE if submitted_on > submission_due_on(invoices) else DeclarationStatus.CHECKED


def decide(status: DeclarationStatus, *, accept: bool, by_vra: bool = False,
           override_reason: str | None = None) -> DeclarationStatus:
    """Accept or reject; a late one is accepted by VRA only, with a reason.

    :raises DeclarationCannotMove: if it was not checked or was decided before
    :raises DeclarationRefused: late and not overridden
    """
    to = DeclarationStatus.ACCEPTED if accept else DeclarationStatus.REJECTED
    if to not in TRANSITIONS[status]:
        raise DeclarationCannotMove("declaration.wrong_state", "Deze declaratie kan nu niet worden beoordeeld.")
    if accept and status is DeclarationStatus.LATE and not (by_vra and override_reason):
        raise DeclarationRefused("declaration.late", "De declaratie kwam later dan een maand na de nota.")
    return to
