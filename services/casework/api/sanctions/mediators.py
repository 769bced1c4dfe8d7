"""HTTP API of the mediators that employers asked for."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.conflict.mediators import RequestState, list_mediator_requests
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import Choice, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery

blueprint = Blueprint("mediators", __name__, url_prefix="/v1")


class MediatorQuery(PageQuery):
    """Which requests."""

    state = Choice(RequestState, required=True)


class MediatorRequestSchema(Schema):
    """A request for a mediator; `due_on` is null unless mediation was advised, the mediator until one was assigned."""

    absence_number = ma.String()
    requested_on = ma.Date()
    due_on = ma.Date(allow_none=True)
    mediator = ma.String(allow_none=True)
    started_on = ma.Date(allow_none=True)
    employee_name = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)


@blueprint.get("/mediator-requests")
@may_read("conflict_outcome")
@blueprint.arguments(MediatorQuery, location="query")
@blueprint.response(200, list_of(MediatorRequestSchema))
def get_mediator_requests(query: dict[str, Any]) -> Any:
    """List the mediators that were asked for, the first request first."""
    return read_list("mediator-requests", list_mediator_requests, actor=current_actor(), **query)
