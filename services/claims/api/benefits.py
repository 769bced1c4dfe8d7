"""HTTP API of calculated months."""
from typing import Any

from services.claims.api import schemas
from services.claims.queries import benefits
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("benefits", __name__, url_prefix="/v1")


@blueprint.get("/benefits")
@may_read("benefit")
@blueprint.arguments(schemas.BenefitQuery, location="query")
@blueprint.response(200, list_of(schemas.BenefitSchema))
def get_benefits(query: dict[str, Any]) -> Any:
    """List the latest calculation of each month."""
    return read_list("benefits", benefits.list_benefits, actor=current_actor(), **query)


@blueprint.get("/benefits/<absence_number>/<month>/explanation")
@may_read("benefit")
@blueprint.response(200, schemas.BenefitExplanationSchema)
def get_explanation(absence_number: str, month: str) -> Any:
    """Explain a month: the rule, the inputs and the recomputed amounts of each line."""
    return read(benefits.explain_benefit, actor=current_actor(), absence_number=absence_number, month=month)
