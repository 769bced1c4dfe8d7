"""HTTP API of payments and payment runs."""
from typing import Any

from flask import Response

from services.claims.api import schemas
from services.claims.queries import payments
from services.claims.queries.coming_payments import coming_payments, coming_total
from services.claims.usecases.runs.make_file import fetch_file
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import read, transaction

blueprint = Blueprint("payments", __name__, url_prefix="/v1")

FILE = blueprint.response(200, {"type": "string"}, content_type="application/xml")
"""The answer of a download."""

@blueprint.get("/payments")
@may_read("benefit")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.PaymentSchema))
def get_payments(query: dict[str, Any]) -> Any:
    """List executed payments."""
    return read_list("payments", payments.list_payments, actor=current_actor(), **query)


@blueprint.get("/coming-payments")
@may_read("coming_payment")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.ComingPaymentSchema))
def get_coming_payments(query: dict[str, Any]) -> Any:
    """List the payments that the actor's employer will receive in the next run."""
    return read_list("coming-payments", coming_payments, actor=current_actor(), **query)


@blueprint.get("/coming-payments/total")
@may_read("coming_payment")
@blueprint.response(200, schemas.ComingTotalSchema)
def get_coming_total() -> Any:
    """The sum of these payments."""
    return read(coming_total, actor=current_actor())


@blueprint.get("/payment-runs")
@may_read("payment_run")
@blueprint.arguments(schemas.RunQuery, location="query")
@blueprint.response(200, list_of(schemas.RunSchema))
def get_runs(query: dict[str, Any]) -> Any:
    """Payment runs."""
    return read(payments.list_runs, **query)


@blueprint.get("/payment-runs/<run_id>/file")
@may_read("payment_run")
@FILE
def get_run_file(run_id: str) -> Response:
    """Download the first SEPA file of a run."""
    return _download(run_id, 1)


@blueprint.get("/payment-runs/<run_id>/files/<int:number>")
@may_read("payment_run")
@FILE
def get_numbered_file(run_id: str, number: int) -> Response:
    """Download a SEPA file of a run; later files pay employers who could not be paid before."""
    return _download(run_id, number)


def _download(run_id: str, number: int) -> Response:
    file, control_number = transaction(fetch_file, actor=current_actor(), run_id=run_id, number=number)
    name = f"{file.message_id}_{control_number}" if control_number else file.message_id
    return Response(file.content, content_type="application/xml",
                    headers={"Content-Disposition": f'attachment; filename="{name}.xml"'})
