"""HTTP API of the files of invoices: the PDF and the e-invoice."""
import logging

from flask import Response, abort

from services.billing.api.invoices import e_invoice
from services.billing.api.invoices.e_invoice import to_ubl
from services.billing.api.invoices.paper import on_paper
from services.billing.queries.invoices.content import get_file
from services.billing.store import FileKind
from services.billing.usecases.invoices.keep_invoice_file import keep_invoice_file
from shared.documents import pdf
from shared.documents.pdf import DocumentFailed, to_pdf
from shared.kernel.refusals import Conflict
from shared.web.access import current_actor, may_read
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read, transaction

blueprint = Blueprint("invoice_files", __name__, url_prefix="/v1")
log = logging.getLogger(__name__)


@blueprint.get("/invoices/<number>/pdf")
@may_read("invoice")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=pdf.MEDIA_TYPE)
def get_pdf(number: str) -> Response:
    """The invoice as PDF/UA; the bytes stay the same."""
    file = read(get_file, actor=current_actor(), number=number, kind=FileKind.PDF)
    content = file.kept
    if content is None:
        try:
            made = to_pdf(on_paper(file.content))
        except DocumentFailed as failure:
            log.error("a document failed: %s", type(failure).__name__)
            abort(503)
        content = transaction(keep_invoice_file, number=number, kind=FileKind.PDF, content=made)
    return _attached(content, pdf.MEDIA_TYPE, f"{number}.pdf")


@blueprint.get("/invoices/<number>/ubl")
@may_read("invoice")
@blueprint.response(200, {"type": "string"}, content_type=e_invoice.MEDIA_TYPE)
def get_ubl(number: str) -> Response:
    """The invoice as UBL 2.1 (SI-UBL 2.0); the bytes stay the same. Refused while the customer's address is unknown."""
    file = read(get_file, actor=current_actor(), number=number, kind=FileKind.UBL)
    content = file.kept
    if content is None:
        if file.content.customer.address is None:
            raise Conflict("invoice.address_unknown",
                           "Er is nog geen e-factuur, omdat het adres van uw bedrijf bij ons ontbreekt. Bel of mail ons.")
        content = transaction(keep_invoice_file, number=number, kind=FileKind.UBL, content=to_ubl(file.content))
    return _attached(content, e_invoice.MEDIA_TYPE, f"{number}.xml")


def _attached(content: bytes, kind: str, name: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
