"""HTTP API of the insurer's acceptance: main contacts that wait for a call-back or for their first login."""
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.identity import queries
from services.identity.api import schemas
from services.identity.domain.accounts.account import AccountState
from services.identity.usecases.accounts.refuse_main_contact import refuse_main_contact
from shared.web.access import current_actor, requires
from shared.web.fields import Choice, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("acceptance", __name__, url_prefix="/v1")

ACCEPTANCE = ("insurer_acceptance",)
STORED = (AccountState.PENDING_VERIFICATION, AccountState.TEMPORARY, AccountState.ACTIVE, AccountState.BLOCKED,
          AccountState.CLOSED)


class MainContactsQuery(PageQuery):
    """Query parameters of the list."""

    state = Choice(AccountState, only=STORED, load_default=AccountState.PENDING_VERIFICATION)


class MainContactViewSchema(Schema):
    """A main contact with the request from which the account was made."""

    id = ma.String()
    state = ma.String()
    employer_id = ma.String()
    username = ma.String()
    salutation = ma.String()
    first_name = ma.String()
    infix = ma.String(allow_none=True)
    last_name = ma.String()
    email = ma.String()
    phone = ma.String()
    landline = ma.String(allow_none=True)
    policy_number = ma.String(allow_none=True)
    company_name = ma.String(allow_none=True)
    policy_company_name = ma.String(allow_none=True)
    doubt = ma.String(allow_none=True)
    verified_at = ma.AwareDateTime(allow_none=True)
    verified_by = ma.String(allow_none=True)
    created_at = ma.AwareDateTime()
    temporary_until = ma.Date(allow_none=True)
    version = ma.Integer()


@blueprint.get("/main-contacts")
@requires(roles=ACCEPTANCE)
@blueprint.arguments(MainContactsQuery, location="query")
@blueprint.response(200, list_of(MainContactViewSchema))
def get_main_contacts(query: dict[str, Any]) -> Any:
    """List main contacts in a state; by default those who wait for a call-back, longest first."""
    return read(queries.list_main_contacts, **query)


@blueprint.get("/main-contacts/<account_id>")
@requires(roles=ACCEPTANCE)
@blueprint.response(200, MainContactViewSchema)
def get_main_contact(account_id: str) -> Any:
    """Get one main contact."""
    contact = read(queries.get_main_contact, account_id=account_id)
    return with_etag(contact, contact.version)


@blueprint.post("/main-contacts/<account_id>/refusal")
@requires(roles=ACCEPTANCE)
@idempotent
@changes
@blueprint.arguments(schemas.BlockSchema)
@blueprint.response(200, schemas.AccountViewSchema)
def post_refusal(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Refuse a request that could not be confirmed; the employer can ask again."""
    account = transaction(refuse_main_contact, actor=current_actor(), account_id=account_id, reason=body["reason"],
                          version=version)
    return with_etag(account, account.version)
