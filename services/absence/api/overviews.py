"""HTTP API of the mutation overview."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.absence.queries.mutations import get_mutation_overview
from shared.access.list_readings import read_list
from shared.fields.dates import QUERY_DATE
from shared.fields.numbers import WholeRule
from shared.web.access import current_actor, may_read
from shared.web.fields import Day, Number, Whole, Word
from shared.web.input.blueprints import Blueprint
from shared.web.pages import MAX_LIMIT

blueprint = Blueprint("overviews", __name__, url_prefix="/v1")


class MutationOverviewQuery(Schema):
    """A period, both ends inclusive, which day of a mutation lies in it, and how many rows to give at most."""

    start = Day(QUERY_DATE, data_key="from", required=True)
    end = Day(QUERY_DATE, data_key="to", required=True)
    by = Word(("recorded", "effective"), load_default="recorded")
    limit = Whole(WholeRule(1, MAX_LIMIT), in_query=True, load_default=None)


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


class MutationCountsSchema(Schema):
    """The number of mutations of a period, by kind."""

    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    by_kind = ma.Dict(keys=ma.String(), values=ma.Integer())


class MonthCountSchema(Schema):
    """The number of mutations of a month, by its first day."""

    month = ma.Date(data_key="from")
    count = ma.Integer()


class MutationOverviewSchema(Schema):
    """The mutations of a period, oldest first, with the numbers of the period before and of a year before.

    `rows` counts all items, also those beyond the limit.
    """

    kind = ma.String()
    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    calculated_on = ma.Date()
    notice = ma.String(allow_none=True)
    rows = ma.Integer()
    total = ma.Nested(MutationCountsSchema)
    before = ma.Nested(MutationCountsSchema)
    year_before = ma.Nested(MutationCountsSchema)
    series = ma.List(ma.Nested(MonthCountSchema))
    items = ma.List(ma.Nested(MutationRowSchema))


@blueprint.get("/overviews/<kind>")
@may_read("absence", staff=())
@blueprint.arguments(MutationOverviewQuery, location="query")
@blueprint.response(200, MutationOverviewSchema)
def get_one_overview(query: dict[str, Any], kind: str) -> Any:
    """Get the mutation_overview: all that was recorded about absences."""
    return read_list(f"overviews/{kind}", get_mutation_overview, actor=current_actor(), kind=kind, **query)
