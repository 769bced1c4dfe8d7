"""HTTP API of the mutation overview."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.absence.queries.mutations import get_mutation_overview
from shared.access.list_readings import read_list
from shared.fields.dates import QUERY_DATE
from shared.web.access import current_actor, may_read
from shared.web.fields import Day, Number, Word
from shared.web.input.blueprints import Blueprint

blueprint = Blueprint("overviews", __name__, url_prefix="/v1")


class MutationOverviewQuery(Schema):
    """A period, both ends inclusive, and which day of a mutation lies in it."""

    start = Day(QUERY_DATE, data_key="from", required=True)
    end = Day(QUERY_DATE, data_key="to", required=True)
    by = Word(("recorded", "effective"), load_default="recorded")


class MutationRowSchema(Schema):
    """A recorded mutation; percentages are percentages recovered."""

    recorded_at = ma.AwareDateTime()
    recorded_by = ma.String()
    absence_number = ma.String()
    employee_id = ma.String()
    employee = ma.String()
    kind = ma.String()
    effective_on = ma.Date(allow_none=True)
    old_pct = Number(allow_none=True)
    new_pct = Number(allow_none=True)
    late_days = ma.Integer(allow_none=True)


class MutationOverviewSchema(Schema):
    """The mutations of a period, oldest first."""

    kind = ma.String()
    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    calculated_on = ma.Date()
    notice = ma.String(allow_none=True)
    items = ma.List(ma.Nested(MutationRowSchema))


@blueprint.get("/overviews/<kind>")
@may_read("absence", staff=())
@blueprint.arguments(MutationOverviewQuery, location="query")
@blueprint.response(200, MutationOverviewSchema)
def get_one_overview(query: dict[str, Any], kind: str) -> Any:
    """Get the mutation_overview: all that was recorded about absences."""
    return read_list(f"overviews/{kind}", get_mutation_overview, actor=current_actor(), kind=kind, **query)
