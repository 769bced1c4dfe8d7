"""HTTP API of the helpdesk: its queue of requests, and accounts without any case data (domain.md §7.5, C2)."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load
from marshmallow import fields as ma

from services.identity import queries
from services.identity.api import schemas
from services.identity.api.helpdesk import RequestViewSchema
from services.identity.domain.requests import RequestState
from services.identity.messages.delivery import deliver_after
from services.identity.oauth.context import machine_now, settings
from services.identity.usecases.helpdesk.change_contact_of_guest import NewContact, change_contact_of_guest
from services.identity.usecases.helpdesk.execute_request import Execution, execute_request
from services.identity.usecases.helpdesk.refuse_request import refuse_request
from services.identity.usecases.helpdesk.reset_password import reset_password
from shared.fields.text import parse_explanation, parse_text
from shared.web.access import current_actor, requires
from shared.web.fields import Choice, CodedMessage, Flag, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("helpdesk_queue", __name__, url_prefix="/admin/v1")

HELPDESK = ("camas_helpdesk",)
ACCOUNT_READERS = ("camas_helpdesk", "platform_admin", "insurer_acceptance")
LONGEST_SEARCH = 100


def parse_search(raw: object) -> str:
    """A part of a name, a username or an address."""
    return parse_text(raw, longest=LONGEST_SEARCH)


class QueueQuery(PageQuery):
    """Query parameters of the queue."""

    state = Choice(RequestState, load_default=RequestState.OPEN)


class AccountsQuery(PageQuery):
    """Query parameters of the search for accounts."""

    search = Written(parse_search, load_default=None)


class QueuedRequestSchema(RequestViewSchema):
    """A request with what the helpdesk needs to call back."""

    employer_id = ma.String()
    company_name = ma.String(allow_none=True)
    requester_name = ma.String()
    requester_phone = ma.String()
    requester_is_contact = ma.Boolean()
    account_name = ma.String(allow_none=True)
    account_username = ma.String(allow_none=True)
    account_email = ma.String(allow_none=True)
    account_phone = ma.String(allow_none=True)


class ExecutionSchema(Schema):
    """The confirmation that the helpdesk spoke with the main contact at the number on file."""

    called_back = Flag(required=True)


class NewContactSchema(ExecutionSchema):
    """Another address or number of a third party, or both."""

    email = Written(schemas.parse_email_address, load_default=None, allow_none=True)
    phone = Written(schemas.parse_mobile_number, load_default=None, allow_none=True)

    @post_load
    def check(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Require one of both.

        :raises ValidationError: at the address
        """
        if data["email"] is None and data["phone"] is None:
            raise ValidationError({"email": [CodedMessage("input.required", "Vul een e-mailadres of een nummer in.")]})
        return data


class RefusalSchema(Schema):
    """Why a request is refused, for the main contact."""

    reason = Written(parse_explanation, required=True)


@blueprint.get("/helpdesk-requests")
@requires(roles=HELPDESK)
@blueprint.arguments(QueueQuery, location="query")
@blueprint.response(200, list_of(QueuedRequestSchema))
def get_queue(query: dict[str, Any]) -> Any:
    """List the requests in a state: open ones oldest first."""
    return read(queries.list_queue, **query)


@blueprint.get("/helpdesk-requests/<request_id>")
@requires(roles=HELPDESK)
@blueprint.response(200, QueuedRequestSchema)
def get_request(request_id: str) -> Any:
    """Get one request."""
    request = read(queries.get_queued_request, request_id=request_id)
    return with_etag(request, request.version)


@blueprint.post("/helpdesk-requests/<request_id>/execution")
@requires(roles=HELPDESK)
@idempotent
@changes
@blueprint.arguments(ExecutionSchema)
@blueprint.response(200, RequestViewSchema)
def post_execution(body: dict[str, Any], request_id: str, version: int | None) -> Any:
    """Execute a request after the call-back; the old address or number gets a notice."""
    done = transaction(execute_request, actor=current_actor(), command=Execution(request_id, body["called_back"], version),
                       now=machine_now(), public_url=settings().public_url)
    deliver_after(done.messages)
    return with_etag(done.request, done.request.version)


@blueprint.post("/helpdesk-requests/<request_id>/refusal")
@requires(roles=HELPDESK)
@idempotent
@changes
@blueprint.arguments(RefusalSchema)
@blueprint.response(200, RequestViewSchema)
def post_refusal(body: dict[str, Any], request_id: str, version: int | None) -> Any:
    """Refuse a request with a reason."""
    request = transaction(refuse_request, actor=current_actor(), request_id=request_id, reason=body["reason"], version=version)
    return with_etag(request, request.version)


@blueprint.get("/accounts")
@requires(roles=ACCOUNT_READERS)
@blueprint.arguments(AccountsQuery, location="query")
@blueprint.response(200, list_of(schemas.AnyAccountSchema))
def get_accounts(query: dict[str, Any]) -> Any:
    """Find accounts by a part of a name, a username or an address."""
    return read(queries.search_accounts, **query)


@blueprint.get("/accounts/<account_id>")
@requires(roles=ACCOUNT_READERS)
@blueprint.response(200, schemas.AnyAccountSchema)
def get_account(account_id: str) -> Any:
    """Get one account."""
    account = read(queries.get_any_account, account_id=account_id)
    return with_etag(account, account.version)


@blueprint.post("/accounts/<account_id>/temporary-password")
@requires(roles=HELPDESK)
@idempotent
@changes
@blueprint.arguments(ExecutionSchema)
@blueprint.response(200, schemas.AnyAccountSchema)
def post_temporary_password(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Mail a temporary password after the call-back; all sessions of the account end."""
    messages = transaction(reset_password, actor=current_actor(), account_id=account_id, called_back=body["called_back"],
                           version=version, public_url=settings().public_url, now=machine_now())
    deliver_after(messages)
    account = transaction(queries.get_any_account, account_id=account_id)
    return with_etag(account, account.version)


@blueprint.post("/accounts/<account_id>/contact")
@requires(roles=HELPDESK)
@idempotent
@changes
@blueprint.arguments(NewContactSchema)
@blueprint.response(200, schemas.AnyAccountSchema)
def post_contact(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Change the address or number of a third party after the call-back; every employer concerned gets a notice."""
    messages = transaction(change_contact_of_guest, actor=current_actor(), now=machine_now(),
                           command=NewContact(account_id, version=version, **body))
    deliver_after(messages)
    account = transaction(queries.get_any_account, account_id=account_id)
    return with_etag(account, account.version)
