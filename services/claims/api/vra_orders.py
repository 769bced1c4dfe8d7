"""HTTP API of the orders of Team Claims to VRA."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.usecases.vra.issue_vra_order import issue_vra_order
from shared.fields.identifiers import parse_id
from shared.web.access import current_actor, may_write
from shared.web.fields import Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction

blueprint = Blueprint("vra_orders", __name__, url_prefix="/v1/vra-orders")


class OrderSchema(Schema):
    """The absence for which VRA gets an order."""

    absence_number = Written(parse_id, required=True)


class VraOrderSchema(Schema):
    """An order; its case is that of the absence."""

    order_id = ma.String()
    absence_number = ma.String()
    issued_on = ma.Date()


@blueprint.post("")
@may_write("vra_order")
@idempotent
@blueprint.arguments(OrderSchema)
@blueprint.response(201, VraOrderSchema)
def post_order(body: dict[str, Any]) -> Any:
    """Give VRA the order to support a re-integration, once per case."""
    return transaction(issue_vra_order, actor=current_actor(), **body)
