"""Bodies of the claims API; percentages and money are strings."""
from decimal import Decimal
from typing import Any

from marshmallow import Schema, validate
from marshmallow import fields as ma

from shared.kernel.percentage import plain
from shared.web.fields import Amount


class LineSchema(Schema):
    """A benefit line as acceptance.md writes it; the amounts open into how they came about."""

    start = ma.String(data_key="from")
    end = ma.String(data_key="to")
    days = ma.Integer()
    daily_wage = ma.String()
    coverage_pct = ma.Function(lambda line: plain(Decimal(line["coverage_pct"])))
    incapacity_pct = ma.Function(lambda line: plain(Decimal(line["incapacity_pct"])))
    charges_pct = ma.Function(lambda line: plain(Decimal(line["charges_pct"])))
    safety_net_daily = ma.Function(lambda line: f"{Decimal(line['safety_net_daily']):.2f}")
    terms_valid_from = ma.String()
    back_pay = ma.Boolean()
    wage = ma.String()
    offset = ma.String()
    charges = ma.String()
    total = ma.String()


class BenefitSchema(Schema):
    """A calculated month."""

    absence_number = ma.String(attribute="benefit.composite_id")
    employee_id = ma.String(attribute="benefit.employee_id")
    month = ma.String(attribute="benefit.month")
    version = ma.Integer(attribute="benefit.version")
    total = Amount(attribute="benefit.total")
    lines = ma.List(ma.Nested(LineSchema), attribute="benefit.lines")
    pay_on = ma.Date()
    status = ma.String()


class BenefitQuery(Schema):
    """Query of the benefits."""

    absence_number = ma.String(data_key="absenceNumber", load_default=None)
    employee_id = ma.String(data_key="employeeId", load_default=None)
    month = ma.String(load_default=None, validate=validate.Regexp(
        r"^\d{4}-(0[1-9]|1[0-2])$", error="Geef een maand als jjjj-mm."))


class ClaimSchema(Schema):
    """A claim."""

    absence_number = ma.String()
    employee_id = ma.String()
    employer_id = ma.String()
    policy_number = ma.String()
    composite_id = ma.String()
    status = ma.String(attribute="claim_status")
    reason = ma.String(attribute="claim_reason")
    opened_on = ma.Date(attribute="claim_opened_on")


class PaymentSchema(Schema):
    """A payment."""

    payment_reference = ma.String()
    employee_id = ma.String()
    absence_number = ma.String(attribute="composite_id")
    amount = Amount()
    pay_on = ma.Date()
    for_months = ma.List(ma.String())
    set_off = Amount()
    run_id = ma.String()


class ComingPaymentSchema(Schema):
    """What the next run will bring."""

    employee_id = ma.String()
    absence_number = ma.String()
    pay_on = ma.Date()
    amount = Amount()
    is_estimate = ma.Boolean()


class RunSchema(Schema):
    """A payment run."""

    run_id = ma.String()
    month = ma.String()
    pay_on = ma.Date()
    status = ma.String()
    prepared_at = ma.AwareDateTime()
    paid_at = ma.AwareDateTime()
    has_file = ma.Function(lambda run: run.file is not None)


class GuaranteeSchema(Schema):
    """A decided guarantee."""

    sanction_id = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    decision = ma.String()
    payer = ma.String()
    conditions = ma.List(ma.Dict())
    lines = ma.List(ma.Dict())
    amount = Amount()
    decided_on = ma.Date()


class RecourseSchema(Schema):
    """A recourse file; never an injury."""

    recourse_id = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    status = ma.String()
    event_kind = ma.String()
    contact_due_on = ma.Date()
    limitation_on = ma.Date()


class ForecastQuery(Schema):
    """For whom and from when."""

    employee_id = ma.String(required=True)
    first_sick_day = ma.Date(required=True)


FORECAST_MONTHS = 3


def forecast_body(found: Any) -> dict[str, Any]:
    """A forecast, JSON-ready."""
    return {"first_benefit_day": found.first_payable_on and found.first_payable_on.isoformat(),
            "not_covered": found.not_covered,
            "months": [{"month": str(m.benefit.month), "total": f"{m.benefit.total:.2f}", "pay_on": m.pay_on.isoformat()}
                       for m in found.months[:FORECAST_MONTHS]]}


def items(schema: type[Schema]) -> type[Schema]:
    """A whole list: ``{"items": [...], "next": null}``."""
    return Schema.from_dict({"items": ma.List(ma.Nested(schema)), "next": ma.Constant(None)},
                            name=f"{schema.__name__.removesuffix('Schema')}Items")
