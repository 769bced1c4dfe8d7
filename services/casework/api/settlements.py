"""HTTP API of settlements about the transition payment (R-136)."""
from typing import Any

from marshmallow import Schema, post_load
from marshmallow import fields as ma

from services.casework.queries.settlements import list_settlements
from services.casework.usecases.departure.record_settlement import SettlementToRecord, record_settlement
from shared.fields.dates import SERVICE_DATE
from shared.fields.identifiers import parse_employee_number
from shared.fields.numbers import COST
from shared.fields.text import parse_agreement
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Amount, Day, Flag, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("settlements", __name__, url_prefix="/v1/settlements")


class SettlementToRecordSchema(Schema):
    """What was agreed instead of the transition payment of the law, without medical data; the amount is gross."""

    employee_number = Written(parse_employee_number, required=True)
    amount = Amount(COST, required=True)
    text = Written(parse_agreement, required=True)
    employee_agrees = Flag(required=True)
    signed_on = Day(SERVICE_DATE, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> SettlementToRecord:
        return SettlementToRecord(**data)


class SettlementSchema(Schema):
    """A settlement that the employee signed."""

    settlement_id = ma.String()
    employee_id = ma.String()
    amount = Amount()
    text = ma.String()
    signed_on = ma.Date()
    recorded_at = ma.AwareDateTime()
    recorded_by = ma.String()


class ListedSettlementSchema(Schema):
    """A settlement with its employee; null for one who is not known any more."""

    settlement = ma.Nested(SettlementSchema)
    employee_number = ma.String(attribute="employee.employee_number", dump_default=None, allow_none=True)
    employee_name = ma.String(attribute="employee.full_name", dump_default=None, allow_none=True)


@blueprint.post("")
@may_write("settlement")
@idempotent
@blueprint.arguments(SettlementToRecordSchema)
@blueprint.response(201, SettlementSchema)
def post_settlement(body: SettlementToRecord) -> Any:
    """Record a settlement that the employee agreed to and signed; it is never changed afterwards."""
    return transaction(record_settlement, actor=current_actor(), command=body)


@blueprint.get("")
@may_read("settlement")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ListedSettlementSchema))
def get_settlements(query: dict[str, Any]) -> Any:
    """List the settlements of the own employer, latest first."""
    return read(list_settlements, actor=current_actor(), **query)
