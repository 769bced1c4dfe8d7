"""HTTP API of requests for legal aid (R-032 to R-034)."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.domain.legal_aid.legal_aid import LegalAidKind
from services.claims.queries.legal_aid import list_legal_aid_requests
from services.claims.usecases.legal_aid.request_legal_aid import LegalAidForm, request_legal_aid
from shared.access.list_readings import read_list
from shared.fields.identifiers import parse_id
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Choice, Flag, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, transaction

blueprint = Blueprint("legal_aid", __name__, url_prefix="/v1/legal-aid-requests")


class LegalAidFormSchema(Schema):
    """The kind of dispute; `costs_accepted` is needed for every request after the first."""

    kind = Choice(LegalAidKind, required=True)
    costs_accepted = Flag(load_default=False)
    absence_number = Written(parse_id, load_default=None, allow_none=True)


class LegalAidRequestSchema(Schema):
    """A request; the absence is the one that the dispute is about, if there is one."""

    request_number = ma.String()
    employer_id = ma.String()
    policy_number = ma.String()
    absence_number = ma.String(allow_none=True)
    kind = ma.String()
    status = ma.String()
    free_of_charge = ma.Boolean()
    costs_accepted = ma.Boolean()
    requested_at = ma.AwareDateTime()


class ListedRequestSchema(Schema):
    """A request with the name of the company."""

    request = ma.Nested(LegalAidRequestSchema)
    company_name = ma.String()


@blueprint.post("")
@may_write("legal_aid_request")
@idempotent
@blueprint.arguments(LegalAidFormSchema)
@blueprint.response(201, LegalAidRequestSchema)
def post_request(body: dict[str, Any]) -> Any:
    """Request legal aid; the first request of an employer is free."""
    return transaction(request_legal_aid, actor=current_actor(), command=LegalAidForm(**body))


@blueprint.get("")
@may_read("legal_aid_request")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ListedRequestSchema))
def get_requests(query: dict[str, Any]) -> Any:
    """List the requests of the employer, or all for staff, latest first."""
    return read_list("legal-aid-requests", list_legal_aid_requests, actor=current_actor(), **query)
