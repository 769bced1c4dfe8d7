"""Reads sent messages. This module is not registered in production."""
from typing import Any

from services.identity import queries
from services.identity.api import schemas
from shared.web.access import public
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("development", __name__, url_prefix="/dev")


@blueprint.get("/messages")
@public
@blueprint.arguments(schemas.MessageQuery, location="query")
@blueprint.response(200, list_of(schemas.MessageSchema))
def get_messages(query: dict[str, Any]) -> Any:
    """List SMS and mail, newest first; `to` is a phone number or an address."""
    return {"items": read(queries.list_messages, **query), "next": None}
