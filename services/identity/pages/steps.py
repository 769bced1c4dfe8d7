"""What the pages of all steps share: the login of the cookie, its form token, and the address of its present step."""
import hmac
from typing import Any

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity import queries
from services.identity.domain.login.code import Sending
from services.identity.domain.login.login import LoginStep
from services.identity.oauth.context import settings
from services.identity.oauth.session_cookie import device_token, give_cookies, login_token
from services.identity.pages.rendering import page
from services.identity.queries import OpenLogin
from services.identity.usecases.login.open_logins import LoginLost
from services.identity.usecases.login.second_step import FactorResult
from shared.web.transactions import read

PAGES = {LoginStep.PASSWORD: "login.password_page", LoginStep.CODE: "code.code_page",
         LoginStep.NEW_PASSWORD: "new_password.new_password_page"}
NOTICES = {
    "verstuurd": "Wij hebben de code opnieuw verstuurd.",
    "wachten": "Wij hebben net een code verstuurd. Wacht een minuut voordat u opnieuw een code aanvraagt.",
    "te-vaak": "U hebt vaak een code aangevraagd. Probeer het over een uur opnieuw.",
    "te-vaak-vandaag": "U hebt vandaag vaak een code aangevraagd. Probeer het morgen opnieuw.",
    "niet-verstuurd": "Het versturen van de code is niet gelukt. Vraag over een minuut een nieuwe code aan, of kies een "
                      "andere manier.",
}
_NOT_SENT = {Sending.TOO_SOON: "wachten", Sending.TOO_MANY: "te-vaak", Sending.TOO_MANY_TODAY: "te-vaak-vandaag"}
CONTACT_FIELDS = frozenset({
    "phone", "phone_number", "telephone", "mobile", "number", "msisdn", "telefoon", "telefoonnummer", "mobiel", "nummer",
    "email", "e-mail", "email_address", "mail", "emailadres", "e-mailadres", "address", "adres", "to", "recipient", "channel",
})
"""Fields with which somebody could try to have a code sent elsewhere."""


def require_login() -> OpenLogin:
    """The login of the cookie; without one the visitor is redirected to the portal.

    :raises LoginLost: if there is none
    """
    token = login_token()
    login = token and read(queries.find_login, login_token=token, device_token=device_token(), idle=settings().idle_limit)
    if not login:
        raise LoginLost("login.lost", "Uw aanmelding is verlopen. Begin opnieuw.")
    return login


def posted_login() -> tuple[OpenLogin, str]:
    """The login of a POST, whose form must contain its CSRF token and no number or address (R-201)."""
    login = require_login()
    if not hmac.compare_digest(request.form.get("csrf_token", "").encode(), login.csrf_token.encode()):
        abort(page("refused/lost.html", 400, url=settings().public_url))
    if CONTACT_FIELDS & {name.lower() for name in request.form}:
        abort(page("refused/not_here.html", 403, url=settings().public_url))
    return login, str(login_token())


def address_of(login: OpenLogin) -> str:
    """The URL of the present step; the portal's for a signed-in browser."""
    return url_for(PAGES[login.step]) if login.step in PAGES else f"{settings().public_url}/"


def back_to_portal(login: OpenLogin) -> str:
    """The URL of the waiting authorization request, which now returns a code; without one, the portal starts a new one."""
    if not login.continue_to:
        return f"{settings().public_url}/login"
    return f"{url_for('oauth.authorize')}?{login.continue_to}"


def after_factor(login: OpenLogin, result: FactorResult) -> AnyResponse:
    """The redirect after an accepted factor, with the new cookie."""
    target = url_for(PAGES[result.step]) if result.step in PAGES else back_to_portal(login)
    assert result.cookies is not None
    return give_cookies(redirect(target, 303), result.cookies)


def lost(_: LoginLost) -> AnyResponse:
    """The page that leads to the portal, which starts a new login."""
    return page("refused/lost.html", 400, url=settings().public_url)


def notice_of(sending: Sending | None, *, is_sent: bool) -> str | None:
    """The key in `NOTICES` after a request for a code; None if it was sent."""
    return "niet-verstuurd" if not is_sent else _NOT_SENT.get(sending) if sending else None


def step_page(template: str, login: OpenLogin, status: int = 200, **values: Any) -> Response:
    """The page of a step, with the form token of its login."""
    return page(template, status, csrf_token=login.csrf_token, login=login, **values)
