"""Request and response bodies of invoices."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.billing.api.schemas import InvoiceSchema
from services.billing.queries.invoices.content import WholeInvoice
from shared.events.billing import InvoiceKind
from shared.fields.contact import parse_postcode
from shared.fields.dates import POLICY_DATE
from shared.fields.invoicing import parse_city, parse_kvk_number, parse_street
from shared.fields.text import parse_reason
from shared.payments.party import OWN_ACCOUNT
from shared.web.fields import Amount, Day, Number, Word, Written


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


class ReasonSchema(Schema):
    """Why."""

    reason = Written(parse_reason, required=True)


class BookingRequestSchema(Schema):
    """What to invoice: the arbo fee of the period that contains a day, or the premium due on it."""

    kind = Word(("ARBO", "PREMIUM"), required=True)
    day = Day(POLICY_DATE, required=True)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The arguments of the use case."""
        return data | {"kind": InvoiceKind(data["kind"])}


class DebtorSchema(Schema):
    """An employer with open invoices; `by_age`: not yet due, up to 30, 60 and 90 days late, and later."""

    policy_number = ma.String()
    company_name = ma.String()
    total = Amount()
    by_age = ma.List(Amount())
    count = ma.Integer()
    disputed = ma.Integer()


class EntrySchema(Schema):
    """An entry of a ledger."""

    on = ma.Date()
    number = ma.String()
    kind = ma.String()
    amount = Amount()
    balance = Amount()


class DueSchema(Schema):
    """A policy with something to be invoiced today."""

    policy_number = ma.String()
    company_name = ma.String()
    kind = ma.Enum(InvoiceKind)


class WholeInvoiceSchema(InvoiceSchema):
    """An invoice with what it says, how it is paid, and the ids of the employees whom an arbo fee counts."""

    version = ma.Integer()
    paid = Amount()
    dispute_reason = ma.String(allow_none=True)
    issuer = ma.Nested(PartySchema)
    customer = ma.Nested(PartySchema)
    supplied = ma.Nested(PeriodSchema, allow_none=True)
    lines = ma.List(ma.Nested(LineSchema))
    exemption = ma.String(allow_none=True)
    original = ma.Nested(OriginalSchema, allow_none=True)
    is_collected = ma.Boolean()
    pay_to = ma.String()
    counted = ma.List(ma.String())
    notice_on = ma.Date(allow_none=True)
    costs = Amount(allow_none=True)


def whole(found: WholeInvoice) -> dict[str, Any]:
    """The body of an invoice with its content."""
    row, content = found.row, found.content
    shown = {name: getattr(row, name) for name in (
        "number", "policy_number", "kind", "subject", "issued_on", "due_on", "gross", "net", "vat", "vat_pct", "details",
        "status", "stage", "notice_on", "disputed_on", "dispute_reason", "paid", "paid_on", "version")}
    said = {name: getattr(content, name) for name in (
        "issuer", "customer", "supplied", "lines", "exemption", "original", "is_collected")}
    return shown | said | {"counted": found.counted, "costs": found.costs, "pay_to": OWN_ACCOUNT.party.iban}
