"""HTTP API of the delegation of medical tasks by a company doctor to absence consultants."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.staff.delegations import list_consultants
from services.casework.usecases.guidance.delegate import delegate, withdraw_delegation
from shared.fields.identifiers import parse_id
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Written
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("delegations", __name__, url_prefix="/v1/delegations")


class ConsultantSchema(Schema):
    """A consultant, and under which doctor; nulls for one who works under none and can record nothing."""

    consultant_id = ma.String()
    name = ma.String(allow_none=True)
    delegation_id = ma.String(allow_none=True)
    doctor_id = ma.String(allow_none=True)
    doctor_name = ma.String(allow_none=True)
    began_at = ma.AwareDateTime(allow_none=True)


class ConsultantsSchema(Schema):
    """For a doctor all consultants, for a consultant the own row; by account."""

    items = ma.List(ma.Nested(ConsultantSchema))


class DelegationOrderSchema(Schema):
    """To whom the doctor delegates."""

    consultant_id = Written(parse_id, required=True)


class DelegationSchema(Schema):
    """A delegation; `ended_at` is null while it is in force."""

    delegation_id = ma.String()
    consultant_id = ma.String()
    doctor_id = ma.String()
    began_at = ma.AwareDateTime()
    ended_at = ma.AwareDateTime(allow_none=True)


@blueprint.get("")
@may_read("delegation")
@blueprint.response(200, ConsultantsSchema)
def get_delegations() -> Any:
    """List the consultants with the doctors under whom they work."""
    return {"items": read(list_consultants, actor=current_actor())}


@blueprint.post("")
@may_write("delegation")
@idempotent
@blueprint.arguments(DelegationOrderSchema)
@blueprint.response(201, DelegationSchema)
def post_delegation(body: dict[str, Any]) -> Any:
    """Delegate medical tasks to a consultant."""
    return transaction(delegate, actor=current_actor(), **body)


@blueprint.post("/<delegation_id>/ending")
@may_write("delegation")
@idempotent
@blueprint.response(200, DelegationSchema)
def post_ending(delegation_id: str) -> Any:
    """Withdraw a delegation, at once."""
    return transaction(withdraw_delegation, actor=current_actor(), delegation_id=delegation_id)
