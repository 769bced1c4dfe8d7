"""HTTP API of the yearly review of rights."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.identity import queries
from services.identity.api.schemas import AccountViewSchema
from services.identity.oauth.context import settings
from services.identity.usecases.grants.review_rights import review_rights
from shared.web.access import current_actor, requires
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("reviews", __name__, url_prefix="/v1")

MANAGE = "RIGHTS_MANAGEMENT"


class ReviewSchema(Schema):
    """The accounts whose rights must be confirmed, those that wait longest first."""

    items = ma.List(ma.Nested(AccountViewSchema))
    overdue = ma.Integer()


@blueprint.get("/rights-review")
@requires(MANAGE)
@blueprint.response(200, ReviewSchema)
def get_review() -> Any:
    """List the accounts whose rights nobody confirmed for a year, and how many of them are overdue."""
    return read(queries.find_review, employer_id=current_actor().employer_id, days=settings().review_days)


@blueprint.post("/accounts/<account_id>/review")
@requires(MANAGE)
@idempotent
@changes
@blueprint.response(200, AccountViewSchema)
def post_review(account_id: str, version: int | None) -> Any:
    """Confirm that the account keeps its rights."""
    view = transaction(review_rights, actor=current_actor(), account_id=account_id, version=version)
    return with_etag(view, view.version)
