"""HTTP API of what is due at the end of a contract; a POST, because a URL must not contain personal data."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.queries.departure import TransitionQuestion, calculate_transition
from shared.fields.dates import SERVICE_DATE
from shared.fields.numbers import ANNUAL_WAGE, MONTH_WAGE
from shared.web.access import may_write
from shared.web.fields import Amount, Day
from shared.web.input.blueprints import Blueprint

blueprint = Blueprint("departure", __name__, url_prefix="/v1")


class TransitionQuerySchema(Schema):
    """A contract that ends on the employer's initiative; the wage is gross, not lowered by sickness."""

    employed_from = Day(SERVICE_DATE, required=True)
    last_day = Day(SERVICE_DATE, required=True)
    monthly_wage = Amount(MONTH_WAGE, required=True)
    annual_wage = Amount(ANNUAL_WAGE, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> TransitionQuestion:
        return TransitionQuestion(**data)


class TransitionSchema(Schema):
    """The transition payment with the length of service, the maximum, and the first day of the law that was applied."""

    amount = Amount(attribute="payment.amount")
    maximum = Amount(attribute="payment.maximum")
    capped = ma.Boolean(attribute="payment.capped")
    years = ma.Integer(attribute="service.years")
    months = ma.Integer(attribute="service.months")
    days = ma.Integer(attribute="service.days")
    law_since = ma.Date()
    note = ma.String()


@blueprint.post("/transition-payments")
@may_write("wage")
@blueprint.arguments(TransitionQuerySchema)
@blueprint.response(200, TransitionSchema)
def post_transition_payment(body: TransitionQuestion) -> Any:
    """Calculate a transition payment; stores nothing."""
    return calculate_transition(body)
