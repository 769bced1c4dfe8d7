"""Bodies of the API of payment runs; money is a string."""
import re

from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.api.schemas import PaymentFileSchema, PaymentSchema
from services.claims.queries.runs.lines import Lines
from shared.fields.dates import RETURN_DATE
from shared.fields.text import parse_pattern, parse_reason
from shared.web.fields import Amount, Choice, Day, Written
from shared.web.pages import PageQuery

CONTROL_NUMBER = re.compile(r"[0-9A-F]{4}(-[0-9A-F]{4}){3}", re.ASCII)


def parse_control_number(raw: object) -> str:
    """A control number, such as ``7F3A-91C2-0B1D-55AA``."""
    return parse_pattern(raw, CONTROL_NUMBER, code="payment_run.control_number", message="Dit is geen controlegetal.")


class ControlSchema(Schema):
    """The set that the person saw."""

    control_number = Written(parse_control_number, required=True)


class RejectionSchema(ControlSchema):
    """Why the set goes back to the check."""

    reason = Written(parse_reason, required=True)


class AsideSchema(Schema):
    """Why a payment is kept out, and the day on which it returns."""

    reason = Written(parse_reason, required=True)
    until = Day(RETURN_DATE, required=True)


class LineQuery(PageQuery):
    """Query parameters of the list of payments."""

    shown = Choice(Lines, data_key="list", load_default=Lines.ALL)


class RunActSchema(Schema):
    """An act in the history of a run."""

    at = ma.AwareDateTime()
    account_id = ma.String()
    kind = ma.String()
    control_number = ma.String()
    subject = ma.String(allow_none=True)
    note = ma.String(allow_none=True)


class DifferenceSchema(Schema):
    """How the claims of a kind (NEW, ENDED, CHANGED, CORRECTED) change the total from the run before."""

    kind = ma.String()
    count = ma.Integer()
    amount = Amount()


class TotalsSchema(Schema):
    """The payments of a run; those set aside apart."""

    payments = ma.Integer()
    employers = ma.Integer()
    amount = Amount()
    aside_payments = ma.Integer()
    aside_amount = Amount()


class RunDetailSchema(Schema):
    """A run; `version` is for If-Match, `control_number` names the set that the next file pays."""

    run_id = ma.String(attribute="run.run_id")
    month = ma.String(attribute="run.month")
    pay_on = ma.Date(attribute="run.pay_on")
    status = ma.String(attribute="run.status")
    prepared_at = ma.AwareDateTime(attribute="run.prepared_at")
    version = ma.Integer(attribute="run.revision")
    step = ma.String()
    totals = ma.Nested(TotalsSchema)
    previous_amount = Amount()
    differences = ma.List(ma.Nested(DifferenceSchema))
    control_number = ma.String(attribute="control.number")
    to_pay = Amount(attribute="control.total")
    to_pay_count = ma.Integer(attribute="control.count")
    approvals_needed = ma.Integer(attribute="needed")
    to_look_at = ma.Integer()
    unseen = ma.Integer()
    checked = ma.Nested(RunActSchema, allow_none=True)
    approvals = ma.List(ma.Nested(RunActSchema))
    files = ma.List(ma.Nested(PaymentFileSchema), attribute="run.files")
    sent = ma.Integer()
    confirmed = ma.Integer()
    refused = ma.Integer()


class RunLineSchema(Schema):
    """A payment of a run, with why it is to be looked at."""

    payment = ma.Nested(PaymentSchema)
    policy_number = ma.String(attribute="payment.policy_number")
    company_name = ma.String()
    status = ma.String()
    previous = Amount(allow_none=True)
    reasons = ma.List(ma.String())
    seen_by = ma.String(allow_none=True)
    aside = ma.Nested(RunActSchema, allow_none=True)
    refusal = ma.String(allow_none=True)
    until = ma.Date(allow_none=True)


class BankAnswerSchema(Schema):
    """What a file of the bank changed: transfers confirmed and refused, and lines about none of ours."""

    confirmed = ma.Integer()
    refused = ma.Integer()
    unmatched = ma.Integer()
    is_known = ma.Boolean()


class ChangedRunSchema(Schema):
    """A run after an act; `version` is for If-Match."""

    run_id = ma.String()
    version = ma.Integer(attribute="revision")
    status = ma.String()
    files = ma.List(ma.Nested(PaymentFileSchema))
