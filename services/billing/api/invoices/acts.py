"""HTTP API of what billing does with invoices: book, credit, undo, record disputes; and the same without writing."""
from collections.abc import Callable, Iterable
from typing import Any

from services.billing import store
from services.billing.api.invoices.schemas import BookingRequestSchema, ReasonSchema, WholeInvoiceSchema, whole
from services.billing.api.schemas import items
from services.billing.queries.invoices.content import whole_of
from services.billing.usecases.invoices.book_ahead import book_ahead
from services.billing.usecases.invoices.credit_invoice import credit_invoice, undo_credit
from services.billing.usecases.invoices.dispute_invoice import dispute_invoice, end_dispute
from shared.db.session import Session
from shared.web.access import current_actor, may_read, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import database, idempotent, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("invoice_acts", __name__, url_prefix="/v1")
Bodies = list[dict[str, Any]]
Booked = items(WholeInvoiceSchema)


class _NotBooked(Exception):
    """Ends the transaction of a dry run."""


@blueprint.post("/policies/<policy_number>/invoices")
@may_write("invoice")
@idempotent
@blueprint.arguments(BookingRequestSchema)
@blueprint.response(201, Booked)
def post_invoices(body: dict[str, Any], policy_number: str) -> Any:
    """Book what is to be invoiced to a policy."""
    return {"items": transaction(_shown, book_ahead, policy_number=policy_number, **body)}


@blueprint.post("/policies/<policy_number>/invoice-previews")
@may_read("invoice_preview")
@blueprint.arguments(BookingRequestSchema)
@blueprint.response(200, Booked)
def post_invoice_preview(body: dict[str, Any], policy_number: str) -> Any:
    """What would be booked; writes nothing."""
    return {"items": _dry_run(book_ahead, policy_number=policy_number, **body)}


@blueprint.post("/invoices/<number>/credits")
@may_write("invoice")
@idempotent
@changes
@blueprint.arguments(ReasonSchema)
@blueprint.response(201, WholeInvoiceSchema)
def post_credit(body: dict[str, Any], number: str, version: int | None) -> Any:
    """Credit an invoice; returns the credit note."""
    return _one(credit_invoice, number=number, version=version, **body)


@blueprint.post("/invoices/<number>/credit-previews")
@may_read("invoice_preview")
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, Booked)
def post_credit_preview(body: dict[str, Any], number: str) -> Any:
    """The credit note that would be issued; writes nothing."""
    return {"items": _dry_run(credit_invoice, number=number, **body)}


@blueprint.post("/invoices/<number>/undone-credits")
@may_write("invoice")
@idempotent
@changes
@blueprint.response(201, WholeInvoiceSchema)
def post_undone_credit(number: str, version: int | None) -> Any:
    """Undo a credit note; returns the invoice in its place."""
    return _one(undo_credit, number=number, version=version)


@blueprint.post("/invoices/<number>/disputes")
@may_write("invoice")
@idempotent
@changes
@blueprint.arguments(ReasonSchema)
@blueprint.response(201, WholeInvoiceSchema)
def post_dispute(body: dict[str, Any], number: str, version: int | None) -> Any:
    """Record that the customer disputes an invoice: reminders and collection stop."""
    return _one(dispute_invoice, number=number, version=version, **body)


@blueprint.post("/invoices/<number>/ended-disputes")
@may_write("invoice")
@idempotent
@changes
@blueprint.response(201, WholeInvoiceSchema)
def post_ended_dispute(number: str, version: int | None) -> Any:
    """End a dispute: reminders go on where they were."""
    return _one(end_dispute, number=number, version=version)


def _one(act: Callable[..., store.Invoice], **arguments: Any) -> Any:
    (body,) = transaction(_shown, act, **arguments)
    return with_etag(body, body["version"])


def _dry_run(act: Callable[..., Any], **arguments: Any) -> Bodies:
    """The invoices that an act would book: it is run and rolled back, so that they equal the real ones."""
    found: Bodies = []
    try:
        with database().transaction() as session:
            found = _shown(session, act, **arguments)
            raise _NotBooked
    except _NotBooked:
        return found


def _shown(session: Session, /, act: Callable[..., Any], **arguments: Any) -> Bodies:
    made = act(session, actor=current_actor(), **arguments)
    invoices: Iterable[store.Invoice] = made if isinstance(made, list) else [made]
    return [whole(whole_of(session, invoice)) for invoice in invoices]
