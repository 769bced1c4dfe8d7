"""HTTP API of activities and absence statistics."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.api import schemas
from services.casework.queries.activities import list_activities
from services.casework.queries.figures.report_indicators import report_indicators
from services.casework.queries.statistics import get_statistics
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("figures", __name__, url_prefix="/v1")


class IndicatorsSchema(Schema):
    """The indicators of the management report by name; null for one without denominator, or hidden because the group is small."""

    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    notice = ma.String(allow_none=True)
    calculated_on = ma.Date()
    company_name = ma.String(allow_none=True)
    is_small = ma.Boolean()
    values = ma.Dict(keys=ma.String(), values=ma.Decimal(as_string=True, allow_none=True))


@blueprint.get("/activities")
@may_read("activities")
@blueprint.arguments(schemas.ActivityQuery, location="query")
@blueprint.response(200, list_of(schemas.ActivitySchema))
def get_activities(query: dict[str, Any]) -> Any:
    """Search completed and planned activities."""
    return read_list("activities", list_activities, actor=current_actor(), **query)


@blueprint.get("/statistics")
@may_read("statistics")
@blueprint.arguments(schemas.StatisticsQuery, location="query")
@blueprint.response(200, schemas.StatisticsSchema)
def get_absence_statistics(query: dict[str, Any]) -> Any:
    """Get the absence statistics of a period."""
    return read(get_statistics, actor=current_actor(), **query)


@blueprint.get("/indicators")
@may_read("statistics")
@blueprint.arguments(schemas.StatisticsQuery, location="query")
@blueprint.response(200, IndicatorsSchema)
def get_indicators(query: dict[str, Any]) -> Any:
    """Get the indicators of a period: of the own employer, or for staff of one or of all together."""
    return read(report_indicators, actor=current_actor(), **query)
