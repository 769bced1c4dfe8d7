"""HTTP API of advices to an employer: give, answer, judge, and list what waits (R-022, R-052)."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.domain.guidance.advice import AdviceKind, Outcome
from services.casework.queries.advices import Waiting, list_waiting
from services.casework.usecases.guidance.answer_advice import answer_advice
from services.casework.usecases.guidance.give_advice import give_advice
from services.casework.usecases.guidance.judge_reason import judge_reason
from shared.access.list_readings import read_list
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_code
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Day, Flag, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, transaction
from shared.web.versions import changes

blueprint = Blueprint("advices", __name__, url_prefix="/v1")
OF_DOSSIER = "/dossiers/<absence_number>/advices"


class AdviceSchema(Schema):
    """An advice to give."""

    kind = Choice(AdviceKind, load_default=AdviceKind.GENERAL)
    due_on = Day(CASE_DATE, required=True)


class AdviceAnswerSchema(Schema):
    """The outcome of an advice."""

    outcome = Choice(Outcome, load_default=None, allow_none=True)
    reason_code = Written(parse_code, load_default=None, allow_none=True)
    reason_accepted = Flag(load_default=None, allow_none=True)


class AdviceViewSchema(Schema):
    """The present state of an advice; `reason_accepted` is null until Perspectief has judged the reason."""

    advice_id = ma.String()
    absence_number = ma.String()
    kind = ma.String()
    given_on = ma.Date()
    due_on = ma.Date()
    outcome = ma.String()
    reason_code = ma.String(allow_none=True)
    reason_accepted = ma.Boolean(allow_none=True)
    closed_on = ma.Date(allow_none=True)


class JudgementSchema(Schema):
    """Whether the reason for not following an advice is accepted."""

    accepted = Flag(required=True)


class WaitingQuery(PageQuery):
    """Which advices: those without an answer, or those whose reason waits for a judgement."""

    waiting = Choice(Waiting, data_key="waitingFor", required=True)


class WaitingAdviceSchema(Schema):
    """An advice that waits, with its case."""

    advice = ma.Nested(AdviceViewSchema)
    employee_id = ma.String(attribute="dossier.employee_id")
    employee_name = ma.String(attribute="employee.full_name")
    employer_id = ma.String(attribute="dossier.employer_id")
    company_name = ma.String(attribute="policy.company_name", allow_none=True)
    is_late = ma.Boolean()


@blueprint.get("/advices")
@may_read("advice")
@blueprint.arguments(WaitingQuery, location="query")
@blueprint.response(200, list_of(WaitingAdviceSchema))
def get_advices(query: dict[str, Any]) -> Any:
    """List the advices that wait for the employer or for Perspectief, by due date."""
    return read_list("advices", list_waiting, actor=current_actor(), **query)


@blueprint.post(OF_DOSSIER)
@may_write("advice")
@idempotent
@changes
@blueprint.arguments(AdviceSchema)
@blueprint.response(201, AdviceViewSchema)
def post_advice(body: dict[str, Any], absence_number: str, version: int | None) -> Any:
    """Give an advice or instruction."""
    return transaction(give_advice, actor=current_actor(), absence_number=absence_number, version=version, **body)


@blueprint.post(f"{OF_DOSSIER}/<advice_id>/outcome")
@may_write("advice_outcome")
@idempotent
@changes
@blueprint.arguments(AdviceAnswerSchema)
@blueprint.response(201, AdviceViewSchema)
def post_outcome(body: dict[str, Any], absence_number: str, advice_id: str, version: int | None) -> Any:
    """Record the outcome of an advice."""
    return transaction(answer_advice, actor=current_actor(), absence_number=absence_number, advice_id=advice_id,
                       version=version, **body)


@blueprint.post(f"{OF_DOSSIER}/<advice_id>/judgement")
@may_write("advice")
@idempotent
@changes
@blueprint.arguments(JudgementSchema)
@blueprint.response(201, AdviceViewSchema)
def post_judgement(body: dict[str, Any], absence_number: str, advice_id: str, version: int | None) -> Any:
    """Accept or refuse the reason for not following an advice."""
    return transaction(judge_reason, actor=current_actor(), absence_number=absence_number, advice_id=advice_id,
                       version=version, **body)
