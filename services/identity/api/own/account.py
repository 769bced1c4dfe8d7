"""HTTP API of the own account: sessions, devices and the password."""
from typing import Any

from flask import Response, make_response

from services.identity import queries
from services.identity.api.own.account_schemas import CodeSentSchema, DeviceSchema, PasswordChangeSchema, SessionSchema
from services.identity.messages.delivery import deliver
from services.identity.oauth.context import code_book, machine_now, settings
from services.identity.usecases.password.change_password import PasswordChange, change_password
from services.identity.usecases.password.send_change_code import send_change_code
from services.identity.usecases.sessions.end_all_sessions import end_all_sessions
from services.identity.usecases.sessions.end_own_session import end_own_session
from services.identity.usecases.sessions.forget_device import forget_device
from shared.web.access import current_actor, own_account
from shared.web.fields import list_of
from shared.web.input.blueprints import Blueprint
from shared.web.problems import problem
from shared.web.transactions import idempotent, read, transaction

blueprint = Blueprint("own_account", __name__, url_prefix="/v1/own-account")


@blueprint.get("/sessions")
@own_account
@blueprint.response(200, list_of(SessionSchema))
def get_sessions() -> Any:
    """List the browsers that are signed in to the own account, the latest used first."""
    return read(queries.list_sessions, actor=current_actor(), idle=settings().idle_limit)


@blueprint.post("/sessions/<session_id>/end")
@own_account
@idempotent
@blueprint.response(204)
def post_session_end(session_id: str) -> Response:
    """Sign one browser out."""
    transaction(end_own_session, actor=current_actor(), session_id=session_id, now=machine_now())
    return make_response("", 204)


@blueprint.post("/sessions/end-all")
@own_account
@idempotent
@blueprint.response(204)
def post_sessions_end() -> Response:
    """Sign out everywhere, here too; no device stays signed in."""
    transaction(end_all_sessions, actor=current_actor(), now=machine_now())
    return make_response("", 204)


@blueprint.get("/devices")
@own_account
@blueprint.response(200, list_of(DeviceSchema))
def get_devices() -> Any:
    """List the browsers on which the own account has signed in, the latest used first."""
    return read(queries.list_devices, actor=current_actor())


@blueprint.post("/devices/<device_id>/forget")
@own_account
@idempotent
@blueprint.response(204)
def post_device_forget(device_id: str) -> Response:
    """Forget a device; it is signed out and no longer known."""
    transaction(forget_device, actor=current_actor(), device_id=device_id, now=machine_now())
    return make_response("", 204)


@blueprint.post("/password/codes")
@own_account
@blueprint.response(201, CodeSentSchema)
def post_password_code() -> Any:
    """Send the code for a change of the own password."""
    delivery = transaction(send_change_code, actor=current_actor(), book=code_book())
    return {"sending": delivery.sending if deliver(delivery.messages) else "FAILED"}


@blueprint.post("/password")
@own_account
@blueprint.arguments(PasswordChangeSchema)
@blueprint.response(204)
def post_password(body: PasswordChange) -> Response:
    """Change the own password; all other sessions end. Wrong old passwords and codes count towards the lock-out."""
    refusals = transaction(change_password, actor=current_actor(), command=body, book=code_book(), now=machine_now())
    if not refusals:
        return make_response("", 204)
    errors = [{"field": str(one.field), "code": one.code, "message": one.message} for one in refusals]
    return problem(422, code=refusals[0].code if len(refusals) == 1 else "input.invalid",
                   detail=" ".join(one.message for one in refusals), errors=errors)
