"""HTTP API of forecasts; a POST, because a URL must not contain personal data."""
from dataclasses import replace
from typing import Any

from services.claims.api import forecast_schemas as schemas
from services.claims.domain.benefits.forecast import Forecast
from services.claims.usecases.benefits.forecast_case import forecast_case
from services.claims.usecases.benefits.forecast_report import forecast_report
from shared.web.access import current_actor, may_read
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("forecasts", __name__, url_prefix="/v1")


def _first(found: Forecast, months: int) -> Forecast:
    return replace(found, months=found.months[:months])


@blueprint.post("/forecasts")
@may_read("benefit_dates")
@blueprint.arguments(schemas.ReportForecastQuery)
@blueprint.response(200, schemas.ForecastSchema)
def post_forecast(body: dict[str, Any]) -> Any:
    """Forecast the first months of the benefit of a report, if nothing changes."""
    return _first(read(forecast_report, actor=current_actor(), command=body["command"]), body["months"])


@blueprint.post("/claims/<absence_number>/forecasts")
@may_read("benefit_dates")
@blueprint.arguments(schemas.CaseForecastQuery)
@blueprint.response(200, schemas.ForecastSchema)
def post_case_forecast(body: dict[str, Any], absence_number: str) -> Any:
    """Forecast the coming months of a case, if nothing changes or with a supposed change, which is not stored."""
    found = read(forecast_case, actor=current_actor(), absence_number=absence_number, supposed=body["supposed"])
    return _first(found, body["months"])
