"""HTTP API of the overviews."""
from typing import Any

from services.casework.api import overview_schemas as schemas
from services.casework.queries.overviews import get_overview
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.input.blueprints import Blueprint

blueprint = Blueprint("overviews", __name__, url_prefix="/v1")


@blueprint.get("/overviews/<kind>")
@may_read("statistics", staff=("casemanager", "absence_consultant", "company_doctor"))
@blueprint.arguments(schemas.OverviewQuery, location="query")
@blueprint.response(200, schemas.OverviewSchema)
def get_one_overview(query: dict[str, Any], kind: str) -> Any:
    """Get an overview: general_overview, per_employee_overview, absence_statistics or management_report."""
    return read_list(f"overviews/{kind}", get_overview, actor=current_actor(), kind=kind, **query)
