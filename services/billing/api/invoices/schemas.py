"""Request and response bodies of invoices."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.billing.api.schemas import InvoiceSchema
from services.billing.queries.invoices.content import WholeInvoice
from shared.fields.contact import parse_postcode
from shared.fields.invoicing import parse_city, parse_kvk_number, parse_street
from shared.payments.party import OWN_ACCOUNT
from shared.web.fields import Amount, Number, Written


class AddressSchema(Schema):
    """Where an employer is established; street with house number."""

    street = Written(parse_street, required=True)
    postcode = Written(parse_postcode, required=True)
    city = Written(parse_city, required=True)
    kvk_number = Written(parse_kvk_number, required=True)
    version = ma.Integer(dump_only=True)


class PostalSchema(Schema):
    """An address on an invoice."""

    street = ma.String()
    postcode = ma.String()
    city = ma.String()


class PartySchema(Schema):
    """A party of an invoice."""

    name = ma.String()
    address = ma.Nested(PostalSchema, allow_none=True)
    kvk_number = ma.String(allow_none=True)
    vat_id = ma.String(allow_none=True)


class LineSchema(Schema):
    """A line of an invoice, without VAT."""

    text = ma.String()
    quantity = ma.Integer()
    unit_price = Number()
    net = Amount()


class PeriodSchema(Schema):
    """The first and last day to which an invoice applies."""

    start = ma.Date()
    end = ma.Date()


class OriginalSchema(Schema):
    """The invoice that a credit note corrects."""

    number = ma.String()
    issued_on = ma.Date()


class WholeInvoiceSchema(InvoiceSchema):
    """An invoice with what it says, how it is paid, and the ids of the employees whom an arbo fee counts."""

    issuer = ma.Nested(PartySchema)
    customer = ma.Nested(PartySchema)
    supplied = ma.Nested(PeriodSchema, allow_none=True)
    lines = ma.List(ma.Nested(LineSchema))
    exemption = ma.String(allow_none=True)
    original = ma.Nested(OriginalSchema, allow_none=True)
    is_collected = ma.Boolean()
    pay_to = ma.String()
    counted = ma.List(ma.String())


def whole(found: WholeInvoice) -> dict[str, Any]:
    """The body of an invoice with its content."""
    row, content = found.row, found.content
    shown = {name: getattr(row, name) for name in (
        "number", "policy_number", "kind", "subject", "issued_on", "due_on", "gross", "net", "vat", "vat_pct", "details",
        "status", "stage", "paid_on")}
    said = {name: getattr(content, name) for name in (
        "issuer", "customer", "supplied", "lines", "exemption", "original", "is_collected")}
    return shown | said | {"counted": found.counted, "pay_to": OWN_ACCOUNT.party.iban}
