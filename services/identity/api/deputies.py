"""HTTP API of deputies of the main contact."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.identity import queries
from services.identity.oauth.context import machine_now
from services.identity.usecases.grants.name_deputy import NewDeputy, end_deputy, name_deputy
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_id
from shared.web.access import current_actor, requires
from shared.web.fields import Day, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("deputies", __name__, url_prefix="/v1")

MANAGE = "RIGHTS_MANAGEMENT"


class DeputySchema(Schema):
    """A colleague and a period, both days inclusive."""

    account_id = Written(parse_id, required=True)
    first = Day(CASE_DATE, required=True)
    last = Day(CASE_DATE, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewDeputy:
        return NewDeputy(**data)


class DeputyViewSchema(Schema):
    """A period in which a colleague deputises."""

    id = ma.String()
    account_id = ma.String()
    first = ma.Date()
    last = ma.Date()
    named_at = ma.AwareDateTime()
    ended_at = ma.AwareDateTime(allow_none=True)
    version = ma.Integer()


@blueprint.get("/deputies")
@requires(MANAGE)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(DeputyViewSchema))
def get_deputies(query: dict[str, Any]) -> Any:
    """List the deputies of the actor's employer, latest first."""
    return read(queries.list_deputies, employer_id=current_actor().employer_id, **query)


@blueprint.post("/deputies")
@requires(MANAGE)
@idempotent
@blueprint.arguments(DeputySchema)
@blueprint.response(201, DeputyViewSchema)
def post_deputy(body: NewDeputy) -> Any:
    """Give a colleague the rights of the main contact in a period."""
    deputy = transaction(name_deputy, actor=current_actor(), command=body, now=machine_now())
    return with_etag(deputy, deputy.version)


@blueprint.post("/deputies/<deputy_id>/end")
@requires(MANAGE)
@idempotent
@changes
@blueprint.response(200, DeputyViewSchema)
def post_end(deputy_id: str, version: int | None) -> Any:
    """End the period before its last day."""
    deputy = transaction(end_deputy, actor=current_actor(), deputy_id=deputy_id, version=version, now=machine_now())
    return with_etag(deputy, deputy.version)
