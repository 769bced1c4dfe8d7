"""The page of username and password. Every form has a CSRF token of its login; a successful POST redirects."""
from pathlib import Path

from flask import Blueprint, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity.domain.login.login import LoginStep
from services.identity.messages.delivery import deliver
from services.identity.oauth.context import code_book
from services.identity.oauth.session_cookie import device_token
from services.identity.pages.steps import (
    address_of,
    lost,
    notice_of,
    posted_login,
    require_login,
    step_page,
)
from services.identity.usecases.login.enter_password import Credentials, enter_password
from services.identity.usecases.login.open_logins import LoginLost
from shared.observability.metrics import LOGINS
from shared.web.access import public
from shared.web.transactions import transaction

blueprint = Blueprint("login", __name__, template_folder="templates")
blueprint.register_error_handler(LoginLost, lost)

STATIC = Path(__file__).parents[1] / "static"
WRONG_PASSWORD = "De gebruikersnaam of het wachtwoord klopt niet. Na enkele pogingen moet u even wachten."


@blueprint.get("/static/identity.css")
@public
def style() -> AnyResponse:
    """The style sheet of the pages."""
    return send_from_directory(STATIC, "identity.css", max_age=3600)


@blueprint.get("/inloggen")
@public
def password_page() -> AnyResponse:
    """Show the form for username and password."""
    login = require_login()
    if login.step is LoginStep.SIGNED_IN:
        return redirect(address_of(login), 303)
    return step_page("login/password.html", login)


@blueprint.post("/inloggen")
@public
def post_password() -> AnyResponse:
    """Check username and password; all refusals have the same response."""
    login, token = posted_login()
    username = request.form.get("username", "")[:254]
    stays = request.form.get("stays") == "ja"
    command = Credentials(token, username, request.form.get("password", "")[:1024], stays, device_token())
    result = transaction(enter_password, command=command, book=code_book())
    LOGINS.labels(login.channel, "code_sent" if result.accepted else "password_refused").inc()
    if result.has_app:
        return redirect(url_for("other_ways.app_page"), 303)
    notice = notice_of(result.sending, is_sent=deliver(result.messages))
    if not result.accepted:
        return step_page("login/password.html", login, 401, username=username, stays=stays, error=WRONG_PASSWORD)
    return redirect(url_for("code.code_page", melding=notice), 303)
