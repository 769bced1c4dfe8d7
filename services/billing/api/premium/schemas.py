"""Request and response bodies of premium years and January previews."""
from marshmallow import Schema
from marshmallow import fields as ma

from services.billing.domain.premium.premium_year import PremiumYearState
from shared.fields.dates import FIRST_YEAR, LAST_YEAR
from shared.fields.identifiers import parse_id
from shared.fields.numbers import ANNUAL_WAGE, WholeRule
from shared.web.fields import Amount, AmountsById, Choice, Number, Whole
from shared.web.pages import PageQuery

YEAR = WholeRule(FIRST_YEAR, LAST_YEAR)


class PlannedInstalmentSchema(Schema):
    """An instalment of a year's premium, with its invoice date."""

    on = ma.Date(attribute="invoiced_on")
    amount = Amount()


class InstalmentSchema(PlannedInstalmentSchema):
    """An instalment of a year's premium; `invoice` is the number of its invoice once issued."""

    invoice = ma.String(attribute="invoice_number", allow_none=True)


class PreviewRequestSchema(Schema):
    """January data that are not submitted yet: annual wages from 1 January by employee id."""

    year = Whole(YEAR, required=True)
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


class PremiumPartSchema(Schema):
    """The premium over the days with one rate and cap."""

    start = ma.Date(attribute="rated.covered.start", data_key="from")
    until = ma.Date(attribute="rated.covered.end")
    rate_pct = Number(attribute="rated.rate.rate_pct")
    cap = Amount(attribute="rated.rate.cap")
    payroll = Amount()
    premium = Amount()


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


class CountedWageSchema(Schema):
    """A wage over days with one rate and cap, up to the cap."""

    start = ma.Date(attribute="period.start", data_key="from")
    until = ma.Date(attribute="period.end")
    days = ma.Integer()
    insured_wage = Amount()
    rate_pct = Number(attribute="rate.rate_pct")


class EmployeeLineSchema(Schema):
    """What one employee adds to the insured payroll."""

    employee_id = ma.String()
    insured = Amount()
    wages = ma.List(ma.Nested(CountedWageSchema))


class PremiumCalculationSchema(PremiumYearSchema):
    """A premium year with its calculation; the employees add up to the payroll."""

    basis = ma.String()
    days_in_year = ma.Integer()
    covered_days = ma.Integer()
    rates = ma.List(ma.Nested(PremiumPartSchema))
    employees = ma.List(ma.Nested(EmployeeLineSchema))


class JanuaryRoundQuery(PageQuery):
    """Query parameters of the list of January rounds."""

    year = Whole(YEAR, in_query=True, required=True)
    state = Choice(PremiumYearState, load_default=None)


class JanuaryRoundSchema(Schema):
    """The January round of one policy, with the state of the premium of the year before."""

    policy_number = ma.String()
    employer_id = ma.String()
    company_name = ma.String()
    year = ma.Integer()
    state = ma.String()
    data_due_on = ma.Date(allow_none=True)
    reminders = ma.Integer()
    is_late = ma.Boolean()
    provisional = Amount()
    definitive = Amount(allow_none=True)
    settlement = Amount(allow_none=True)
