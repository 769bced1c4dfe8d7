"""Request and response bodies of the claims API; percentages and money are strings."""
from decimal import Decimal
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from shared.access.visible import VisibleSchema, of
from shared.fields.dates import parse_month
from shared.fields.identifiers import parse_absence_number, parse_id
from shared.kernel.percentage import plain
from shared.web.fields import Amount, Word, Written
from shared.web.pages import PageQuery


class Percent(ma.Field[Decimal]):
    """A percentage without trailing zeros, as a string."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else plain(value)


class LineSchema(Schema):
    """A benefit line in the format of acceptance.md, with the inputs of its amounts."""

    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    days = ma.Integer()
    daily_wage = Amount()
    coverage_pct = Percent()
    incapacity_pct = Percent()
    charges_pct = Percent()
    safety_net_daily = Amount()
    terms_valid_from = ma.Date()
    back_pay = ma.Boolean()
    wage = Amount()
    offset = Amount()
    charges = Amount()
    total = Amount()
    rule = ma.String(attribute="rule.rule_id")
    rule_version = ma.Integer(attribute="rule.version")


class BenefitSchema(Schema):
    """A calculated month; why it is refused, or which data of the employer it waits for until a day."""

    absence_number = ma.String(attribute="benefit.composite_id")
    employee_id = ma.String(attribute="benefit.employee_id")
    month = ma.String(attribute="benefit.month")
    version = ma.Integer(attribute="benefit.version")
    total = Amount(attribute="benefit.total")
    lines = ma.List(ma.Nested(LineSchema))
    pay_on = ma.Date()
    status = ma.String()
    refused_because = ma.String(attribute="claim.refused_because", allow_none=True)
    asked = ma.String(attribute="claim.asked", allow_none=True)
    waiting_until = ma.Date(attribute="claim.waiting_until", allow_none=True)


def parse_month_text(raw: object) -> str:
    """A month, 2026-03."""
    return str(parse_month(raw))


class BenefitQuery(PageQuery):
    """Query parameters of the list of benefits."""

    absence_number = Written(parse_absence_number, data_key="absenceNumber", load_default=None)
    employee_id = Written(parse_id, data_key="employeeId", load_default=None)
    month = Written(parse_month_text, load_default=None)
    order = Word(("oldest", "newest"), load_default="oldest")


class WageBasisSchema(Schema):
    """The inputs of the daily wage."""

    annual_wage = Amount()
    max_insured_wage = Amount()
    day_divisor = ma.Integer()


class RecomputedSchema(Schema):
    """The amounts of a line, recomputed by its rule."""

    wage = Amount()
    offset = Amount()
    charges = Amount()
    total = Amount()


class VerificationSchema(Schema):
    """A line, the inputs of its daily wage, and the recomputed amounts."""

    line = ma.Nested(LineSchema)
    wage_basis = ma.Nested(WageBasisSchema, attribute="line.wage_basis", allow_none=True)
    daily_wage = Amount()
    recomputed = ma.Nested(RecomputedSchema)
    is_confirmed = ma.Boolean()


class BenefitExplanationSchema(Schema):
    """The explanation of a calculated month."""

    absence_number = ma.String(attribute="benefit.composite_id")
    month = ma.String(attribute="benefit.month")
    version = ma.Integer(attribute="benefit.version")
    total = Amount(attribute="benefit.total")
    calculated_at = ma.AwareDateTime(attribute="benefit.calculated_at")
    is_confirmed = ma.Boolean()
    lines = ma.List(ma.Nested(VerificationSchema))


class ClaimSchema(Schema):
    """A claim."""

    absence_number = ma.String()
    employee_id = ma.String()
    employer_id = ma.String()
    policy_number = ma.String()
    composite_id = ma.String()
    status = ma.String(attribute="claim_status")
    reason = ma.String(attribute="claim_reason", allow_none=True)
    opened_on = ma.Date(attribute="claim_opened_on")


class PaymentMonthSchema(Schema):
    """A month paid, in whole or in part, by a payment."""

    month = ma.String()


class PaymentSchema(Schema):
    """A payment."""

    payment_reference = ma.String()
    employee_id = ma.String()
    absence_number = ma.String(attribute="composite_id")
    amount = Amount()
    pay_on = ma.Date()
    for_months = ma.Pluck("PaymentMonthSchema", "month", many=True, attribute="months")
    set_off = Amount()
    run_id = ma.String()


class ComingPaymentSchema(Schema):
    """An expected payment of the next run."""

    employee_id = ma.String()
    absence_number = ma.String()
    pay_on = ma.Date()
    amount = Amount()
    is_estimate = ma.Boolean()


class ComingTotalSchema(Schema):
    """The sum of the expected payments of the next run, and the number of cases with an amount."""

    pay_on = ma.Date()
    amount = Amount()
    count = ma.Integer()
    is_estimate = ma.Boolean()


class PaymentFileSchema(Schema):
    """A SEPA file of a run."""

    number = ma.Integer()
    message_id = ma.String()
    made_at = ma.AwareDateTime()
    execute_on = ma.Date()


class RunQuery(PageQuery):
    """Query parameters of the list of runs."""

    order = Word(("oldest", "newest"), load_default="oldest")


class RunSchema(Schema):
    """A payment run."""

    run_id = ma.String()
    month = ma.String()
    pay_on = ma.Date()
    status = ma.String()
    prepared_at = ma.AwareDateTime()
    paid_at = ma.AwareDateTime()
    has_file = ma.Function(lambda run: bool(run.files))
    files = ma.List(ma.Nested(PaymentFileSchema))


class ConditionSchema(Schema):
    """A condition of the guarantee."""

    code = ma.String()
    holds = ma.Boolean()


class GuaranteeLineSchema(Schema):
    """Days of a wage sanction within one month with equal daily amounts."""

    month = ma.String()
    start = ma.Date()
    end = ma.Date()
    days = ma.Integer()
    daily_wage = Amount()
    wage_pct = Percent()
    incapacity_pct = Percent()
    total = Amount()


class GuaranteeChargeSchema(Schema):
    """A booking on the account of Perspectief for one month; negative if less is due than was charged."""

    number = ma.Integer()
    month = ma.String()
    amount = Amount()
    charged_on = ma.Date()


class GuaranteeSchema(VisibleSchema):
    """A guarantee; `decision` is ASSESSING, APPROVED, REJECTED or WITHDRAWN; a shortened sanction has a last day.

    `stage` is the decision, and PAYING or ENDED once Perspectief was charged for a month or for all.

    `lines` are what Perspectief pays per month of the sanction if it is approved.
    """

    sanction_id = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    decision = ma.String()
    stage = ma.String()
    payer = ma.String()
    conditions = ma.List(ma.Nested(ConditionSchema))
    lines = of("benefit", ma.List(ma.Nested(GuaranteeLineSchema)))
    amount = of("benefit", Amount())
    charged = of("benefit", Amount())
    charges = of("benefit", ma.List(ma.Nested(GuaranteeChargeSchema)))
    start = ma.Date(allow_none=True)
    weeks = ma.Integer(allow_none=True)
    decided_on = ma.Date()
    shortened_to = ma.Date(allow_none=True)
