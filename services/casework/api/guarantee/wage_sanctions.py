"""HTTP API of UWV wage sanctions, with the guarantee and its meter as a dossier shows them."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.domain.guarantee.wage_sanction import WageSanctionKind
from services.casework.usecases.guarantee.change_wage_sanction import (
    correct_wage_sanction,
    judge_contract_terms,
    shorten_wage_sanction,
    withdraw_wage_sanction,
)
from services.casework.usecases.guarantee.report_wage_sanction import WageSanctionReport, report_wage_sanction
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_id
from shared.fields.numbers import SANCTION_WEEKS
from shared.web.access import current_actor, may_write
from shared.web.fields import Amount, Choice, Day, Flag, Whole, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("guarantee", __name__, url_prefix="/v1/dossiers/<absence_number>")


class WageSanctionSchema(Schema):
    """A wage sanction by UWV."""

    decision_on = Day(CASE_DATE, required=True)
    received_on = Day(CASE_DATE, required=True)
    weeks = Whole(SANCTION_WEEKS, required=True)
    kind = Choice(WageSanctionKind, load_default=WageSanctionKind.SUBSTANTIVE)
    document_id = Written(parse_id, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> WageSanctionReport:
        return WageSanctionReport(**data)


class TermsJudgementSchema(Schema):
    """Whether the employer met the terms of the contract with Perspectief."""

    met = Flag(required=True)


class ShorteningSchema(Schema):
    """The last day after UWV shortened a wage sanction."""

    ends_on = Day(CASE_DATE, required=True)


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
    kind = ma.String()
    document_id = ma.String(allow_none=True)
    ends_on = ma.Date(allow_none=True)
    terms_met = ma.Boolean(allow_none=True)
    withdrawn_on = ma.Date(allow_none=True)
    report_due_on = ma.Date(attribute="value.report_due_on")
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


@blueprint.put("/wage-sanctions/<sanction_id>")
@may_write("wage_sanction")
@changes
@blueprint.arguments(WageSanctionSchema)
@blueprint.response(200, WageSanctionViewSchema)
def put_wage_sanction(body: WageSanctionReport, absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Correct a reported wage sanction."""
    return transaction(correct_wage_sanction, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version, command=body)


@blueprint.post("/wage-sanctions/<sanction_id>/judgement")
@may_write("wage_sanction")
@idempotent
@changes
@blueprint.arguments(TermsJudgementSchema)
@blueprint.response(201, WageSanctionViewSchema)
def post_judgement(body: dict[str, Any], absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Judge, as Perspectief, whether the contract terms were met."""
    return transaction(judge_contract_terms, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version, **body)


@blueprint.post("/wage-sanctions/<sanction_id>/shortening")
@may_write("wage_sanction")
@idempotent
@changes
@blueprint.arguments(ShorteningSchema)
@blueprint.response(201, WageSanctionViewSchema)
def post_shortening(body: dict[str, Any], absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Record that UWV shortened it."""
    return transaction(shorten_wage_sanction, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version, **body)


@blueprint.post("/wage-sanctions/<sanction_id>/withdrawal")
@may_write("wage_sanction")
@idempotent
@changes
@blueprint.response(201, WageSanctionViewSchema)
def post_withdrawal(absence_number: str, sanction_id: str, version: int | None) -> Any:
    """Take the report back."""
    return transaction(withdraw_wage_sanction, actor=current_actor(), absence_number=absence_number, sanction_id=sanction_id,
                       version=version)
