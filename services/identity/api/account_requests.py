"""HTTP API of requests by the form for strangers: the insurer's acceptance calls back and decides (R-191)."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.identity import queries
from services.identity.api import schemas
from services.identity.domain.requests import RequestState
from services.identity.messages.delivery import deliver_after
from services.identity.oauth.context import settings
from services.identity.usecases.accounts.accept_account_request import accept_account_request
from services.identity.usecases.accounts.refuse_account_request import refuse_account_request
from shared.web.access import current_actor, requires
from shared.web.fields import Choice, Flag, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("account_requests", __name__, url_prefix="/v1/account-requests")

ACCEPTANCE = ("insurer_acceptance",)


class QueueQuery(PageQuery):
    """Query parameters of the queue."""

    state = Choice(RequestState, load_default=RequestState.OPEN)


class CallBackSchema(Schema):
    """The confirmation that acceptance spoke with the employer."""

    called_back = Flag(required=True)


class AccountRequestSchema(Schema):
    """A request, the name on the policy, and what does not fit."""

    id = ma.String()
    state = ma.String()
    policy_number = ma.String()
    company_name = ma.String()
    policy_company_name = ma.String(allow_none=True)
    salutation = ma.String()
    first_name = ma.String()
    infix = ma.String(allow_none=True)
    last_name = ma.String()
    email = ma.String()
    phone = ma.String()
    remarks = ma.List(ma.String())
    requested_at = ma.AwareDateTime()
    decided_by = ma.String(allow_none=True)
    decided_at = ma.AwareDateTime(allow_none=True)
    reason = ma.String(allow_none=True)
    account_id = ma.String(allow_none=True)
    version = ma.Integer()


@blueprint.get("")
@requires(roles=ACCEPTANCE)
@blueprint.arguments(QueueQuery, location="query")
@blueprint.response(200, list_of(AccountRequestSchema))
def get_requests(query: dict[str, Any]) -> Any:
    """List the requests in a state: open ones oldest first."""
    return read(queries.list_account_requests, **query)


@blueprint.get("/<request_id>")
@requires(roles=ACCEPTANCE)
@blueprint.response(200, AccountRequestSchema)
def get_request(request_id: str) -> Any:
    """Get one request."""
    request = read(queries.read_account_request, request_id=request_id)
    return with_etag(request, request.version)


@blueprint.post("/<request_id>/acceptance")
@requires(roles=ACCEPTANCE)
@idempotent
@changes
@blueprint.arguments(CallBackSchema)
@blueprint.response(201, schemas.AccountViewSchema)
def post_acceptance(body: dict[str, Any], request_id: str, version: int | None) -> Any:
    """Make the main contact after the call-back; the temporary password is only mailed to the person."""
    issued = transaction(accept_account_request, actor=current_actor(), request_id=request_id, version=version,
                         called_back=body["called_back"], public_url=settings().public_url)
    deliver_after(issued.messages)
    return with_etag(issued.account, issued.account.version)


@blueprint.post("/<request_id>/refusal")
@requires(roles=ACCEPTANCE)
@idempotent
@changes
@blueprint.arguments(schemas.BlockSchema)
@blueprint.response(200, AccountRequestSchema)
def post_refusal(body: dict[str, Any], request_id: str, version: int | None) -> Any:
    """Refuse a request that could not be confirmed; nobody gets a mail."""
    transaction(refuse_account_request, actor=current_actor(), request_id=request_id, reason=body["reason"], version=version)
    return get_request(request_id)
