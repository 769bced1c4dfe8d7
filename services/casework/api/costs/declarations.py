"""HTTP API of declarations and the files of their invoices."""
from typing import Any

from flask import Response, request

from services.casework.api.costs import schemas
from services.casework.queries.costs import get_invoice_file, list_undecided_declarations
from services.casework.usecases.costs.decide_declaration import decide_declaration
from services.casework.usecases.costs.declare import DeclarationForm, declare
from services.casework.usecases.costs.keep_invoice_file import keep_invoice_file
from services.casework.usecases.dossiers.note_reading import note_reading
from shared.access.list_readings import read_list
from shared.uploads.checking import LARGEST_UPLOAD, FileKind
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes

blueprint = Blueprint("declarations", __name__, url_prefix="/v1")

FILES = "/dossiers/<absence_number>/invoice-files"
DECLARATIONS = "/dossiers/<absence_number>/declarations"


@blueprint.before_request
def take_files() -> None:
    """Take files that are larger than other bodies may be; they are read after the right of their sender was checked."""
    if request.method == "POST" and request.path.endswith("/invoice-files"):
        request.max_content_length = LARGEST_UPLOAD


@blueprint.post(FILES)
@may_write("invoice_file")
@idempotent
@blueprint.response(201, schemas.InvoiceFileSchema)
def post_invoice_file(absence_number: str) -> Any:
    """Keep the file of an invoice: a PDF, PNG or JPEG of at most 8 MB, as the body."""
    return transaction(keep_invoice_file, actor=current_actor(), absence_number=absence_number, content=request.get_data())


@blueprint.get(f"{FILES}/<file_id>")
@may_read("invoice_file")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def get_file(absence_number: str, file_id: str) -> Response:
    """The file of an invoice, after recording the access."""
    transaction(note_reading, actor=current_actor(), absence_number=absence_number)
    row, content = read(get_invoice_file, actor=current_actor(), absence_number=absence_number, file_id=file_id)
    return Response(content, content_type="application/octet-stream", headers={
        "Content-Disposition": f'attachment; filename="nota.{FileKind(row.kind).extension}"'})


@blueprint.post(DECLARATIONS)
@may_write("declaration")
@idempotent
@changes
@blueprint.arguments(schemas.DeclarationFormSchema)
@blueprint.response(201, schemas.DeclarationSchema)
def post_declaration(body: DeclarationForm, absence_number: str, version: int | None) -> Any:
    """Declare paid invoices of an activity."""
    return transaction(declare, actor=current_actor(), absence_number=absence_number, version=version, command=body)


@blueprint.post(f"{DECLARATIONS}/<declaration_id>/decision")
@may_write("declaration_decision")
@idempotent
@changes
@blueprint.arguments(schemas.DeclarationDecisionSchema)
@blueprint.response(200, schemas.DeclarationSchema)
def post_declaration_decision(body: dict[str, Any], absence_number: str, declaration_id: str, version: int | None) -> Any:
    """Accept or reject a declaration."""
    return transaction(decide_declaration, actor=current_actor(), absence_number=absence_number, declaration_id=declaration_id,
                       version=version, **body)


@blueprint.get("/undecided-declarations")
@may_read("declaration_decision")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.WaitingSchema))
def get_undecided_declarations(query: dict[str, Any]) -> Any:
    """Declarations on which the caller decides, oldest first."""
    return read_list("undecided-declarations", list_undecided_declarations, actor=current_actor(), **query)
