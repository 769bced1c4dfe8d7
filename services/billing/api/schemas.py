"""Request and response bodies of the billing API."""
from marshmallow import Schema, validate
from marshmallow import fields as ma

from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_id
from shared.fields.numbers import PAYMENT
from shared.web.fields import Amount, Day, Number, Word, Written
from shared.web.pages import PageQuery


class InvoiceQuery(PageQuery):
    """Query parameters of the list of invoices."""

    order = Word(("oldest", "newest"), load_default="oldest")
    which = Word(("all", "open", "disputed"), load_default="all", data_key="list")


class InvoiceSchema(Schema):
    """An invoice as shown."""

    number = ma.String()
    policy_number = ma.String()
    kind = ma.String()
    subject = ma.String()
    date = ma.Date(attribute="issued_on")
    due_on = ma.Date()
    gross = Amount()
    net = Amount()
    vat = Amount()
    vat_pct = Number(allow_none=True)
    details = ma.Dict()
    status = ma.String()
    stage = ma.String()
    disputed_on = ma.Date(allow_none=True)
    paid_on = ma.Date(allow_none=True)


class PaymentSchema(Schema):
    """A received payment; the amount defaults to the open amount."""

    paid_on = Day(CASE_DATE, required=True)
    amount = Amount(PAYMENT, load_default=None)


class CollectionSchema(Schema):
    """The direct debits of a day."""

    collected_on = ma.Date()
    booked_on = ma.Date(allow_none=True)
    version = ma.Integer()
    debits = ma.Integer()
    amount = Amount()


class BookingSchema(Schema):
    """A collection booked by the bank, with the returned invoices."""

    booked_on = Day(CASE_DATE, required=True)
    returned = ma.List(Written(parse_id), load_default=(), validate=validate.Length(max=10_000))


class BookedSchema(Schema):
    """A collection that the bank booked."""

    collected_on = ma.Date()
    booked_on = ma.Date()


def items(schema: type[Schema]) -> type[Schema]:
    """A whole list: ``{"items": [...], "next": null}``."""
    return Schema.from_dict({"items": ma.List(ma.Nested(schema)), "next": ma.Constant(None)},
                            name=f"{schema.__name__.removesuffix('Schema')}Items")
