"""Request and response bodies of claims of months."""
from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.api.schemas import LineSchema, VerificationSchema
from services.claims.domain.claim.approval import Exceptional
from services.claims.domain.claim.month_status import Asked, Refusing
from services.claims.queries.claim.worklist import Tab
from services.claims.usecases.claim.decide_month import Decision
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import ANNUAL_WAGE, COST, PERCENTAGE
from shared.fields.text import parse_reason, parse_search
from shared.web.fields import Amount, Choice, Day, Number, Written
from shared.web.pages import PageQuery


class FilterQuery(Schema):
    """What is sought; `employer` is part of the employer's name."""

    reason = Choice(Exceptional, load_default=None)
    employer = Written(parse_search, load_default=None)
    amount_from = Amount(COST, data_key="amountFrom", load_default=None)


class WorklistQuery(FilterQuery, PageQuery):
    """A tab of the work list with filters."""

    tab = Choice(Tab, load_default=Tab.TO_JUDGE)


class CountsSchema(Schema):
    """The number of claims of each tab."""

    to_judge = ma.Integer(attribute="TO_JUDGE")
    second_approval = ma.Integer(attribute="SECOND_APPROVAL")
    waiting = ma.Integer(attribute="WAITING")
    sample = ma.Integer(attribute="SAMPLE")
    done = ma.Integer(attribute="DONE")


class MonthClaimSchema(Schema):
    """A month of a case; amounts in euros; `version` is for If-Match, `calculation` is the version that was judged."""

    claim_number = ma.String()
    absence_number = ma.String(attribute="composite_id")
    month = ma.String()
    version = ma.Integer(attribute="row_version")
    calculation = ma.Integer(attribute="version")
    employee_id = ma.String()
    employer_id = ma.String()
    policy_number = ma.String()
    status = ma.String()
    amount = Amount()
    to_pay = Amount()
    compared = Amount(allow_none=True)
    reasons = ma.List(ma.String())
    due_on = ma.Date()
    is_sampled = ma.Boolean()
    refused_because = ma.String(allow_none=True)
    asked = ma.String(allow_none=True)
    waiting_until = ma.Date(allow_none=True)
    first_approved_by = ma.String(allow_none=True)
    decided_at = ma.AwareDateTime()


class ListedClaimSchema(Schema):
    """A claim with the employer's name."""

    claim = ma.Nested(MonthClaimSchema)
    company_name = ma.String()


class VersionSchema(Schema):
    """A calculation of the month; `is_confirmed` says whether every line equals the result of its rule."""

    version = ma.Integer(attribute="benefit.version")
    month = ma.String(attribute="benefit.month")
    total = Amount(attribute="benefit.total")
    calculated_at = ma.AwareDateTime(attribute="benefit.calculated_at")
    is_confirmed = ma.Boolean()
    lines = ma.List(ma.Nested(VerificationSchema))


class MonthOfCaseSchema(Schema):
    """A month of the same case, in euros: calculated, booked by runs, and what is still open."""

    claim_number = ma.String(attribute="claim.claim_number")
    month = ma.String(attribute="claim.month")
    calculation = ma.Integer(attribute="claim.version")
    status = ma.String(attribute="claim.status")
    amount = Amount(attribute="claim.amount")
    booked = Amount()
    open = Amount()


class ActSchema(Schema):
    """An act on the claim; without account it is an act of the platform, by a rule if one is named."""

    act = ma.String()
    status = ma.String()
    at = ma.AwareDateTime()
    account_id = ma.String(allow_none=True)
    calculation = ma.Integer(attribute="version")
    amount = Amount()
    reasons = ma.List(ma.String())
    note = ma.String(allow_none=True)
    rule_id = ma.String(allow_none=True)
    rule_version = ma.Integer(allow_none=True)


class ClaimViewSchema(Schema):
    """A claim with everything that a decision rests on."""

    claim = ma.Nested(MonthClaimSchema)
    company_name = ma.String()
    iban = ma.String()
    first_sick_day = ma.Date()
    versions = ma.List(ma.Nested(VersionSchema))
    preceding = ma.Nested(VersionSchema, allow_none=True)
    months = ma.List(ma.Nested(MonthOfCaseSchema))
    acts = ma.List(ma.Nested(ActSchema))
    pay_on = ma.Date()


class WhatIfQuery(Schema):
    """Another annual wage on the first sick day, or another recovery from a day."""

    annual_wage = Amount(ANNUAL_WAGE, data_key="annualWage", load_default=None)
    recovered_pct = Number(PERCENTAGE, data_key="recoveredPct", load_default=None)
    since = Day(CASE_DATE, data_key="from", load_default=None)


class SupposedMonthSchema(Schema):
    """The month as it would be, and its difference from the latest calculation."""

    lines = ma.List(ma.Nested(LineSchema))
    total = Amount()
    difference = Amount()


class MonthDecisionSchema(Schema):
    """A decision with what goes with it; a note of a refusal and of a question is for the employer."""

    decision = Choice(Decision, required=True)
    reason = Choice(Refusing, load_default=None, allow_none=True)
    asked = Choice(Asked, load_default=None, allow_none=True)
    waiting_until = Day(CASE_DATE, load_default=None, allow_none=True)
    note = Written(parse_reason, load_default=None, allow_none=True)
