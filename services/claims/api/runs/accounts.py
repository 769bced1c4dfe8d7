"""HTTP API of changed accounts of employers."""
from typing import Any

from flask import current_app
from marshmallow import Schema
from marshmallow import fields as ma

from services.claims.queries.runs.accounts import list_account_changes
from services.claims.usecases.runs.confirm_account import confirm_account
from shared.fields.iban import parse_iban
from shared.web.access import current_actor, may_read, may_write
from shared.web.fields import Written, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("accounts", __name__, url_prefix="/v1/account-changes")


class AccountFormSchema(Schema):
    """The account that the person saw."""

    iban = Written(parse_iban, required=True)


class ConfirmationSchema(Schema):
    """Who confirmed a changed account, and the day from which it is used."""

    confirmed_by = ma.String()
    confirmed_at = ma.AwareDateTime()
    usable_from = ma.Date()


class AccountChangeSchema(Schema):
    """A policy whose account is not the one of its last payment."""

    policy_number = ma.String()
    company_name = ma.String()
    iban = ma.String()
    last = ma.String()
    confirmation = ma.Nested(ConfirmationSchema, allow_none=True)


@blueprint.get("")
@may_read("payment_run")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(AccountChangeSchema))
def get_changes(query: dict[str, Any]) -> Any:
    """List changed accounts: confirmed, or waiting for a second person."""
    return read(list_account_changes, **query)


@blueprint.post("/<policy_number>/confirmation")
@may_write("payment_run")
@idempotent
@blueprint.arguments(AccountFormSchema)
@blueprint.response(200, ConfirmationSchema)
def post_confirmation(body: dict[str, Any], policy_number: str) -> Any:
    """Confirm a changed account, once; it is used after the wait, and until then the former one."""
    wait: int = current_app.extensions["settings"].account_wait_days
    return transaction(confirm_account, actor=current_actor(), policy_number=policy_number, wait_days=wait, **body)
