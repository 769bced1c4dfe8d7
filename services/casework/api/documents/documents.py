"""HTTP API of the documents of a case."""
from typing import Any

from flask import Response, request

from services.casework import store
from services.casework.api.documents import schemas
from services.casework.api.medical import noting_refusals
from services.casework.queries.documents.documents import get_documents
from services.casework.usecases.documents.keep_document import keep_document
from services.casework.usecases.documents.open_document import open_document
from services.casework.usecases.documents.withdraw_document import withdraw_document
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.uploads.checking import LARGEST_UPLOAD, FileKind
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("documents", __name__, url_prefix="/v1/dossiers/<absence_number>/documents")


@blueprint.before_request
def take_files() -> None:
    """Take files that are larger than other bodies may be; they are read after the right of their sender was checked."""
    if request.method == "POST" and request.path.endswith("/documents"):
        request.max_content_length = LARGEST_UPLOAD


@blueprint.get("")
@may_read("document")
@blueprint.response(200, schemas.DocumentsSchema)
def get_list(absence_number: str) -> Any:
    """The documents of a case, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    return read(get_documents, actor=current_actor(), absence_number=absence_number)


@blueprint.post("")
@may_write("document")
@idempotent
@blueprint.arguments(schemas.DocumentToKeepSchema, location="query")
@blueprint.response(201, schemas.KeptDocumentSchema)
def post_document(query: dict[str, Any], absence_number: str) -> Any:
    """Add a document: a PDF, PNG or JPEG of at most 8 MB, as the body."""
    return transaction(keep_document, actor=current_actor(), absence_number=absence_number, content=request.get_data(), **query)


@blueprint.get("/<document_id>")
@noting_refusals(store.DOCUMENT)
@may_read("document")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def get_document(absence_number: str, document_id: str) -> Response:
    """Open a document, after recording the access."""
    row, content = transaction(open_document, actor=current_actor(), absence_number=absence_number, document_id=document_id)
    return Response(content, content_type="application/octet-stream", headers={
        "Content-Disposition": f'attachment; filename="document.{FileKind(row.media_type).extension}"'})


@blueprint.post("/<document_id>/withdrawal")
@may_write("document")
@idempotent
@blueprint.response(200, schemas.KeptDocumentSchema)
def post_withdrawal(absence_number: str, document_id: str) -> Any:
    """Take back a document; its content is erased."""
    return transaction(withdraw_document, actor=current_actor(), absence_number=absence_number, document_id=document_id)
