"""HTTP API of accounts: the insurer creates main contacts, main contacts manage other accounts."""
from typing import Any

from flask import make_response

from services.identity import queries
from services.identity.account_view import AccountView
from services.identity.api import schemas
from services.identity.messages.delivery import deliver_after
from services.identity.oauth.context import machine_now, settings
from services.identity.usecases.accounts.block_account import block_account
from services.identity.usecases.accounts.create_account import NewAccount, create_account
from services.identity.usecases.accounts.create_main_contact import NewMainContact, create_main_contact
from services.identity.usecases.accounts.new_accounts import AccountIssued
from services.identity.usecases.accounts.reissue_password import reissue_password
from services.identity.usecases.accounts.replace_main_contact import (
    Replacement,
    block_main_contact,
    replace_main_contact,
)
from services.identity.usecases.accounts.unblock_account import Unblock, unblock_account, unblock_main_contact
from services.identity.usecases.accounts.verify_main_contact import verify_main_contact
from services.identity.usecases.grants.change_rights import NewRights, change_rights
from shared.web.access import current_actor, requires
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, with_etag

blueprint = Blueprint("accounts", __name__, url_prefix="/v1")

MANAGE = "RIGHTS_MANAGEMENT"
ACCEPTANCE = ("insurer_acceptance",)


def _issued(result: AccountIssued) -> Any:
    deliver_after(result.messages)
    return _shown(result.account)


def _shown(account: AccountView) -> Any:
    return with_etag(account, account.version)


@blueprint.post("/main-contacts")
@requires(roles=ACCEPTANCE)
@idempotent
@blueprint.arguments(schemas.MainContactSchema)
@blueprint.response(201, schemas.AccountViewSchema)
def post_main_contact(body: NewMainContact) -> Any:
    """Create the main contact of a policy; the temporary password is only mailed to the person."""
    return _issued(transaction(create_main_contact, actor=current_actor(), command=body, public_url=settings().public_url))


@blueprint.post("/main-contacts/<account_id>/verifications")
@requires(roles=ACCEPTANCE)
@idempotent
@changes
@blueprint.response(200, schemas.AccountViewSchema)
def post_verification(account_id: str, version: int | None) -> Any:
    """Record that the insurer called back and confirmed the request."""
    return _issued(transaction(verify_main_contact, actor=current_actor(), account_id=account_id, version=version,
                               public_url=settings().public_url))


@blueprint.post("/main-contacts/<account_id>/replacement")
@requires(roles=ACCEPTANCE)
@idempotent
@changes
@blueprint.arguments(schemas.ReplacementSchema)
@blueprint.response(201, schemas.AccountViewSchema)
def post_replacement(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Make a colleague or somebody new the main contact; the earlier one becomes a colleague or is blocked."""
    command = Replacement(account_id, version=version, **body)
    return _issued(transaction(replace_main_contact, actor=current_actor(), command=command, now=machine_now(),
                               public_url=settings().public_url))


@blueprint.post("/main-contacts/<account_id>/block")
@requires(roles=(*ACCEPTANCE, "platform_admin"))
@idempotent
@changes
@blueprint.arguments(schemas.BlockSchema)
@blueprint.response(200, schemas.AccountViewSchema)
def post_block_of_main_contact(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Block the main contact."""
    return _issued(transaction(block_main_contact, actor=current_actor(), account_id=account_id, reason=body["reason"],
                               version=version, now=machine_now()))


@blueprint.post("/main-contacts/<account_id>/unblock")
@requires(roles=(*ACCEPTANCE, "platform_admin"))
@idempotent
@changes
@blueprint.arguments(schemas.UnblockSchema)
@blueprint.response(200, schemas.AccountViewSchema)
def post_unblock_of_main_contact(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Give the main contact the account back, with a temporary password."""
    command = Unblock(account_id, body["reason"], version)
    return _issued(transaction(unblock_main_contact, actor=current_actor(), command=command, now=machine_now(),
                               public_url=settings().public_url))


@blueprint.get("/main-contacts/<account_id>/colleagues")
@requires(roles=ACCEPTANCE)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.AccountViewSchema))
def get_colleagues(query: dict[str, Any], account_id: str) -> Any:
    """List the colleagues who can follow the main contact."""
    contact = read(queries.get_main_contact, account_id=account_id)
    return read(queries.list_successors, employer_id=contact.employer_id, **query)


@blueprint.get("/accounts")
@requires(MANAGE)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(schemas.AccountViewSchema))
def get_accounts(query: dict[str, Any]) -> Any:
    """List the accounts of the actor's employer."""
    return read(queries.list_accounts, employer_id=current_actor().employer_id, **query)


@blueprint.post("/accounts")
@requires(MANAGE)
@idempotent
@blueprint.arguments(schemas.AccountSchema)
@blueprint.response(201, schemas.AccountViewSchema)
def post_account(body: NewAccount) -> Any:
    """Create an account for a colleague or a third party."""
    return _issued(transaction(create_account, actor=current_actor(), command=body, public_url=settings().public_url))


@blueprint.get("/accounts/<account_id>")
@requires(MANAGE)
@blueprint.response(200, schemas.AccountViewSchema)
def get_account(account_id: str) -> Any:
    """Get one account of the actor's employer."""
    return _shown(read(queries.get_own_account, account_id=account_id, employer_id=current_actor().employer_id))


@blueprint.put("/accounts/<account_id>/rights")
@requires(MANAGE)
@changes
@blueprint.arguments(schemas.RightsSchema)
@blueprint.response(200, schemas.AccountViewSchema)
def put_rights(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Replace the rights of an account."""
    command = NewRights(account_id, frozenset(body["rights"]), version, body["ends_on"])
    return _shown(transaction(change_rights, actor=current_actor(), command=command, now=machine_now()))


@blueprint.post("/accounts/<account_id>/block")
@requires(MANAGE)
@idempotent
@changes
@blueprint.arguments(schemas.BlockSchema)
@blueprint.response(200, schemas.AccountViewSchema)
def post_block(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Block an account."""
    command = schemas.block_of(body, account_id, version)
    return _shown(transaction(block_account, actor=current_actor(), command=command, now=machine_now()))


@blueprint.post("/accounts/<account_id>/unblock")
@requires(MANAGE)
@idempotent
@changes
@blueprint.arguments(schemas.UnblockSchema)
@blueprint.response(200, schemas.AccountViewSchema)
def post_unblock(body: dict[str, Any], account_id: str, version: int | None) -> Any:
    """Give a colleague the account back, with a temporary password."""
    command = Unblock(account_id, body["reason"], version)
    return _issued(transaction(unblock_account, actor=current_actor(), command=command, now=machine_now(),
                               public_url=settings().public_url))


@blueprint.post("/accounts/<account_id>/temporary-password")
@requires(MANAGE, roles=ACCEPTANCE)
@idempotent
@changes
@blueprint.response(202)
def post_temporary_password(account_id: str, version: int | None) -> Any:
    """Mail a new temporary password for a first login that did not happen in time."""
    mails = transaction(reissue_password, actor=current_actor(), account_id=account_id, version=version,
                        public_url=settings().public_url, now=machine_now())
    deliver_after(mails)
    return make_response("", 202)
