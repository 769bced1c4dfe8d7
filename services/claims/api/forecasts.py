"""HTTP API of forecasts; a POST, because a URL must not contain personal data."""
from typing import Any

from services.claims.api import schemas
from services.claims.usecases.benefits.forecast import forecast
from shared.web.access import current_actor, requires
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("forecasts", __name__, url_prefix="/v1")


@blueprint.post("/forecasts")
@requires("SICK_REPORTS", "EMPLOYEE_DATA")
@blueprint.arguments(schemas.ForecastQuery)
def post_forecast(body: dict[str, Any]) -> Any:
    """Forecast the first months of the benefit, if nothing changes."""
    return schemas.forecast_body(read(forecast, actor=current_actor(), **body))
