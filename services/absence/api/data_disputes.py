"""HTTP API of disputes about employees' data (R-016)."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.absence.domain.data_dispute import RejectionReason
from services.absence.queries.data_disputes import list_disputes
from services.absence.usecases.disputes.settle_dispute import settle_dispute
from shared.access.visible import VisibleSchema, of
from shared.fields.identifiers import parse_id
from shared.kernel.vocabulary import DisputeOutcome
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Word, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes

blueprint = Blueprint("data_disputes", __name__, url_prefix="/v1/data-disputes")


class DisputeQuery(PageQuery):
    """Which disputes: those of an employee, and only the open ones."""

    is_open = Word(("true", "false"), data_key="open", load_default="false")
    employee_id = Written(parse_id, data_key="employeeId", load_default=None)


class SettledDisputeSchema(VisibleSchema):
    """A dispute; `outcome` is null while it is open. The number of the absence is for those who may see absences."""

    dispute_id = ma.String()
    employee_id = ma.String()
    absence_number = of("absence", ma.String())
    raised_at = ma.AwareDateTime()
    raised_by = ma.String()
    outcome = ma.String(allow_none=True)
    reason_code = ma.String(allow_none=True)
    settled_at = ma.AwareDateTime(allow_none=True)
    settled_by = ma.String(allow_none=True)


class DisputeSchema(VisibleSchema):
    """A dispute with the employee's name."""

    dispute = ma.Nested(SettledDisputeSchema)
    employee_name = ma.String()


class SettlementSchema(Schema):
    """CORRECTED, or REJECTED with a reason."""

    outcome = Choice(DisputeOutcome, required=True)
    reason_code = Choice(RejectionReason, load_default=None, allow_none=True)


@blueprint.get("")
@may_read("data_dispute")
@blueprint.arguments(DisputeQuery, location="query")
@blueprint.response(200, list_of(DisputeSchema))
def get_data_disputes(query: dict[str, Any]) -> Any:
    """List the disputes of the employer's data, newest first."""
    is_open = query.pop("is_open") == "true"
    return read(list_disputes, actor=current_actor(), is_open=is_open, **query)


@blueprint.post("/<dispute_id>/settlement")
@may_write("data_dispute")
@idempotent
@changes
@blueprint.arguments(SettlementSchema)
@blueprint.response(200, SettledDisputeSchema)
def post_settlement(body: dict[str, Any], dispute_id: str, version: int | None) -> Any:
    """Settle a dispute."""
    return transaction(settle_dispute, actor=current_actor(), dispute_id=dispute_id, version=version,
                       **body)
