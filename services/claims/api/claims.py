"""Claims, recourse files and guarantees over HTTP."""
from typing import Any

from flask_smorest import Blueprint

from services.claims import queries
from services.claims.api import schemas
from shared.web.access import current_actor, requires
from shared.web.transactions import read

blueprint = Blueprint("claims", __name__, url_prefix="/v1")

EMPLOYER = ("EMPLOYEE_DATA",)
STAFF = ("insurer_claims",)


@blueprint.get("/claims")
@requires(*EMPLOYER, "SICK_REPORTS", roles=STAFF)
@blueprint.response(200, schemas.items(schemas.ClaimSchema))
def get_claims() -> Any:
    """All claims."""
    return {"items": read(queries.list_claims, actor=current_actor())}


@blueprint.get("/claims/<absence_number>")
@requires(*EMPLOYER, "SICK_REPORTS", roles=STAFF)
@blueprint.response(200, schemas.ClaimSchema)
def get_claim(absence_number: str) -> Any:
    """One claim."""
    return read(queries.get_claim, actor=current_actor(), absence_number=absence_number)


@blueprint.get("/guarantees")
@requires(*EMPLOYER, "SICK_REPORTS", roles=(*STAFF, "casemanager"))
@blueprint.response(200, schemas.items(schemas.GuaranteeSchema))
def get_guarantees() -> Any:
    """Decided gatekeeper guarantees."""
    return {"items": read(queries.list_guarantees, actor=current_actor())}


@blueprint.get("/recourse-files")
@requires("SICK_REPORTS", roles=(*STAFF, "legal_aid"))
@blueprint.response(200, schemas.items(schemas.RecourseSchema))
def get_recourse_files() -> Any:
    """Recourse files."""
    return {"items": read(queries.list_recourse_files, actor=current_actor())}
