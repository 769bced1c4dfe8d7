"""HTTP API of what waits at VRA, or for others because of VRA."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.vra.worklist import Worklist, list_worklist
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import Choice, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery

blueprint = Blueprint("vra_worklist", __name__, url_prefix="/v1")


class WorklistQuery(PageQuery):
    """Which list."""

    which = Choice(Worklist, data_key="list", required=True)


class WaitingForVraSchema(Schema):
    """Something that waits: a notice with kind and mode, a question with topic and addressee, or an order."""

    absence_number = ma.String()
    subject_id = ma.String()
    what = ma.String(allow_none=True)
    detail = ma.String(allow_none=True)
    day = ma.Date(allow_none=True)
    employee_name = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)


@blueprint.get("/vra-worklist")
@may_read("information_request")
@blueprint.arguments(WorklistQuery, location="query")
@blueprint.response(200, list_of(WaitingForVraSchema))
def get_worklist(query: dict[str, Any]) -> Any:
    """List what waits, the first day first."""
    return read_list("vra-worklist", list_worklist, actor=current_actor(), **query)
