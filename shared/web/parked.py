"""Parked events over HTTP, in every service: what waits and why, letting it go, dropping it, and who did what."""
from typing import Any

from flask import current_app
from marshmallow import Schema
from marshmallow import fields as ma

from shared.fields.text import parse_explanation, parse_text
from shared.messaging.parked.release import InfrastructureUnavailable, drop, release
from shared.messaging.subscribers import Subscribers
from shared.web.access import current_actor, requires
from shared.web.fields import Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.problems import problem
from shared.web.stuck import get_parked, list_parked_keys, list_resolutions
from shared.web.transactions import database, idempotent, read

LONGEST_KEY = 200
ADMIN = ("platform_admin",)

blueprint = Blueprint("parked", __name__, url_prefix="/admin/v1/parked-events")


def parse_key(raw: object) -> str:
    """The key of an event, or the name of a job."""
    return parse_text(raw, longest=LONGEST_KEY)


class ParkedQuery(PageQuery):
    """Query of the list; `key` gives the one key only."""

    key = Written(parse_key, load_default=None)


class ParkedEventSchema(Schema):
    """A parked event, without its contents."""

    event_id = ma.String()
    type = ma.String()
    topic = ma.String()
    key = ma.String()
    reason = ma.String()
    error = ma.String()
    attempts = ma.Integer()
    sequence = ma.Integer(allow_none=True)
    parked_at = ma.AwareDateTime(format="iso")
    correlation_id = ma.String()
    subject = ma.String(allow_none=True)
    behind = ma.Integer(allow_none=True)


class ParkedKeySchema(Schema):
    """A parked event with names and kinds of its fields, and the events behind it."""

    event = ma.Nested(ParkedEventSchema)
    ahead = ma.Integer()
    content = ma.Raw(allow_none=True)
    waiting = ma.List(ma.Nested(ParkedEventSchema))


class OutcomeSchema(Schema):
    """How far a release came."""

    released = ma.Integer()
    waiting = ma.Integer()
    error = ma.String(allow_none=True)


class ExplanationSchema(Schema):
    """Why somebody closes what waits: an event is dropped, an item of a job is resolved."""

    explanation = Written(parse_explanation, required=True)


class ResolutionSchema(Schema):
    """What became of a parked event, and by whom."""

    event_id = ma.String()
    topic = ma.String()
    key = ma.String()
    type = ma.String()
    error = ma.String()
    action = ma.String()
    actor_id = ma.String()
    explanation = ma.String(allow_none=True)
    parked_at = ma.AwareDateTime(format="iso")
    resolved_at = ma.AwareDateTime(format="iso")


@blueprint.get("")
@requires(roles=ADMIN)
@blueprint.arguments(ParkedQuery, location="query")
@blueprint.response(200, list_of(ParkedEventSchema))
def get_parked_keys(query: dict[str, Any]) -> Any:
    """The keys that wait, by the first event of each."""
    return read(list_parked_keys, **query)


@blueprint.get("/resolutions")
@requires(roles=ADMIN)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ResolutionSchema))
def get_resolutions(query: dict[str, Any]) -> Any:
    """What was released or dropped, the latest first."""
    return read(list_resolutions, **query)


@blueprint.get("/<event_id>")
@requires(roles=ADMIN)
@blueprint.response(200, ParkedKeySchema)
def get_parked_event(event_id: str) -> Any:
    """One event and what waits behind it."""
    return read(get_parked, event_id=event_id)


@blueprint.post("/<event_id>/release")
@requires(roles=ADMIN)
@idempotent
@blueprint.response(200, OutcomeSchema)
def post_release(event_id: str) -> Any:
    """Handle what is parked under the event's key, in order, as far as it goes in a few seconds."""
    try:
        return release(database(), _subscribers(), event_id, actor_id=current_actor().account_id)
    except InfrastructureUnavailable:
        return problem(503)


@blueprint.post("/<event_id>/drop")
@requires(roles=ADMIN)
@idempotent
@blueprint.arguments(ExplanationSchema)
@blueprint.response(200, OutcomeSchema)
def post_drop(body: dict[str, Any], event_id: str) -> Any:
    """Take an event out for good; what waited behind it goes on."""
    try:
        return drop(database(), _subscribers(), event_id, actor_id=current_actor().account_id,
                    explanation=body["explanation"])
    except InfrastructureUnavailable:
        return problem(503)


def _subscribers() -> Subscribers:
    subscribers: Subscribers = current_app.extensions["subscribers"]
    return subscribers
