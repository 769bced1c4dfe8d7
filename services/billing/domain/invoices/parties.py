"""Who issues an invoice and who receives it, with what a VAT invoice names of both (OB 35a lid 1)."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A Dutch address; street with house number."""

    street: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class InvoiceParty:
    """A party of an invoice.

    :ivar address: None while it is unknown
    :ivar kvk_number: at the trade register; None while it is unknown
    :ivar vat_id: of the supplier; an invoice names no other
    """

    name: str
    address: Address | None
    kvk_number: str | None = None
    vat_id: str | None = None


ISSUER = InvoiceParty(
    "Verzuim Ontzorg Verzekeringen NV", Address("Het Ravelijn 1", "4331 NV", "Middelburg"), "20012345", "NL004495445B01")
"""The insurer, who issues the invoices of premium and of the arbo package (domain.md §4.4)."""
