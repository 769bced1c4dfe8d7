"""Requests by the form for strangers: acceptance calls back, then makes the account in one act, or refuses (R-191)."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.acceptance.main_contacts import QUEUE as ACCEPTANCE_ROOT
from services.gateway.pages.acceptance.main_contacts import REASONS
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.account_requests import OPEN, STATES, AskedAccount
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import ACCEPTANCE, notify
from services.gateway.view.trail import Trail
from shared.kernel.ids import new_id

pages = page_blueprint("account_requests_of_strangers", roles=[ACCEPTANCE])

QUEUE = f"{ACCEPTANCE_ROOT}/aanvragen"
FIELDS = {"called_back": "gebeld", "reason": "reden"}


@pages.get(QUEUE)
def queue() -> str:
    """The requests in a state; who waits longest comes first."""
    state = request.args.get("stand", OPEN)
    state = state if state in STATES else OPEN
    trail = Trail.of(QUEUE, request.args, {"stand": state} if state != OPEN else {})
    page = services().acceptance.list_requests(state=state, cursor=trail.cursor)
    return render_template("acceptance/requests.html", found=[AskedAccount.of(body) for body in page["items"]], state=state,
                           states=STATES, previous=trail.previous, next=trail.next(page["next"]))


@pages.get(f"{QUEUE}/<request_id>")
def one(request_id: str) -> str:
    """One request with what does not fit, and the forms to accept and to refuse it."""
    return _page(request_id, Form({"sleutel": new_id()}))


@pages.post(f"{QUEUE}/<request_id>/teruggebeld")
def accept(request_id: str) -> Any:
    """Make the account after the call-back."""
    form = Form(request.form.to_dict())
    if form["gebeld"] != YES:
        form.refuse("gebeld", "Bel eerst terug. Kruis daarna aan dat u iemand heeft gesproken.")
    return _decide(request_id, form, "Het account is gemaakt. De hoofdcontactpersoon krijgt een e-mail met een tijdelijk "
                   "wachtwoord.", lambda key: services().acceptance.accept_request(request_id, key=key, version=form.version))


@pages.post(f"{QUEUE}/<request_id>/weigeren")
def refuse(request_id: str) -> Any:
    """Refuse the request."""
    form = Form(request.form.to_dict())
    reason = form.choice("reden", REASONS, "Kies waarom u weigert.")
    return _decide(request_id, form, "De aanvraag is geweigerd. Niemand krijgt hiervan een e-mail.",
                   lambda key: services().acceptance.refuse_request(request_id, reason, key=key, version=form.version))


def _decide(request_id: str, form: Form, done: str, send: Callable[[str], Any]) -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(QUEUE, 303)
    return _page(request_id, form), 422


def _page(request_id: str, form: Form) -> str:
    asked = AskedAccount.of(services().acceptance.get_request(request_id))
    form.shows(asked.version, asked.facts)
    return render_template("acceptance/request.html", asked=asked, form=form,
                           reasons=[(code, words, "") for code, words in REASONS.items()])
