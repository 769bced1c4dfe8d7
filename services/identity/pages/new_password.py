"""The page on which a person replaces a temporary or forgotten password, the last step of such a login."""
from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from services.identity.domain.login.login import LoginStep
from services.identity.oauth.context import machine_now
from services.identity.oauth.session_cookie import device_token, give_cookies
from services.identity.pages.steps import address_of, back_to_portal, lost, posted_login, require_login, step_page
from services.identity.usecases.login.choose_password import NewPassword, choose_password
from services.identity.usecases.login.open_logins import LoginLost
from shared.kernel.refusals import Refusal, RuleViolated, Several
from shared.web.access import public
from shared.web.transactions import transaction

blueprint = Blueprint("new_password", __name__, template_folder="templates")
blueprint.register_error_handler(LoginLost, lost)


@blueprint.get("/wachtwoord-wijzigen")
@public
def new_password_page() -> AnyResponse:
    """Show the form for the new password."""
    login = require_login()
    if login.step is not LoginStep.NEW_PASSWORD:
        return redirect(address_of(login), 303)
    return step_page("login/new_password.html", login, errors={})


@blueprint.post("/wachtwoord-wijzigen")
@public
def post_new_password() -> AnyResponse:
    """Replace the password; reports all violated rules together."""
    login, token = posted_login()
    command = NewPassword(token, request.form.get("new_password", "")[:1024], request.form.get("new_password_again", "")[:1024],
                          device_token())
    try:
        cookies = transaction(choose_password, command=command, now=machine_now())
    except RuleViolated as refusal:
        return step_page("login/new_password.html", login, 422, errors=_by_field(refusal))
    return give_cookies(redirect(back_to_portal(login), 303), cookies)


def _by_field(refusal: Refusal) -> dict[str, list[Refusal]]:
    single = refusal.refusals if isinstance(refusal, Several) else [refusal]
    fields: dict[str, list[Refusal]] = {}
    for one in single:
        fields.setdefault(one.field or "new_password", []).append(one)
    return fields
