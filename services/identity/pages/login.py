"""The pages of the three login steps. Every form has a CSRF token of its login; a successful POST redirects."""
import hmac
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity import queries
from services.identity.domain.login.code import CodeBook, CodeOutcome, Sending
from services.identity.domain.login.login import LoginStep
from services.identity.messages.delivery import deliver
from services.identity.oauth.context import settings
from services.identity.oauth.session_cookie import give_cookie, login_token
from services.identity.pages.rendering import page
from services.identity.queries import OpenLogin
from services.identity.usecases.login.choose_password import NewPassword, choose_password
from services.identity.usecases.login.enter_code import GivenCode, enter_code
from services.identity.usecases.login.enter_password import Credentials, enter_password
from services.identity.usecases.login.open_logins import LoginLost
from services.identity.usecases.login.resend_code import resend_code
from shared.kernel.refusals import Refusal, RuleViolated, Several
from shared.observability.metrics import LOGINS
from shared.web.access import public
from shared.web.transactions import read, transaction

blueprint = Blueprint("login", __name__, template_folder="templates")

STATIC = Path(__file__).parents[1] / "static"
WRONG_PASSWORD = "De gebruikersnaam of het wachtwoord klopt niet. Na enkele pogingen moet u even wachten."
CODE_ERRORS = {
    CodeOutcome.INVALID: (401, "Deze code klopt niet of is niet meer geldig. Controleer de code of vraag een nieuwe aan."),
    CodeOutcome.EXPIRED: (401, "Deze code klopt niet of is niet meer geldig. Controleer de code of vraag een nieuwe aan."),
    CodeOutcome.EXHAUSTED: (429, "U hebt te vaak een verkeerde code ingevuld. Vraag een nieuwe code aan."),
}
NOTICES = {
    "verstuurd": "Wij hebben de code opnieuw verstuurd.",
    "wachten": "Wij hebben net een code verstuurd. Wacht een minuut voordat u opnieuw een code aanvraagt.",
    "te-vaak": "U hebt vaak een code aangevraagd. Probeer het over een uur opnieuw.",
    "niet-verstuurd": "Het versturen is niet gelukt. Vraag over een minuut een nieuwe code aan.",
}
SENDING_NOTICES = {Sending.ALLOWED: "verstuurd", Sending.TOO_SOON: "wachten", Sending.TOO_MANY: "te-vaak"}
PAGES = {LoginStep.PASSWORD: "login.password_page", LoginStep.CODE: "login.code_page",
         LoginStep.NEW_PASSWORD: "login.new_password_page"}


@blueprint.errorhandler(LoginLost)
def lost(_: LoginLost) -> AnyResponse:
    """Redirect to the portal, which starts a new login."""
    return page("lost.html", 400, url=settings().public_url)


@blueprint.get("/static/identity.css")
@public
def style() -> AnyResponse:
    """The style sheet of the pages."""
    return send_from_directory(STATIC, "identity.css", max_age=3600)


@blueprint.get("/inloggen")
@public
def password_page() -> AnyResponse:
    """Show the form for username and password."""
    login = _require_login()
    if login.step is LoginStep.SIGNED_IN:
        return redirect(_address(login), 303)
    return _page("password.html", login)


@blueprint.post("/inloggen")
@public
def post_password() -> AnyResponse:
    """Check username and password; all refusals have the same response."""
    login, token = _posted_login()
    username = request.form.get("username", "")[:254]
    command = Credentials(token, username, request.form.get("password", "")[:1024])
    result = transaction(enter_password, command=command, book=_book())
    LOGINS.labels(login.channel, "code_sent" if result.accepted else "password_refused").inc()
    is_sent = deliver(result.messages)
    if not result.accepted:
        return _page("password.html", login, 401, username=username, error=WRONG_PASSWORD)
    return redirect(url_for("login.code_page", melding=None if is_sent else "niet-verstuurd"), 303)


@blueprint.get("/inloggen/code")
@public
def code_page() -> AnyResponse:
    """Show the form for the code; a reload sends no message."""
    login = _require_login()
    if login.step is not LoginStep.CODE:
        return redirect(_address(login), 303)
    return _page("code.html", login, notice=NOTICES.get(request.args.get("melding", "")))


@blueprint.post("/inloggen/code")
@public
def post_code() -> AnyResponse:
    """Check the code."""
    login, token = _posted_login()
    digits = "".join(c for c in request.form.get("code", "")[:20] if c.isascii() and c.isdigit())
    result = transaction(enter_code, command=GivenCode(token, digits), book=_book())
    LOGINS.labels(login.channel, result.outcome.value.replace(".", "_")).inc()
    deliver(result.messages)
    if result.login_token is None:
        status, error = CODE_ERRORS[result.outcome]
        return _page("code.html", login, status, error=error, error_code=result.outcome.value)
    target = url_for("login.new_password_page") if result.step is LoginStep.NEW_PASSWORD else _back_to_portal(login)
    return give_cookie(redirect(target, 303), result.login_token)


@blueprint.post("/inloggen/code/opnieuw")
@public
def post_code_again() -> AnyResponse:
    """Resend the code if allowed."""
    _, token = _posted_login()
    delivery = transaction(resend_code, login_token=token, book=_book())
    notice = SENDING_NOTICES[delivery.sending] if deliver(delivery.messages) else "niet-verstuurd"
    return redirect(url_for("login.code_page", melding=notice), 303)


@blueprint.get("/wachtwoord-wijzigen")
@public
def new_password_page() -> AnyResponse:
    """Show the form to replace the temporary password."""
    login = _require_login()
    if login.step is not LoginStep.NEW_PASSWORD:
        return redirect(_address(login), 303)
    return _page("new_password.html", login, errors={})


@blueprint.post("/wachtwoord-wijzigen")
@public
def post_new_password() -> AnyResponse:
    """Replace the password; reports all violated rules together."""
    login, token = _posted_login()
    command = NewPassword(token, request.form.get("new_password", "")[:1024], request.form.get("new_password_again", "")[:1024])
    try:
        new_token = transaction(choose_password, command=command)
    except RuleViolated as refusal:
        return _page("new_password.html", login, 422, errors=_by_field(refusal))
    return give_cookie(redirect(_back_to_portal(login), 303), new_token)


def _by_field(refusal: Refusal) -> dict[str, list[Refusal]]:
    single = refusal.refusals if isinstance(refusal, Several) else [refusal]
    fields: dict[str, list[Refusal]] = {}
    for one in single:
        fields.setdefault(one.field or "new_password", []).append(one)
    return fields


def _require_login() -> OpenLogin:
    """The login of the cookie; without one the visitor is redirected to the portal.

    :raises LoginLost: if there is none
    """
    token = login_token()
    login = read(queries.find_login, login_token=token) if token else None
    if login is None:
        raise LoginLost("login.lost", "Uw aanmelding is verlopen. Begin opnieuw.")
    return login


def _posted_login() -> tuple[OpenLogin, str]:
    """The login of a POST, whose form must contain its CSRF token."""
    login = _require_login()
    if not hmac.compare_digest(request.form.get("csrf_token", "").encode(), login.csrf_token.encode()):
        abort(page("lost.html", 400, url=settings().public_url))
    return login, str(login_token())


def _address(login: OpenLogin) -> str:
    """The URL of the present step; the portal's for a signed-in browser."""
    return url_for(PAGES[login.step]) if login.step in PAGES else f"{settings().public_url}/"


def _back_to_portal(login: OpenLogin) -> str:
    """Redirect to the waiting authorization request, which now returns a code."""
    return f"{url_for('oauth.authorize')}?{login.continue_to}"


def _page(template: str, login: OpenLogin, status: int = 200, **values: Any) -> AnyResponse:
    return page(template, status, csrf_token=login.csrf_token, login=login, **values)


def _book() -> CodeBook:
    present, *former = (secret.encode() for secret in settings().secrets)
    return CodeBook(present, tuple(former))
