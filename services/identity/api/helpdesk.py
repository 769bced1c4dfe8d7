"""HTTP API of requests to the helpdesk, for the employer's main contact."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load, pre_load
from marshmallow import fields as ma

from services.identity import queries
from services.identity.api.schemas import parse_email_address, parse_mobile_number
from services.identity.domain.accounts.person import Salutation
from services.identity.domain.requests import NEEDED, RequestKind
from services.identity.usecases.helpdesk.request_help import NewRequest, request_help
from shared.fields.identifiers import parse_id
from shared.fields.names import parse_infix, parse_name
from shared.web.access import current_actor, requires
from shared.web.fields import Choice, CodedMessage, Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import with_etag

blueprint = Blueprint("helpdesk", __name__, url_prefix="/v1")

MANAGE = "RIGHTS_MANAGEMENT"
REQUIRED = CodedMessage("input.required", "Vul dit in.")
NOT_HERE = CodedMessage("input.unknown", "Dit veld hoort niet bij deze aanvraag.")


class RequestSchema(Schema):
    """A request; which fields are mandatory depends on the kind."""

    kind = Choice(RequestKind, required=True)
    account_id = Written(parse_id, load_default=None)
    salutation = Choice(Salutation, load_default=None)
    first_name = Written(parse_name, load_default=None)
    infix = Written(parse_infix, load_default=None, allow_none=True)
    last_name = Written(parse_name, load_default=None)
    email = Written(parse_email_address, load_default=None)
    phone = Written(parse_mobile_number, load_default=None)

    @pre_load
    def drop_empty(self, data: Any, **_: Any) -> Any:
        """Treat an empty infix, as forms send it, as absent."""
        return {k: v for k, v in data.items() if (k, v) != ("infix", "")} if isinstance(data, dict) else data

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewRequest:
        """The command of the use case.

        :raises ValidationError: if the fields do not match the kind
        """
        needed = NEEDED[data["kind"]]
        allowed = {"kind", *needed} | ({"infix"} if "last_name" in needed else set())
        wrong = {name: [REQUIRED] for name in needed if data[name] is None}
        wrong |= {name: [NOT_HERE] for name, value in data.items() if value is not None and name not in allowed}
        if wrong:
            raise ValidationError(wrong)
        contact = {name: data[name].value for name in ("email", "phone") if data[name] is not None}
        return NewRequest(**data | contact)


class RequestViewSchema(Schema):
    """A request for the main contact who sent it."""

    id = ma.String()
    kind = ma.String()
    state = ma.String()
    account_id = ma.String(allow_none=True)
    salutation = ma.String(allow_none=True)
    first_name = ma.String(allow_none=True)
    infix = ma.String(allow_none=True)
    last_name = ma.String(allow_none=True)
    email = ma.String(allow_none=True)
    phone = ma.String(allow_none=True)
    requested_at = ma.AwareDateTime()
    decided_at = ma.AwareDateTime(allow_none=True)
    decision_reason = ma.String(allow_none=True)
    version = ma.Integer()


@blueprint.post("/helpdesk-requests")
@requires(MANAGE)
@idempotent
@blueprint.arguments(RequestSchema)
@blueprint.response(201, RequestViewSchema)
def post_request(body: NewRequest) -> Any:
    """Ask the helpdesk for an extra account, or for another address or number of a colleague; it calls back first."""
    request = transaction(request_help, actor=current_actor(), command=body)
    return with_etag(request, request.version)


@blueprint.get("/helpdesk-requests")
@requires(MANAGE)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(RequestViewSchema))
def get_requests(query: dict[str, Any]) -> Any:
    """List the requests of the actor's employer, newest first."""
    return read(queries.list_requests, employer_id=current_actor().employer_id, **query)
