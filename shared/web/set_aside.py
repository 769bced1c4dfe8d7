"""HTTP API of job items that were set aside, in every service: list, explain, retry, resolve, and the history."""
# mypy: disable-error-code="untyped-decorator"
from typing import Any

from flask import current_app
from marshmallow import Schema
from marshmallow import fields as ma
from sqlalchemy import Row, select

from shared.db.mechanism import set_aside_item, set_aside_resolution
from shared.db.session import Session
from shared.messaging.failures import Failure, failure_of
from shared.service.item_retry import retry
from shared.service.jobs import Jobs
from shared.service.set_aside import get_set_aside, resolve
from shared.web.access import current_actor, requires
from shared.web.fields import Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import Page, PageQuery, page_by_number
from shared.web.parked import ADMIN, ExplanationSchema, parse_key
from shared.web.problems import problem
from shared.web.transactions import database, idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("set_aside", __name__, url_prefix="/admin/v1/set-aside-items")


class SetAsideQuery(PageQuery):
    """Query parameters of the list; `job` selects the items of one job."""

    job = Written(parse_key, load_default=None)


class SetAsideSchema(Schema):
    """An item that is set aside."""

    id = ma.Integer()
    job = ma.String()
    item = ma.String()
    business_date = ma.Date()
    kind = ma.String()
    reason = ma.String()
    tries = ma.Integer()
    first_tried_at = ma.AwareDateTime(format="iso")
    last_tried_at = ma.AwareDateTime(format="iso")
    next_try_at = ma.AwareDateTime(format="iso", allow_none=True)
    correlation_id = ma.String()


class RetrySchema(Schema):
    """The result of a retry."""

    is_done = ma.Boolean()
    dates = ma.Integer()
    reason = ma.String(allow_none=True)


class ItemResolutionSchema(Schema):
    """How an item was closed, and by whom."""

    id = ma.Integer()
    job = ma.String()
    item = ma.String()
    business_date = ma.Date()
    kind = ma.String()
    reason = ma.String()
    tries = ma.Integer()
    action = ma.String()
    actor_id = ma.String()
    explanation = ma.String(allow_none=True)
    first_tried_at = ma.AwareDateTime(format="iso")
    resolved_at = ma.AwareDateTime(format="iso")


@blueprint.get("")
@requires(roles=ADMIN)
@blueprint.arguments(SetAsideQuery, location="query")
@blueprint.response(200, list_of(SetAsideSchema))
def get_set_aside_items(query: dict[str, Any]) -> Any:
    """Items that are set aside, longest first."""
    return read(list_set_aside, **query)


@blueprint.get("/resolutions")
@requires(roles=ADMIN)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ItemResolutionSchema))
def get_item_resolutions(query: dict[str, Any]) -> Any:
    """Items that were retried with success or resolved, latest first."""
    return read(list_item_resolutions, **query)


@blueprint.get("/<int:item_id>")
@requires(roles=ADMIN)
@blueprint.response(200, SetAsideSchema)
def get_set_aside_item(item_id: int) -> Any:
    """One item; its version is the number of tries."""
    item = read(get_set_aside, item_id=item_id)
    return with_etag(item, item.tries)


@blueprint.post("/<int:item_id>/retry")
@requires(roles=ADMIN)
@idempotent
@changes
@blueprint.response(200, RetrySchema)
def post_retry(item_id: int, version: int | None) -> Any:
    """Handle the item for the business dates that it missed, until one fails or a few seconds have passed."""
    jobs: Jobs = current_app.extensions["jobs"]
    try:
        return retry(database(), jobs, item_id, actor_id=current_actor().account_id, version=version)
    except Exception as failure:
        if failure_of(failure) is not Failure.INFRASTRUCTURE:
            raise
        return problem(503)


@blueprint.post("/<int:item_id>/resolve")
@requires(roles=ADMIN)
@idempotent
@changes
@blueprint.arguments(ExplanationSchema)
@blueprint.response(200, ItemResolutionSchema)
def post_resolve(body: dict[str, Any], item_id: int, version: int | None) -> Any:
    """Close an item that was settled in another way; it is not handled for the missed dates."""
    return transaction(resolve, item_id=item_id, actor_id=current_actor().account_id, explanation=body["explanation"],
                       version=version)


def list_set_aside(session: Session, *, job: str | None, cursor: str | None, limit: int) -> Page[Row[Any]]:
    """Items that are set aside, longest first."""
    query = select(set_aside_item)
    if job is not None:
        query = query.where(set_aside_item.c.job == job)
    return page_by_number(session, query, key=set_aside_item.c.id, view=lambda row: row, cursor=cursor, limit=limit)


def list_item_resolutions(session: Session, *, cursor: str | None, limit: int) -> Page[Row[Any]]:
    """How items that were set aside were closed, latest first."""
    return page_by_number(session, select(set_aside_resolution), key=set_aside_resolution.c.id, view=lambda row: row,
                          cursor=cursor, limit=limit, is_newest_first=True)
