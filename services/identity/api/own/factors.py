"""HTTP API of the own second factors. No call switches it off: the code by SMS or e-mail remains (R-172)."""
import json
from typing import Any

from flask import Response, make_response

from services.identity import queries
from services.identity.api.own.factor_schemas import (
    AppCodeSchema,
    FactorsSchema,
    NewAppSchema,
    PasskeyOptionsSchema,
    PasskeySchema,
    PasskeyViewSchema,
    RecoveryCodesSchema,
)
from services.identity.oauth.context import machine_now, settings
from services.identity.usecases.factors.passkeys import NewPasskey, Site, add_passkey, begin_passkey, remove_passkey
from services.identity.usecases.factors.recovery_codes import issue_recovery_codes
from services.identity.usecases.factors.totp_app import begin_app, confirm_app, remove_app
from shared.kernel.refusals import Forbidden
from shared.web.access import current_actor, own_account
from shared.web.input.blueprints import Blueprint
from shared.web.transactions import read, transaction

blueprint = Blueprint("factors", __name__, url_prefix="/v1/own-account")

TURN_TO_CONTACT = ("Dit wijzigt u niet zelf. Vraag de contactpersoon binnen uw bedrijf om de helpdesk te verzoeken uw {what} te "
                   "wijzigen.")


@blueprint.get("/factors")
@own_account
@blueprint.response(200, FactorsSchema)
def get_factors() -> Any:
    """List the second factors of the own account."""
    return read(queries.get_own_factors, account_id=current_actor().account_id)


@blueprint.post("/factors/app")
@own_account
@blueprint.response(201, NewAppSchema)
def post_app() -> Any:
    """Make the key of an authenticator app, which becomes a factor when its first code is confirmed."""
    return transaction(begin_app, actor=current_actor(), secrets=settings().secrets, now=machine_now())


@blueprint.post("/factors/app/confirm")
@own_account
@blueprint.arguments(AppCodeSchema)
@blueprint.response(204)
def post_app_confirmation(body: dict[str, Any]) -> Response:
    """Confirm the app with its first code."""
    transaction(confirm_app, actor=current_actor(), code=body["code"], secrets=settings().secrets, now=machine_now())
    return make_response("", 204)


@blueprint.post("/factors/app/remove")
@own_account
@blueprint.response(204)
def post_app_removal() -> Response:
    """Remove the app."""
    transaction(remove_app, actor=current_actor(), now=machine_now())
    return make_response("", 204)


@blueprint.post("/factors/passkeys/options")
@own_account
@blueprint.response(200, PasskeyOptionsSchema)
def post_passkey_options() -> Any:
    """Start to add a passkey: the options for `navigator.credentials.create`."""
    options = transaction(begin_passkey, actor=current_actor(), site=Site(settings().public_url), now=machine_now())
    return {"options": json.loads(options)}


@blueprint.post("/factors/passkeys")
@own_account
@blueprint.arguments(PasskeySchema)
@blueprint.response(201, PasskeyViewSchema)
def post_passkey(body: NewPasskey) -> Any:
    """Add the passkey that the browser made."""
    return transaction(add_passkey, actor=current_actor(), command=body, site=Site(settings().public_url), now=machine_now())


@blueprint.post("/factors/passkeys/<passkey_id>/remove")
@own_account
@blueprint.response(204)
def post_passkey_removal(passkey_id: str) -> Response:
    """Remove a passkey."""
    transaction(remove_passkey, actor=current_actor(), passkey_id=passkey_id, now=machine_now())
    return make_response("", 204)


@blueprint.post("/factors/recovery-codes")
@own_account
@blueprint.response(201, RecoveryCodesSchema)
def post_recovery_codes() -> Any:
    """Issue ten recovery codes, shown this once; earlier ones become invalid."""
    return {"codes": list(transaction(issue_recovery_codes, actor=current_actor(), now=machine_now()))}


@blueprint.put("/email")
@own_account
@blueprint.response(204)
def put_email() -> Response:
    """Refuse a change of the own address: the helpdesk makes it, asked by the contact (R-178)."""
    raise Forbidden("account.email_by_helpdesk", TURN_TO_CONTACT.format(what="e-mailadres"))


@blueprint.put("/phone")
@own_account
@blueprint.response(204)
def put_phone() -> Response:
    """Refuse a change of the own number: the helpdesk makes it, asked by the contact (R-201)."""
    raise Forbidden("account.phone_by_helpdesk", TURN_TO_CONTACT.format(what="telefoonnummer"))
