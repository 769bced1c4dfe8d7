"""Request and response bodies of the billing API."""
from typing import Any

from marshmallow import Schema, post_load, validate
from marshmallow import fields as ma

from services.billing.usecases.policies.accept_policy import PolicyApplication
from shared.access.visible import VisibleSchema, of
from shared.fields.contact import parse_postcode
from shared.fields.dates import CASE_DATE, FIRST_YEAR, LAST_YEAR, POLICY_DATE
from shared.fields.iban import parse_iban
from shared.fields.identifiers import parse_end_age, parse_id, parse_policy_number
from shared.fields.names import parse_company_name
from shared.fields.numbers import (
    ANNUAL_WAGE,
    DAY_DIVISOR,
    INSTALMENTS,
    PAYMENT,
    PERCENTAGE,
    PREMIUM_RATE,
    TARIFF,
    WAITING_TIME,
    WholeRule,
)
from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit
from shared.web.fields import Amount, AmountsById, Choice, Day, Number, Whole, Word, Written
from shared.web.pages import PageQuery


class TermsSchema(Schema):
    """Policy terms (domain.md §3.1); an omitted key keeps its value, or has its default in the first version."""

    waiting_unit = Choice(WaitingUnit)
    waiting_value = Whole(WAITING_TIME)
    coverage_year1 = Number(PERCENTAGE)
    coverage_year2 = Number(PERCENTAGE)
    employer_charges_pct = Number(PERCENTAGE)
    day_divisor = Whole(DAY_DIVISOR)
    max_insured_wage = Amount(ANNUAL_WAGE)
    end_age = Written(parse_end_age)
    vangnet_rule = Choice(SafetyNetRule)
    late_report_rule = Choice(LateReportRule)


class ApplicationSchema(Schema):
    """A policy to accept, or a later version of one, in which omitted keys keep their values."""

    policy_number = Written(parse_policy_number, required=True)
    company_name = Written(parse_company_name)
    postcode = Written(parse_postcode)
    iban = Written(parse_iban)
    valid_from = Day(POLICY_DATE, required=True)
    valid_until = Day(POLICY_DATE, allow_none=True)
    guidance_from = Day(POLICY_DATE, allow_none=True)
    employer_id = Written(parse_id)
    premium_rate_pct = Number(PREMIUM_RATE)
    premium_instalments = Whole(INSTALMENTS)
    arbo_tariff_incl_vat = Amount(TARIFF)
    arbo_period = Word(["YEAR", "QUARTER", "MONTH"])
    payment_method = Word(["DIRECT_DEBIT", "TRANSFER"])
    terms = ma.Nested(TermsSchema)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> PolicyApplication:
        """The command of the use case."""
        return PolicyApplication(**data)


class PolicySchema(VisibleSchema):
    """A policy as shown."""

    policy_number = ma.String()
    employer_id = ma.String()
    company_name = ma.String()
    version = ma.Integer()
    valid_from = ma.Date()
    valid_until = ma.Date(allow_none=True)
    guidance_from = ma.Date()
    terms = ma.Dict()
    premium_rate_pct = of("premium", Number())
    premium_instalments = of("premium", ma.Integer())
    arbo_tariff_incl_vat = of("premium", Amount())
    arbo_period = of("premium", ma.String())
    payment_method = of("premium", ma.String())


class InvoiceQuery(PageQuery):
    """Query parameters of the list of invoices."""

    order = Word(("oldest", "newest"), load_default="oldest")


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


def items(schema: type[Schema]) -> type[Schema]:
    """A whole list: ``{"items": [...], "next": null}``."""
    return Schema.from_dict({"items": ma.List(ma.Nested(schema)), "next": ma.Constant(None)},
                            name=f"{schema.__name__.removesuffix('Schema')}Items")
