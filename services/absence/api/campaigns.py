"""HTTP API of the January round."""
from typing import Any

from flask import current_app

from services.absence.api import campaign_schemas as schemas
from services.absence.domain.campaign import deadline_of
from services.absence.queries import january_rounds
from services.absence.usecases.campaigns.submit_january_data import submit_january_data
from shared.fields.dates import FIRST_YEAR, LAST_YEAR
from shared.fields.numbers import WholeRule
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("campaigns", __name__, url_prefix="/v1")

YEAR = WholeRule(FIRST_YEAR, LAST_YEAR)


@blueprint.get("/data-campaigns")
@may_read("wage", staff=())
@blueprint.response(200, list_of(schemas.CampaignViewSchema))
def get_campaigns() -> Any:
    """List the January rounds of the employer, latest first."""
    return {"items": read(january_rounds.list_campaigns, actor=current_actor()), "next": None}


@blueprint.get("/data-campaigns/<year>/employees")
@may_read("wage", staff=())
@blueprint.arguments(schemas.CampaignEmployeeQuery, location="query")
@blueprint.response(200, list_of(schemas.CampaignEmployeeSchema))
def get_campaign_employees(query: dict[str, Any], year: str) -> Any:
    """List the employees whose data a January round asks for, by name."""
    query["changed"], number = query["changed"] == "true", YEAR.parse_text(year)
    deadline = deadline_of(number, current_app.extensions["settings"].january_deadline)
    return read(january_rounds.list_campaign_employees, actor=current_actor(), year=number, deadline=deadline, **query)


@blueprint.post("/data-campaigns/<year>/submissions")
@may_write("employee")
@idempotent
@blueprint.arguments(schemas.CampaignSchema)
@blueprint.response(201, schemas.ConfirmedDataSchema)
def post_submission(body: dict[str, Any], year: str) -> Any:
    """Confirm the data, with the wages and hours that changed on 1 January; also after the deadline."""
    number = YEAR.parse_text(year)
    confirmed = transaction(submit_january_data, actor=current_actor(), year=number, **body)
    return {"year": number, "employees_confirmed": confirmed}
