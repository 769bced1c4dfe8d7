"""HTTP API of the absence protocol of an employer."""
from typing import Any

from flask import Response, request
from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.protocol.protocols import list_protocols, open_protocol
from services.casework.usecases.protocol.keep_protocol import keep_protocol
from shared.fields.dates import CASE_DATE
from shared.uploads.checking import LARGEST_UPLOAD, FileKind
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Day
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("protocols", __name__, url_prefix="/v1/employers/<employer_id>/absence-protocols")


@blueprint.before_request
def take_files() -> None:
    """Take files that are larger than other bodies may be; they are read after the right of their sender was checked."""
    if request.method == "POST":
        request.max_content_length = LARGEST_UPLOAD


class ProtocolToKeepSchema(Schema):
    """From which day the version applies."""

    effective_from = Day(CASE_DATE, required=True, data_key="effectiveFrom")


class KeptProtocolSchema(Schema):
    """A version as it was added; `digest` is its SHA-256 in hexadecimal digits."""

    protocol_id = ma.String()
    employer_id = ma.String()
    version = ma.Integer()
    effective_from = ma.Date()
    media_type = ma.String()
    size = ma.Integer()
    digest = ma.String()
    recorded_at = ma.AwareDateTime()


class ProtocolSchema(Schema):
    """A version: CURRENT, COMING or REPLACED; at most one is CURRENT."""

    protocol = ma.Nested(KeptProtocolSchema)
    status = ma.String()


class ProtocolsSchema(Schema):
    """The versions of an employer's absence protocol, latest first."""

    items = ma.List(ma.Nested(ProtocolSchema))


@blueprint.get("")
@may_read("absence_protocol")
@blueprint.response(200, ProtocolsSchema)
def get_list(employer_id: str) -> Any:
    """The versions of the absence protocol of an employer, latest first."""
    items = read(list_protocols, actor=current_actor(), employer_id=employer_id)
    return with_etag({"items": items}, len(items))


@blueprint.post("")
@may_write("absence_protocol")
@idempotent
@changes
@blueprint.arguments(ProtocolToKeepSchema, location="query")
@blueprint.response(201, KeptProtocolSchema)
def post_protocol(query: dict[str, Any], employer_id: str, version: int | None) -> Any:
    """Add a version: a PDF, PNG or JPEG of at most 8 MB, as the body."""
    return transaction(keep_protocol, actor=current_actor(), employer_id=employer_id, content=request.get_data(),
                       version=version, **query)


@blueprint.get("/<protocol_id>")
@may_read("absence_protocol")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def get_content(employer_id: str, protocol_id: str) -> Response:
    """Open a version."""
    row, content = read(open_protocol, actor=current_actor(), employer_id=employer_id, protocol_id=protocol_id)
    return Response(content, content_type="application/octet-stream", headers={
        "Content-Disposition": f'attachment; filename="verzuimprotocol-{row.version}.{FileKind(row.media_type).extension}"'})
