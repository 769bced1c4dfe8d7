"""HTTP API of parked events in every service: list, explain, release, drop, and the history of resolutions."""
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
from shared.web.versions import changes, with_etag

LONGEST_KEY = 200
ADMIN = ("platform_admin",)

blueprint = Blueprint("parked", __name__, url_prefix="/admin/v1/parked-events")


def parse_key(raw: object) -> str:
    """An event key or the name of a job, from a query parameter."""
    return parse_text(raw, longest=LONGEST_KEY)


class ParkedQuery(PageQuery):
    """Query parameters of the list; `key` selects one key."""

    key = Written(parse_key, load_default=None)


class ParkedEventSchema(Schema):
    """A parked event, without its content."""

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
    """A parked event with the names and types of its fields, and the events behind it."""

    event = ma.Nested(ParkedEventSchema)
    ahead = ma.Integer()
    content = ma.Raw(allow_none=True)
    waiting = ma.List(ma.Nested(ParkedEventSchema))


class OutcomeSchema(Schema):
    """The result of a release."""

    released = ma.Integer()
    waiting = ma.Integer()
    error = ma.String(allow_none=True)


class ExplanationSchema(Schema):
    """The explanation for dropping an event or resolving an item of a job."""

    explanation = Written(parse_explanation, required=True)


class ResolutionSchema(Schema):
    """How a parked event was resolved, and by whom."""

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
    """Parked keys, each with its first event."""
    return read(list_parked_keys, **query)


@blueprint.get("/resolutions")
@requires(roles=ADMIN)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ResolutionSchema))
def get_resolutions(query: dict[str, Any]) -> Any:
    """Released and dropped events, latest first."""
    return read(list_resolutions, **query)


@blueprint.get("/<event_id>")
@requires(roles=ADMIN)
@blueprint.response(200, ParkedKeySchema)
def get_parked_event(event_id: str) -> Any:
    """One parked event and the events behind it; its version is the number of attempts."""
    parked = read(get_parked, event_id=event_id)
    return with_etag(parked, parked.event.attempts)


@blueprint.post("/<event_id>/release")
@requires(roles=ADMIN)
@idempotent
@changes
@blueprint.response(200, OutcomeSchema)
def post_release(event_id: str, version: int | None) -> Any:
    """Handle the parked events of the event's key in order, until one fails or a few seconds have passed."""
    try:
        return release(database(), _subscribers(), event_id, actor_id=current_actor().account_id, version=version)
    except InfrastructureUnavailable:
        return problem(503)


@blueprint.post("/<event_id>/drop")
@requires(roles=ADMIN)
@idempotent
@changes
@blueprint.arguments(ExplanationSchema)
@blueprint.response(200, OutcomeSchema)
def post_drop(body: dict[str, Any], event_id: str, version: int | None) -> Any:
    """Remove an event permanently and release the events behind it."""
    try:
        return drop(database(), _subscribers(), event_id, actor_id=current_actor().account_id,
                    explanation=body["explanation"], version=version)
    except InfrastructureUnavailable:
        return problem(503)


def _subscribers() -> Subscribers:
    subscribers: Subscribers = current_app.extensions["subscribers"]
    return subscribers
