"""HTTP API of wages that were recorded after a report and that Claims judges (§15.6)."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.domain.claim.wage_judgement import JudgementReason, JudgementStatus
from services.claims.queries import wages
from services.claims.usecases.claim.judge_wage import judge_wage
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Amount, Choice, Flag, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("wage_judgements", __name__, url_prefix="/v1/wage-judgements")


class JudgementQuery(PageQuery):
    """Query parameters of the list."""

    status = Choice(JudgementStatus, load_default=None)


class DecisionSchema(Schema):
    """A decision, with a reason that goes with it."""

    accept = Flag(required=True)
    reason = Choice(JudgementReason, required=True)


class JudgementSchema(Schema):
    """A wage in euros a year that differs on the first sick day from the confirmed one; `version` is for If-Match."""

    judgement_id = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    employer_id = ma.String()
    policy_number = ma.String()
    version = ma.Integer()
    first_sick_day = ma.Date()
    confirmed_wage = Amount()
    recorded_wage = Amount()
    recorded_on = ma.Date()
    status = ma.String()
    reason = ma.String(allow_none=True)
    judged_at = ma.AwareDateTime(allow_none=True)


@blueprint.get("")
@may_read("wage_judgement")
@blueprint.arguments(JudgementQuery, location="query")
@blueprint.response(200, list_of(JudgementSchema))
def get_judgements(query: dict[str, Any]) -> Any:
    """List the wages to judge and those judged, oldest first."""
    return read_list("wage-judgements", wages.list_judgements, actor=current_actor(), **query)


@blueprint.post("/<judgement_id>/decision")
@may_write("wage_judgement")
@idempotent
@changes
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, JudgementSchema)
def post_decision(body: dict[str, Any], judgement_id: str, version: int | None) -> Any:
    """Accept or reject a wage, once; accepted, the benefit is calculated again from the first sick day."""
    return transaction(judge_wage, actor=current_actor(), judgement_id=judgement_id, version=version, **body)
