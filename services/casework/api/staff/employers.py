"""HTTP API of employers, for those who assign staff to them."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.casework.domain.guidance.regions import region_of
from services.casework.queries.staff import employers
from shared.fields.text import parse_search
from shared.web.access import may_read
from shared.web.fields import Word, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import read

blueprint = Blueprint("employers", __name__, url_prefix="/v1/employers")


class EmployersQuery(PageQuery):
    """Query parameters of the list."""

    search = Written(parse_search, load_default=None)
    without_consultant = Word(("true", "false"), data_key="withoutConsultant", load_default="false")


class EmployerSchema(Schema):
    """An employer."""

    employer_id = ma.String()
    company_name = ma.String()
    policy_number = ma.String()
    region = ma.Function(lambda policy: region_of(policy.postcode))


@blueprint.get("")
@may_read("staffing")
@blueprint.arguments(EmployersQuery, location="query")
@blueprint.response(200, list_of(EmployerSchema))
def get_employers(query: dict[str, Any]) -> Any:
    """List employers by company name, once for each policy; on request only those without an active consultant."""
    return read(employers.list_employers, **query | {"without_consultant": query["without_consultant"] == "true"})


@blueprint.get("/<employer_id>")
@may_read("staffing")
@blueprint.response(200, EmployerSchema)
def get_employer(employer_id: str) -> Any:
    """Get one employer."""
    return read(employers.get_employer, employer_id=employer_id)
