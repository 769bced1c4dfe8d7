"""HTTP API of the steps that staff must do or see to."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.api.schemas import ActivitySchema
from services.casework.queries.plan.caseload import get_caseload
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import Word
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery

blueprint = Blueprint("caseload", __name__, url_prefix="/v1")


class CaseloadQuery(PageQuery):
    """All open steps, or only the escalated ones."""

    escalated = Word(("true", "false"), load_default="false")

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"escalated": data["escalated"] == "true"}


class RemindedSchema(Schema):
    """The mails about a step; `escalated_on` is the day on which the casemanager was told, or null."""

    times = ma.Integer()
    last_on = ma.Date()
    escalated_on = ma.Date(allow_none=True)


class TaskSchema(ActivitySchema):
    """A step to do with its case; `reminded` is null if nobody was mailed about it."""

    reminded = ma.Nested(RemindedSchema, allow_none=True)


class CaseloadSchema(Schema):
    """Steps to do, with counts; `escalated` is the number of steps that stayed undone after a reminder."""

    items = ma.List(ma.Nested(TaskSchema))
    next = ma.String(allow_none=True)
    open = ma.Integer()
    overdue = ma.Integer()
    escalated = ma.Integer()


@blueprint.get("/caseload")
@may_read("caseload")
@blueprint.arguments(CaseloadQuery, location="query")
@blueprint.response(200, CaseloadSchema)
def get_own_caseload(query: dict[str, Any]) -> Any:
    """Get the caseload of the actor."""
    return read_list("caseload", get_caseload, actor=current_actor(), **query)
