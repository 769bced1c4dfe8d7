"""The pages for a forgotten password: ask for a link, and use it. They say the same about every account."""
from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity.messages.delivery import deliver
from services.identity.oauth.context import code_book, settings
from services.identity.oauth.session_cookie import give_cookie
from services.identity.pages.rendering import page
from services.identity.pages.steps import notice_of
from services.identity.usecases.password.begin_reset import LinkInvalid, begin_reset
from services.identity.usecases.password.request_reset import request_reset
from shared.web.access import public
from shared.web.transactions import transaction

blueprint = Blueprint("forgotten", __name__, template_folder="templates")

USERNAME_MISSING = "Vul uw gebruikersnaam in."


@blueprint.get("/wachtwoord-vergeten")
@public
def forgotten_page() -> AnyResponse:
    """Ask for the username."""
    return page("forgotten/request.html", 200)


@blueprint.post("/wachtwoord-vergeten")
@public
def post_forgotten() -> AnyResponse:
    """Queue the mail with the link, if the account exists; the answer is the same in any case."""
    username = request.form.get("username", "").strip()[:254]
    if not username:
        return page("forgotten/request.html", 422, error=USERNAME_MISSING)
    transaction(request_reset, username=username)
    return redirect(url_for("forgotten.requested_page"), 303)


@blueprint.get("/wachtwoord-vergeten/aangevraagd")
@public
def requested_page() -> AnyResponse:
    """What happens next."""
    return page("forgotten/requested.html", 200, url=settings().public_url)


@blueprint.get("/wachtwoord-herstellen/<token>")
@public
def link_page(token: str) -> AnyResponse:
    """Ask for a confirmation, because programs that check mails open their links."""
    return page("forgotten/reset.html", 200)


@blueprint.post("/wachtwoord-herstellen/<token>")
@public
def post_link(token: str) -> AnyResponse:
    """Use up the link, and send a code."""
    try:
        begun = transaction(begin_reset, link_token=token[:64], book=code_book())
    except LinkInvalid as refusal:
        return page("forgotten/link_invalid.html", 400, error=refusal.message, code=refusal.code)
    notice = notice_of(begun.delivery.sending, is_sent=deliver(begun.delivery.messages))
    return give_cookie(redirect(url_for("code.code_page", melding=notice), 303), begun.login_token)
