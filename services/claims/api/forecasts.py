"""HTTP API of forecasts; a POST, because a URL must not contain personal data."""
from dataclasses import replace
from typing import Any

from services.claims.api import schemas
from services.claims.usecases.benefits.forecast import forecast
from shared.web.access import current_actor, may_read
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("forecasts", __name__, url_prefix="/v1")

MONTHS = 3


@blueprint.post("/forecasts")
@may_read("benefit_dates")
@blueprint.arguments(schemas.ForecastQuery)
@blueprint.response(200, schemas.ForecastSchema)
def post_forecast(body: dict[str, Any]) -> Any:
    """Forecast the first months of the benefit, if nothing changes."""
    found = read(forecast, actor=current_actor(), **body)
    return replace(found, months=found.months[:MONTHS])
