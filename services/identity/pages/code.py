"""The page of the code by SMS or e-mail."""
from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.identity.domain.login.code import CodeOutcome
from services.identity.domain.login.login import LoginStep
from services.identity.messages.delivery import deliver
from services.identity.oauth.context import code_book
from services.identity.oauth.session_cookie import device_token
from services.identity.pages.steps import (
    NOTICES,
    address_of,
    after_factor,
    lost,
    notice_of,
    posted_login,
    require_login,
    step_page,
)
from services.identity.usecases.login.enter_code import GivenCode, enter_code
from services.identity.usecases.login.open_logins import LoginLost
from services.identity.usecases.login.resend_code import resend_code
from shared.observability.metrics import LOGINS
from shared.web.access import public
from shared.web.transactions import transaction

blueprint = Blueprint("code", __name__, template_folder="templates")
blueprint.register_error_handler(LoginLost, lost)

CODE_ERRORS = {
    CodeOutcome.INVALID: (401, "Deze code klopt niet of is niet meer geldig. Controleer de code of vraag een nieuwe aan."),
    CodeOutcome.EXPIRED: (401, "Deze code klopt niet of is niet meer geldig. Controleer de code of vraag een nieuwe aan."),
    CodeOutcome.EXHAUSTED: (429, "U hebt te vaak een verkeerde code ingevuld. Vraag een nieuwe code aan."),
}


@blueprint.get("/inloggen/code")
@public
def code_page() -> AnyResponse:
    """Show the form for the code; a reload sends no message."""
    login = require_login()
    if login.step is not LoginStep.CODE:
        return redirect(address_of(login), 303)
    return step_page("login/code.html", login, notice=NOTICES.get(request.args.get("melding", "")))


@blueprint.post("/inloggen/code")
@public
def post_code() -> AnyResponse:
    """Check the code."""
    login, token = posted_login()
    digits = "".join(c for c in request.form.get("code", "")[:20] if c.isascii() and c.isdigit())
    result = transaction(enter_code, command=GivenCode(token, digits, device_token()), book=code_book())
    LOGINS.labels(login.channel, result.outcome.value.replace(".", "_")).inc()
    if result.cookies is None:
        status, error = CODE_ERRORS[result.outcome]
        return step_page("login/code.html", login, status, error=error, error_code=result.outcome.value)
    return after_factor(login, result)


@blueprint.post("/inloggen/code/opnieuw")
@public
def post_code_again() -> AnyResponse:
    """Resend the code if allowed."""
    _, token = posted_login()
    delivery = transaction(resend_code, login_token=token, book=code_book())
    notice = notice_of(delivery.sending, is_sent=deliver(delivery.messages)) or "verstuurd"
    return redirect(url_for("code.code_page", melding=notice), 303)
