"""HTTP API of direct debits: collections, their files, and the bank's bookings."""
from datetime import date
from typing import Any

from flask import Response

from services.billing.api import schemas
from services.billing.queries.invoices.collections import get_collection, list_collections
from services.billing.usecases.invoices.book_collection import book_collection
from shared.kernel.refusals import NotFound
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, etag_of

blueprint = Blueprint("collections", __name__, url_prefix="/v1")

@blueprint.get("/collections")
@may_read("collection")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.CollectionSchema))
def get_collections(query: dict[str, Any]) -> Any:
    """List collections with a file, by day."""
    return read(list_collections, **query)


@blueprint.get("/collections/<collected_on>/file")
@may_read("collection")
@blueprint.response(200, {"type": "string"}, content_type="application/xml")
def get_collection_file(collected_on: str) -> Response:
    """Download the SEPA file of a collection."""
    collection = read(get_collection, collected_on=_day(collected_on))
    return Response(collection.file, content_type="application/xml",
                    headers={"ETag": etag_of(collection.version),
                             "Content-Disposition": f'attachment; filename="COLLECT-{collected_on}.xml"'})


@blueprint.post("/collections/<collected_on>/bookings")
@may_write("collection")
@idempotent
@changes
@blueprint.arguments(schemas.BookingSchema)
@blueprint.response(201, schemas.BookedSchema)
def post_booking(body: dict[str, Any], collected_on: str, version: int | None) -> Any:
    """Record that the bank booked a collection: its invoices are paid, except the returned ones."""
    collection = transaction(book_collection, actor=current_actor(), collected_on=_day(collected_on), version=version, **body)
    return {"collected_on": collection.collected_on, "booked_on": body["booked_on"]}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound("collection.not_found", "Voor die dag is er geen incasso.") from None
