"""HTTP API of the claims of months: the work list of Team Claims, one claim, and decisions."""
from typing import Any

from services.claims.api.claim import schemas
from services.claims.queries.claim.one_claim import get_claim_view
from services.claims.queries.claim.what_if import suppose_month
from services.claims.queries.claim.worklist import Filters, count_month_claims, list_month_claims
from services.claims.usecases.claim.decide_month import MonthDecision, decide_month
from shared.access.list_readings import read_list
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("month_claims", __name__, url_prefix="/v1/month-claims")


@blueprint.get("")
@may_read("month_claim")
@blueprint.arguments(schemas.WorklistQuery, location="query")
@blueprint.response(200, list_of(schemas.ListedClaimSchema))
def get_month_claims(query: dict[str, Any]) -> Any:
    """List the claims of a tab, those to be decided first at the top."""
    filters = Filters(**{name: query.pop(name) for name in ("reason", "employer", "amount_from")})
    return read_list("month-claims", list_month_claims, filters=filters, **query)


@blueprint.get("/counts")
@may_read("month_claim")
@blueprint.arguments(schemas.FilterQuery, location="query")
@blueprint.response(200, schemas.CountsSchema)
def get_counts(query: dict[str, Any]) -> Any:
    """The number of claims of each tab."""
    return read(count_month_claims, filters=Filters(**query))


@blueprint.get("/<claim_number>")
@may_read("month_claim")
@blueprint.response(200, schemas.ClaimViewSchema)
def get_month_claim(claim_number: str) -> Any:
    """One claim with its versions, each line recomputed, the months of its case, and its history."""
    view = read(get_claim_view, claim_number=claim_number)
    return with_etag(view, view.claim.row_version)


@blueprint.get("/<claim_number>/what-if")
@may_read("month_claim")
@blueprint.arguments(schemas.WhatIfQuery, location="query")
@blueprint.response(200, schemas.SupposedMonthSchema)
def get_what_if(query: dict[str, Any], claim_number: str) -> Any:
    """The month with another annual wage or recovery; nothing is kept."""
    return read(suppose_month, claim_number=claim_number, **query)


@blueprint.post("/<claim_number>/decisions")
@may_write("month_claim")
@idempotent
@changes
@blueprint.arguments(schemas.MonthDecisionSchema)
@blueprint.response(200, schemas.MonthClaimSchema)
def post_decision(body: dict[str, Any], claim_number: str, version: int | None) -> Any:
    """Approve, ask for data, refuse, send back, reopen, or mark a month of the sample as seen."""
    return transaction(decide_month, actor=current_actor(), claim_number=claim_number, command=MonthDecision(**body),
                       version=version)
