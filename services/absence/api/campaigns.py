"""The January round over HTTP."""
from typing import Any

from flask_smorest import Blueprint

from services.absence.api import schemas
from services.absence.usecases.employees.submit_january_data import submit_january_data
from shared.web.access import current_actor, requires
from shared.web.transactions import idempotent, transaction

blueprint = Blueprint("campaigns", __name__, url_prefix="/v1")


@blueprint.post("/data-campaigns/<int:year>/submissions")
@requires("EMPLOYEE_DATA")
@idempotent
@blueprint.arguments(schemas.CampaignSchema)
def post_submission(body: dict[str, Any], year: int) -> Any:
    """Confirm the data, with the wages that changed on 1 January."""
    confirmed = transaction(submit_january_data, actor=current_actor(), year=year, **body)
    return {"year": year, "employees_confirmed": confirmed}, 201
