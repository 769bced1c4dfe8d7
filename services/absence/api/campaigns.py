"""HTTP API of the January round."""
from typing import Any

from services.absence.api import schemas
from services.absence.usecases.employees.submit_january_data import submit_january_data
from shared.fields.dates import FIRST_YEAR, LAST_YEAR
from shared.fields.numbers import WholeRule
from shared.web.access import current_actor, may_write
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, transaction

blueprint = Blueprint("campaigns", __name__, url_prefix="/v1")


YEAR = WholeRule(FIRST_YEAR, LAST_YEAR)


@blueprint.post("/data-campaigns/<year>/submissions")
@may_write("employee")
@idempotent
@blueprint.arguments(schemas.CampaignSchema)
def post_submission(body: dict[str, Any], year: str) -> Any:
    """Confirm the data, with the wages that changed on 1 January."""
    number = YEAR.parse_text(year)
    confirmed = transaction(submit_january_data, actor=current_actor(), year=number, **body)
    return {"year": number, "employees_confirmed": confirmed}, 201
