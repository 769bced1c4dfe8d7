"""HTTP API of employers, for those who assign staff to them."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.queries.staff import employers
from shared.fields.text import parse_search
from shared.web.access import may_read
from shared.web.fields import Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import read

blueprint = Blueprint("employers", __name__, url_prefix="/v1/employers")


class EmployersQuery(PageQuery):
    """Query parameters of the list."""

    search = Written(parse_search, load_default=None)


class EmployerSchema(Schema):
    """An employer."""

    employer_id = ma.String()
    company_name = ma.String()
    policy_number = ma.String()


@blueprint.get("")
@may_read("staffing")
@blueprint.arguments(EmployersQuery, location="query")
@blueprint.response(200, list_of(EmployerSchema))
def get_employers(query: dict[str, Any]) -> Any:
    """List employers by company name, once for each policy."""
    return read(employers.list_employers, **query)


@blueprint.get("/<employer_id>")
@may_read("staffing")
@blueprint.response(200, EmployerSchema)
def get_employer(employer_id: str) -> Any:
    """Get one employer."""
    return read(employers.get_employer, employer_id=employer_id)
