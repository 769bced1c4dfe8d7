"""HTTP API of the days to which employer and employee move a step."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.api.schemas import StepSchema
from services.casework.queries.plan.deviations import get_deviations
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.plan.deviate import deviate
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_agreement
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Day, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("deviations", __name__, url_prefix="/v1/dossiers/<absence_number>")


class DeviationToRecordSchema(Schema):
    """The day by which a party wants to do the step, and why, without medical data."""

    due_on = Day(CASE_DATE, required=True)
    reason = Written(parse_agreement, required=True)


class RecordedDeviationSchema(Schema):
    """A recorded wish."""

    deviation_id = ma.String()
    code = ma.String()
    occurrence = ma.Integer()
    due_on = ma.Date()
    party = ma.String()
    reason = ma.String()
    recorded_at = ma.AwareDateTime()


class DeviationSchema(Schema):
    """A wish with its standing: ONE_SIDED, AGREED or REPLACED."""

    title = ma.String()
    standing = ma.String()
    code = ma.String(attribute="row.code")
    occurrence = ma.Integer(attribute="row.occurrence")
    due_on = ma.Date(attribute="row.due_on")
    party = ma.String(attribute="row.party")
    reason = ma.String(attribute="row.reason")
    recorded_at = ma.AwareDateTime(attribute="row.recorded_at")


class DeviationsSchema(Schema):
    """The wishes in the order of recording, and the steps that can be moved."""

    version = ma.Integer()
    items = ma.List(ma.Nested(DeviationSchema))
    steps = ma.List(ma.Nested(StepSchema))


@blueprint.get("/deviations")
@may_read("agreement")
@blueprint.response(200, DeviationsSchema)
def get_list(absence_number: str) -> Any:
    """The wishes in a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    found = read(get_deviations, actor=current_actor(), absence_number=absence_number)
    return with_etag(found, found.version)


@blueprint.post("/milestones/<code>/deviations")
@may_write("agreement")
@idempotent
@changes
@blueprint.arguments(DeviationToRecordSchema)
@blueprint.response(201, RecordedDeviationSchema)
def post_deviation(body: dict[str, Any], absence_number: str, code: str, version: int | None) -> Any:
    """Move a step, once the other party wants the same day."""
    return transaction(deviate, actor=current_actor(), absence_number=absence_number, code=code, version=version, **body)
