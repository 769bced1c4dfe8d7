"""HTTP API of the employers for whom a person works."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.identity import queries
from shared.web.access import current_actor, own_account
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read

blueprint = Blueprint("employers", __name__, url_prefix="/v1")


class EmployerSchema(Schema):
    """An employer for whom the person works."""

    employer_id = ma.String()
    company_name = ma.String(allow_none=True)
    rights = ma.List(ma.String())
    is_current = ma.Boolean()


@blueprint.get("/own-account/employers")
@own_account
@blueprint.response(200, list_of(EmployerSchema))
def get_employers() -> Any:
    """List the employers for whom the person works today; a refresh of the tokens with `employer_id` switches to one of them."""
    actor = current_actor()
    return {"items": read(queries.list_employers, account_id=actor.account_id, employer_id=actor.employer_id), "next": None}
