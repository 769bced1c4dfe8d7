"""Payments and their runs over HTTP."""
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from services.claims import queries
from services.claims.api import schemas
from services.claims.usecases.benefits.coming_payments import coming_payments
from shared.web.access import current_actor, requires
from shared.web.transactions import read

blueprint = Blueprint("payments", __name__, url_prefix="/v1")

STAFF = ("insurer_claims",)


@blueprint.get("/payments")
@requires("EMPLOYEE_DATA", roles=STAFF)
@blueprint.response(200, schemas.items(schemas.PaymentSchema))
def get_payments() -> Any:
    """What went out."""
    return {"items": read(queries.list_payments, actor=current_actor())}


@blueprint.get("/coming-payments")
@requires("EMPLOYEE_DATA")
@blueprint.response(200, schemas.items(schemas.ComingPaymentSchema))
def get_coming_payments() -> Any:
    """What the next run will bring the own employer."""
    return {"items": read(coming_payments, actor=current_actor())}


@blueprint.get("/payment-runs")
@requires(roles=STAFF)
@blueprint.response(200, schemas.items(schemas.RunSchema))
def get_runs() -> Any:
    """Payment runs."""
    return {"items": read(queries.list_runs)}


@blueprint.get("/payment-runs/<run_id>/file")
@requires(roles=STAFF)
def get_run_file(run_id: str) -> Response:
    """The SEPA file of a run."""
    xml = read(queries.get_run_file, run_id=run_id)
    return Response(xml, content_type="application/xml",
                    headers={"Content-Disposition": f'attachment; filename="{run_id}.xml"'})
