"""Calculated months over HTTP."""
from typing import Any

from flask_smorest import Blueprint

from services.claims import queries
from services.claims.api import schemas
from shared.web.access import current_actor, requires
from shared.web.transactions import read

blueprint = Blueprint("benefits", __name__, url_prefix="/v1")


@blueprint.get("/benefits")
@requires("EMPLOYEE_DATA", roles=("insurer_claims",))
@blueprint.arguments(schemas.BenefitQuery, location="query")
@blueprint.response(200, schemas.items(schemas.BenefitSchema))
def get_benefits(query: dict[str, Any]) -> Any:
    """The latest calculation of each month."""
    return {"items": read(queries.list_benefits, actor=current_actor(), **query)}
