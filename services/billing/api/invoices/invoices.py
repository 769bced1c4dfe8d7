"""HTTP API of invoices."""
from typing import Any

from services.billing.api import schemas
from services.billing.api.invoices.schemas import WholeInvoiceSchema, whole
from services.billing.queries.invoices import invoices as queries
from services.billing.queries.invoices.content import get_whole_invoice
from services.billing.store import Invoice
from services.billing.usecases.invoices.record_payment import record_payment
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("invoices", __name__, url_prefix="/v1")


def _shown(invoice: Invoice) -> Any:
    return with_etag(invoice, invoice.version)


@blueprint.get("/invoices")
@may_read("invoice")
@blueprint.arguments(schemas.InvoiceQuery, location="query")
@blueprint.response(200, list_of(schemas.InvoiceSchema))
def get_invoices(query: dict[str, Any]) -> Any:
    """Invoices, in the order of issue."""
    return read(queries.list_invoices, actor=current_actor(), **query)


@blueprint.get("/invoices/<number>")
@may_read("invoice")
@blueprint.response(200, WholeInvoiceSchema)
def get_invoice(number: str) -> Any:
    """One invoice with what it says."""
    found = read(get_whole_invoice, actor=current_actor(), number=number)
    return with_etag(whole(found), found.row.version)


@blueprint.post("/invoices/<number>/payments")
@may_write("invoice")
@idempotent
@changes
@blueprint.arguments(schemas.PaymentSchema)
@blueprint.response(201, schemas.InvoiceSchema)
def post_payment(body: dict[str, Any], number: str, version: int | None) -> Any:
    """Record a received payment."""
    return _shown(transaction(record_payment, actor=current_actor(), number=number, version=version, **body))
