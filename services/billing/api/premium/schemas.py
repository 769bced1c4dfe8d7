"""Request and response bodies of premium years and January previews."""
from marshmallow import Schema
from marshmallow import fields as ma

from shared.fields.dates import FIRST_YEAR, LAST_YEAR
from shared.fields.identifiers import parse_id
from shared.fields.numbers import ANNUAL_WAGE, WholeRule
from shared.web.fields import Amount, AmountsById, Whole


class PlannedInstalmentSchema(Schema):
    """An instalment of a year's premium, with its invoice date."""

    on = ma.Date(attribute="invoiced_on")
    amount = Amount()


class InstalmentSchema(PlannedInstalmentSchema):
    """An instalment of a year's premium; `invoice` is the number of its invoice once issued."""

    invoice = ma.String(attribute="invoice_number", allow_none=True)


class PreviewRequestSchema(Schema):
    """January data that are not submitted yet: annual wages from 1 January by employee id."""

    year = Whole(WholeRule(FIRST_YEAR, LAST_YEAR), required=True)
    wages = AmountsById(parse_id, ANNUAL_WAGE, load_default=dict)


class PastYearSchema(Schema):
    """The definitive premium of the past year; a negative settlement is credited."""

    payroll = Amount()
    definitive = Amount(allow_none=True)
    invoiced = Amount()
    settlement = Amount(allow_none=True)


class NewYearSchema(Schema):
    """The provisional premium of the new year, and the instalments still to be invoiced."""

    payroll = Amount()
    before = Amount()
    provisional = Amount()
    remainder = Amount()
    instalments = ma.List(ma.Nested(PlannedInstalmentSchema))


class EmployeePremiumSchema(Schema):
    """The part of one employee in both premiums."""

    employee_id = ma.String()
    past = Amount()
    new = Amount()
    difference = Amount()


class JanuaryPreviewSchema(Schema):
    """What January data do to the premium; a year without cover is null."""

    year = ma.Integer()
    past = ma.Nested(PastYearSchema, allow_none=True)
    new = ma.Nested(NewYearSchema, allow_none=True)
    employees = ma.List(ma.Nested(EmployeePremiumSchema))


class PremiumYearSchema(Schema):
    """The premium of a year."""

    year = ma.Integer()
    state = ma.String()
    provisional_payroll = Amount()
    provisional = Amount()
    definitive_payroll = Amount(allow_none=True)
    definitive = Amount(allow_none=True)
    settlement = Amount(allow_none=True)
    parts = ma.List(ma.Nested(InstalmentSchema))


