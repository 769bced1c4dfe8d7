"""The helpdesk's queue: whom to call back, and what to do afterwards."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.helpdesk import STATES, HelpRequest
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import HELPDESK, notify
from services.gateway.view.trail import Trail
from shared.fields.text import parse_explanation
from shared.kernel.ids import new_id

pages = page_blueprint("helpdesk", roles=[HELPDESK])

QUEUE = "/helpdesk"
FIELDS = {"called_back": "gebeld", "reason": "reden"}


@pages.get(QUEUE)
def queue() -> str:
    """The requests in a state, open ones first asked first."""
    state = request.args.get("stand", "OPEN")
    state = state if state in STATES else "OPEN"
    trail = Trail.of(QUEUE, request.args, {"stand": state} if state != "OPEN" else {})
    page = services().helpdesk.list_requests(state=state, cursor=trail.cursor)
    return render_template("helpdesk/queue.html", requests=[HelpRequest.of(body) for body in page["items"]], state=state,
                           states=STATES, previous=trail.previous, next=trail.next(page["next"]))


@pages.get(f"{QUEUE}/verzoeken/<request_id>")
def one(request_id: str) -> str:
    """One request with the forms to execute and to refuse it."""
    return _page(request_id, Form({"sleutel": new_id()}))


@pages.post(f"{QUEUE}/verzoeken/<request_id>/uitvoeren")
def execute(request_id: str) -> Any:
    """Execute the request after the call-back."""
    form = Form(request.form.to_dict())
    if form["gebeld"] != YES:
        form.refuse("gebeld", "Bel eerst terug. Kruis daarna aan dat u iemand heeft gesproken.")
    return _decide(request_id, form, "Het is uitgevoerd.", lambda key: services().helpdesk.execute(
        request_id, key=key, version=form.version))


@pages.post(f"{QUEUE}/verzoeken/<request_id>/weigeren")
def refuse(request_id: str) -> Any:
    """Refuse the request with a reason."""
    form = Form(request.form.to_dict())
    reason = form.text("reden", parse_explanation, "Vul in waarom u dit niet uitvoert.")
    return _decide(request_id, form, "Het verzoek is geweigerd. De contactpersoon leest uw reden.",
                   lambda key: services().helpdesk.refuse(request_id, reason, key=key, version=form.version))


def _decide(request_id: str, form: Form, done: str, send: Callable[[str], Any]) -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(QUEUE, 303)
    return _page(request_id, form), 422


def _page(request_id: str, form: Form) -> str:
    asked = HelpRequest.of(services().helpdesk.get_request(request_id))
    form.shows(asked.version, asked.facts)
    return render_template("helpdesk/request.html", asked=asked, form=form)
