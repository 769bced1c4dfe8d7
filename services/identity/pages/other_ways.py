"""The pages of the other second factors: an app, a recovery code, a passkey, and the choice between them."""
from flask import Blueprint, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from services.identity import queries
from services.identity.domain.login.factors import Factor
from services.identity.domain.login.login import LoginStep
from services.identity.oauth.context import machine_now, settings
from services.identity.oauth.session_cookie import device_token, login_token
from services.identity.pages.login import STATIC
from services.identity.pages.rendering import allow_own_script
from services.identity.pages.steps import address_of, after_factor, lost, posted_login, require_login, step_page
from services.identity.queries import OpenLogin
from services.identity.usecases.factors.enter_factor import (
    GivenPasskey,
    begin_passkey_login,
    enter_app_code,
    enter_passkey,
    enter_recovery_code,
)
from services.identity.usecases.factors.passkeys import Site
from services.identity.usecases.login.enter_code import GivenCode
from services.identity.usecases.login.open_logins import LoginLost
from services.identity.usecases.login.second_step import FactorResult
from shared.observability.metrics import LOGINS
from shared.web.access import public
from shared.web.transactions import read, transaction

blueprint = Blueprint("other_ways", __name__, template_folder="templates")
blueprint.register_error_handler(LoginLost, lost)

LONGEST_CODE = 40
LONGEST_CREDENTIAL = 16_000
PASSWORD_OR_CODE = (LoginStep.PASSWORD, LoginStep.CODE)
WRONG_APP_CODE = ("Deze code klopt niet of is al gebruikt. Wacht tot de app een nieuwe code toont. "
                  "Na enkele pogingen moet u even wachten.")
WRONG_RECOVERY_CODE = "Deze herstelcode klopt niet of is al gebruikt. Na enkele pogingen moet u even wachten."
WRONG_PASSKEY = "Inloggen met deze passkey lukt niet. Probeer het opnieuw of kies een andere manier."


@blueprint.get("/static/passkey.js")
@public
def script() -> AnyResponse:
    """The script that asks the browser for a passkey."""
    return send_from_directory(STATIC, "passkey.js", max_age=3600)


@blueprint.get("/inloggen/andere-manier")
@public
def ways_page() -> AnyResponse:
    """Show the ways to take the second step."""
    login = require_login()
    if login.step is not LoginStep.CODE:
        return redirect(address_of(login), 303)
    return step_page("login/ways.html", login, ways=read(queries.list_ways, account_id=str(login.account_id)))


@blueprint.get("/inloggen/app")
@public
def app_page() -> AnyResponse:
    """Show the form for the code of the app."""
    return _form_at_second_step("login/app_code.html")


@blueprint.post("/inloggen/app")
@public
def post_app() -> AnyResponse:
    """Check the code of the app."""
    login, token = posted_login()
    command = GivenCode(token, _given_code(), device_token())
    result = transaction(enter_app_code, command=command, secrets=settings().secrets, now=machine_now())
    return _answer(login, result, Factor.TOTP, "login/app_code.html", WRONG_APP_CODE)


@blueprint.get("/inloggen/herstelcode")
@public
def recovery_page() -> AnyResponse:
    """Show the form for a recovery code."""
    return _form_at_second_step("login/recovery_code.html")


@blueprint.post("/inloggen/herstelcode")
@public
def post_recovery_code() -> AnyResponse:
    """Check a recovery code."""
    login, token = posted_login()
    result = transaction(enter_recovery_code, command=GivenCode(token, _given_code(), device_token()))
    return _answer(login, result, Factor.RECOVERY_CODE, "login/recovery_code.html", WRONG_RECOVERY_CODE)


@blueprint.get("/inloggen/passkey")
@public
def passkey_page() -> AnyResponse:
    """Show the button for a passkey, instead of the password or after it."""
    login = require_login()
    if login.step not in PASSWORD_OR_CODE:
        return redirect(address_of(login), 303)
    return _passkey_form(login, str(login_token()))


@blueprint.post("/inloggen/passkey")
@public
def post_passkey() -> AnyResponse:
    """Check the signature of a passkey."""
    login, token = posted_login()
    stays = request.form.get("stays") == "ja"
    command = GivenPasskey(token, request.form.get("credential", "")[:LONGEST_CREDENTIAL], device_token(), stays)
    result = transaction(enter_passkey, command=command, site=_site())
    _count(login, result, Factor.PASSKEY)
    if result.cookies is None:
        return _passkey_form(login, token, 401, error=WRONG_PASSKEY, stays=stays)
    return after_factor(login, result)


def _form_at_second_step(template: str) -> AnyResponse:
    login = require_login()
    return step_page(template, login) if login.step is LoginStep.CODE else redirect(address_of(login), 303)


def _given_code() -> str:
    return "".join(request.form.get("code", "")[:LONGEST_CODE].split())


def _answer(login: OpenLogin, result: FactorResult, factor: Factor, template: str, error: str) -> AnyResponse:
    """The next step, or the form with the error."""
    _count(login, result, factor)
    if result.cookies is None:
        return step_page(template, login, 401, error=error, error_code=result.outcome.value)
    return after_factor(login, result)


def _count(login: OpenLogin, result: FactorResult, factor: Factor) -> None:
    LOGINS.labels(login.channel, f"{factor.lower()}_{'accepted' if result.cookies else 'refused'}").inc()


def _passkey_form(login: OpenLogin, token: str, status: int = 200, error: str | None = None,
                  stays: bool = False) -> AnyResponse:
    options = transaction(begin_passkey_login, login_token=token, site=_site())
    return allow_own_script(step_page("login/passkey.html", login, status, options=options, error=error, stays=stays))


def _site() -> Site:
    return Site(settings().public_url)
