"""HTTP API of claims and guarantees."""
from typing import Any

from services.claims.api import schemas
from services.claims.queries import claims
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import read

blueprint = Blueprint("claims", __name__, url_prefix="/v1")

STAFF = ("insurer_claims",)
"""Perspectief and VRA see decisions on the guarantee in the dossiers that are assigned to them."""


@blueprint.get("/claims")
@may_read("claim")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.ClaimSchema))
def get_claims(query: dict[str, Any]) -> Any:
    """List the claims that the caller may see, by number."""
    return read_list("claims", claims.list_claims, actor=current_actor(), **query)


@blueprint.get("/claims/<absence_number>")
@may_read("claim")
@blueprint.response(200, schemas.ClaimSchema)
def get_claim(absence_number: str) -> Any:
    """One claim."""
    return read(claims.get_claim, actor=current_actor(), absence_number=absence_number)


@blueprint.get("/guarantees")
@may_read("guarantee", staff=STAFF)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.GuaranteeSchema))
def get_guarantees(query: dict[str, Any]) -> Any:
    """Decided gatekeeper guarantees, oldest first."""
    return read_list("guarantees", claims.list_guarantees, actor=current_actor(), **query)


@blueprint.get("/guarantees/<sanction_id>")
@may_read("guarantee", staff=STAFF)
@blueprint.response(200, schemas.GuaranteeSchema)
def get_guarantee(sanction_id: str) -> Any:
    """The guarantee of a wage sanction, with its months and what Perspectief was charged."""
    return read(claims.get_guarantee, actor=current_actor(), sanction_id=sanction_id)
