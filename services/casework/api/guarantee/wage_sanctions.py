"""HTTP API of UWV wage sanctions, with the guarantee and its meter as a dossier shows them."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.usecases.guarantee.report_wage_sanction import WageSanctionReport, report_wage_sanction
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import SANCTION_WEEKS
from shared.web.access import current_actor, may_write
from shared.web.fields import Amount, Day, Whole
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("guarantee", __name__, url_prefix="/v1/dossiers/<absence_number>")


class WageSanctionSchema(Schema):
    """A wage sanction by UWV."""

    decision_on = Day(CASE_DATE, required=True)
    received_on = Day(CASE_DATE, required=True)
    weeks = Whole(SANCTION_WEEKS, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> WageSanctionReport:
        return WageSanctionReport(**data)


class ConditionSchema(Schema):
    """A condition of the guarantee."""

    code = ma.String()
    holds = ma.Boolean(allow_none=True)
    evidence = ma.String()


class WageSanctionViewSchema(VisibleSchema):
    """The present state of a wage sanction; `approved` is null until claims decides."""

    sanction_id = ma.String()
    absence_number = ma.String()
    decision_on = ma.Date()
    received_on = ma.Date()
    reported_on = ma.Date()
    weeks = ma.Integer()
    start = ma.Date()
    conditions = ma.List(ma.Nested(ConditionSchema))
    approved = ma.Boolean(allow_none=True)
    amount = of("benefit", Amount(allow_none=True))


class GuaranteeSchema(VisibleSchema):
    """The gatekeeper guarantee."""

    decision = ma.String()
    conditions = ma.List(ma.Nested(ConditionSchema))
    amount = of("benefit", Amount(allow_none=True))


class GaugeSchema(Schema):
    """How a condition stands: NOT_JUDGED, SECURED, AT_RISK or LOST, with the day or the advices that decide."""

    code = ma.String()
    standing = ma.String()
    on = ma.Date(allow_none=True)
    advices = ma.List(ma.String())


class MeterSchema(Schema):
    """The guarantee meter of a case, with the worst standing of its conditions."""

    standing = ma.String()
    conditions = ma.List(ma.Nested(GaugeSchema), attribute="gauges")


@blueprint.post("/wage-sanctions")
@may_write("wage_sanction")
@idempotent
@changes
@blueprint.arguments(WageSanctionSchema)
@blueprint.response(201, WageSanctionViewSchema)
def post_wage_sanction(body: WageSanctionReport, absence_number: str, version: int | None) -> Any:
    """Report a wage sanction by UWV."""
    return transaction(report_wage_sanction, actor=current_actor(), absence_number=absence_number, version=version,
                       command=body)
