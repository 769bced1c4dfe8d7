"""HTTP API of the secret address of the own calendar."""
from typing import Any

from flask import Response, make_response
from marshmallow import Schema
from marshmallow import fields as ma

from services.identity.queries.calendar import show_feed
from services.identity.usecases.calendar.end_feed import end_feed
from services.identity.usecases.calendar.make_feed import make_feed
from shared.web.access import current_actor, own_account
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read, transaction

blueprint = Blueprint("own_calendar", __name__, url_prefix="/v1/own-account")


class FeedSchema(Schema):
    """When the address was made and last used; both empty without an address."""

    made_at = ma.AwareDateTime(allow_none=True)
    read_at = ma.AwareDateTime(allow_none=True)


class NewFeedSchema(Schema):
    """A new address; the secret is not shown again."""

    secret = ma.String()
    made_at = ma.AwareDateTime(attribute="row.made_at")


@blueprint.get("/calendar-feed")
@own_account
@blueprint.response(200, FeedSchema)
def get_feed() -> Any:
    """Show whether the own calendar has an address."""
    return read(show_feed, actor=current_actor())


@blueprint.post("/calendar-feed")
@own_account
@blueprint.response(201, NewFeedSchema)
def post_feed() -> Any:
    """Make an address; an earlier one no longer works. No answer with a secret is kept under an idempotency key."""
    return transaction(make_feed, actor=current_actor())


@blueprint.post("/calendar-feed/end")
@own_account
@blueprint.response(204)
def post_feed_end() -> Response:
    """Withdraw the address."""
    transaction(end_feed, actor=current_actor())
    return make_response("", 204)
