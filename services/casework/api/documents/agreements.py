"""HTTP API of the agreements of a case, and of the wish to do without a step."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.domain.plan.milestone import Code
from services.casework.queries.documents.agreements import get_agreements
from services.casework.usecases.documents.note_agreement import note_agreement
from services.casework.usecases.dossiers.note_reading import note_reading
from services.casework.usecases.plan.waive_milestone import waive_milestone
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_agreement
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Day, Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("agreements", __name__, url_prefix="/v1/dossiers/<absence_number>")


class AgreementToNoteSchema(Schema):
    """What was agreed, without medical data."""

    agreed_on = Day(CASE_DATE, required=True)
    text = Written(parse_agreement, required=True)


class AgreementSchema(Schema):
    """An agreement with who recorded it and when."""

    agreement_id = ma.String()
    absence_number = ma.String()
    agreed_on = ma.Date()
    text = ma.String()
    recorded_at = ma.AwareDateTime()
    recorded_by = ma.String()
    recorded_as = ma.String()


class AgreementsSchema(Schema):
    """The agreements of a case, by day."""

    items = ma.List(ma.Nested(AgreementSchema))


class WaiverSchema(Schema):
    """The step to do without."""

    code = Choice(Code, required=True)


@blueprint.get("/agreements")
@may_read("agreement")
@blueprint.response(200, AgreementsSchema)
def get_list(absence_number: str) -> Any:
    """The agreements of a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    return {"items": read(get_agreements, actor=current_actor(), absence_number=absence_number)}


@blueprint.post("/agreements")
@may_write("agreement")
@idempotent
@blueprint.arguments(AgreementToNoteSchema)
@blueprint.response(201, AgreementSchema)
def post_agreement(body: dict[str, Any], absence_number: str) -> Any:
    """Add an agreement; it is never changed afterwards."""
    return transaction(note_agreement, actor=current_actor(), absence_number=absence_number, **body)


@blueprint.post("/waivers")
@may_write("dossier")
@idempotent
@blueprint.arguments(WaiverSchema)
@blueprint.response(204)
def post_waiver(body: dict[str, Any], absence_number: str) -> Any:
    """Ask to do without a step; the law lets nobody waive one, so this is always refused with the reason."""
    read(waive_milestone, actor=current_actor(), absence_number=absence_number, **body)
