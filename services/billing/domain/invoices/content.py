"""What an invoice says: the content of OB 35a, with the exemption of insurance premium (domain.md §4.3, §4.4)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from services.billing.domain.arbo.arbo_period import period_of_name
from services.billing.domain.invoices.parties import ISSUER, InvoiceParty
from shared.kernel.period import Period

UNIT_DECIMALS = Decimal("0.0001")


class VatCategory(StrEnum):
    """How VAT applies to an invoice; the values are those of EN 16931 (UNCL 5305)."""

    STANDARD = "S"
    EXEMPT = "E"
    OUTSIDE = "O"


REASONS = {VatCategory.EXEMPT: "Vrijgesteld van btw: verzekering (artikel 11 lid 1 onderdeel k Wet OB 1968)",
           VatCategory.OUTSIDE: "Geen btw: terugbetaling van te veel ontvangen uitkering"}
"""The mark of an exemption (OB 35a lid 1 onderdeel l)."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line in euros without VAT.

    :ivar unit_price: four decimals; times the quantity it may differ from the amount, which is calculated from the total
    """

    text: str
    quantity: int
    unit_price: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Original:
    """The invoice to which a credit note refers (OB 34f)."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceContent:
    """An invoice or credit note; the amounts of a credit note are negative.

    :ivar supplied: the days to which it applies, None if it has no period
    :ivar is_collected: whether it is collected by direct debit; otherwise the customer transfers it
    """

    number: str
    policy_number: str
    issued_on: date
    due_on: date
    supplied: Period | None
    customer: InvoiceParty
    lines: Sequence[InvoiceLine]
    net: Decimal
    vat: Decimal
    gross: Decimal
    vat_pct: Decimal | None
    category: VatCategory
    is_collected: bool
    original: Original | None = None
    issuer: InvoiceParty = ISSUER

    @property
    def is_credit(self) -> bool:
        """Whether it is a credit note."""
        return self.gross < 0

    @property
    def exemption(self) -> str | None:
        """Why there is no VAT; None if there is."""
        return REASONS.get(self.category)


def category_of(kind: str, vat_pct: Decimal | None) -> VatCategory:
    """How VAT applies: to the arbo fee at a rate; premium is exempt; a debt of overpaid benefit is no supply."""
    if vat_pct is not None:
        return VatCategory.STANDARD
    return VatCategory.OUTSIDE if kind == "DEBT" else VatCategory.EXEMPT


def supplied_in(kind: str, subject: str, details: Mapping[str, Any]) -> Period | None:
    """The period that is invoiced: of an arbo fee that of its subject, of premium its year."""
    if kind == "ARBO" or "heads" in details:
        return period_of_name(str(details.get("subject", subject)))
    year = details.get("year")
    return Period(date(year, 1, 1), date(year, 12, 31)) if isinstance(year, int) else None


def line_of(kind: str, subject: str, details: Mapping[str, Any], net: Decimal) -> InvoiceLine:
    """The line of an invoice, from what was kept when it was booked.

    :param details: of the invoice: heads and tariff of an arbo fee, year and figures of premium
    """
    quantity = int(details.get("heads") or 1)
    return InvoiceLine(_text(kind, subject, details), quantity, (net / quantity).quantize(UNIT_DECIMALS), net)


def _text(kind: str, subject: str, details: Mapping[str, Any]) -> str:
    if "heads" in details:
        counted = date.fromisoformat(details["reference_on"]) if "reference_on" in details else None
        heads = f"Arbopakket {details.get('subject', subject)}, werknemers in dienst"
        return f"{heads} op {counted:%d-%m-%Y}" if counted else heads
    year = details.get("year")
    if year is None:
        return "Te veel ontvangen uitkering" if kind == "DEBT" else "Arbopakket"
    if "instalment_on" in details:
        return f"Voorlopige premie {year}, termijn van {date.fromisoformat(details['instalment_on']):%d-%m-%Y}"
    if "definitive" in details:
        return f"Verrekening van de premie {year}"
    return f"Wijziging van de voorlopige premie {year}"
