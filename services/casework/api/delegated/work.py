"""HTTP API of the work that a company doctor countersigns (R-027)."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.delegated.list_delegated_work import list_delegated_work
from services.casework.usecases.delegated.countersign import countersign
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, transaction

blueprint = Blueprint("delegated_work", __name__, url_prefix="/v1/delegated-work")


class DelegatedWorkSchema(Schema):
    """A step of the doctor that a consultant recorded."""

    completion_id = ma.String()
    absence_number = ma.String()
    code = ma.String()
    title = ma.String()
    completed_on = ma.Date()
    employee_name = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)
    consultant_name = ma.String(allow_none=True)


class CountersignatureSchema(Schema):
    """That the doctor stands for a step."""

    completion_id = ma.String()
    doctor_id = ma.String()
    signed_at = ma.AwareDateTime(format="iso")


@blueprint.get("")
@may_read("countersignature")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(DelegatedWorkSchema))
def get_work(query: dict[str, Any]) -> Any:
    """List what consultants recorded under the doctor and he did not countersign, oldest first."""
    return read_list("delegated-work", list_delegated_work, actor=current_actor(), **query)


@blueprint.post("/<completion_id>/countersignature")
@may_write("countersignature")
@idempotent
@blueprint.response(201, CountersignatureSchema)
def post_countersignature(completion_id: str) -> Any:
    """Countersign a step."""
    return transaction(countersign, actor=current_actor(), completion_id=completion_id)
