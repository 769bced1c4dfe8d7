"""Refuses everything but the change of the password while it is temporary (R-193)."""
from flask import Flask, request
from werkzeug.wrappers import Response as AnyResponse

from services.identity import queries
from services.identity.domain.login.login import LoginStep
from services.identity.oauth.context import settings
from services.identity.oauth.session_cookie import device_token, login_token
from services.identity.pages.rendering import page
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden
from shared.web.problems import problem
from shared.web.transactions import read

CODE = "password.change_required"
DETAIL = "Kies eerst een eigen wachtwoord. Daarna kunt u verder."
API = ("/v1/", "/admin/", "/oauth/userinfo")
LATER_STEPS = "/inloggen/"


def guard(app: Flask) -> None:
    """Check every request of a login that waits for a new password, and every access token of such an account."""
    app.before_request(_refuse_waiting_login)
    app.extensions["actor_check"] = _refuse_actor


def _refuse_waiting_login() -> AnyResponse | None:
    token = login_token()
    if token is None or not request.path.startswith((*API, LATER_STEPS)):
        return None
    login = read(queries.find_login, login_token=token, device_token=device_token(), idle=settings().idle_limit)
    if login is None or login.step is not LoginStep.NEW_PASSWORD:
        return None
    return problem(403, code=CODE, detail=DETAIL) if request.path.startswith(API) else page("login/must_change.html", 403)


def _refuse_actor(actor: Actor) -> None:
    """Refuse a token from before the helpdesk issued a temporary password."""
    if read(queries.must_change_password, account_id=actor.account_id):
        raise Forbidden("password.change_required", "Kies eerst een eigen wachtwoord. Daarna kunt u verder.")
