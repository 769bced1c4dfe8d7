"""For administrators: which items of scheduled work were set aside, with another try, closing one, and what was done before."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.clients.set_aside import SetAsideClient
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.forms import Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.parked_events import SERVICES, moment
from services.gateway.view.set_aside_items import ACTIONS, SetAside, about_of
from shared.fields.text import parse_explanation
from shared.kernel.ids import new_id

pages = page_blueprint("set_aside", roles=[PLATFORM_ADMIN])

ADDRESS = "/beheer/taken"
MOST_DONE = 20
UNKNOWN = "set_aside.unknown"


@pages.get(ADDRESS)
def overview() -> str:
    """Everything that is set aside, and what was done lately."""
    attempts = Attempts()
    items, done = [], []
    for name, client in services().set_aside.items():
        part = SERVICES[name].lower()
        items += [SetAside.of(name, item) for item in attempts.items(part, client.list_items)]
        if part not in attempts.missing:
            done += [one | {"service": name} for one in attempts.items(part, client.list_resolutions)]
    items.sort(key=lambda one: str(one.item["first_tried_at"]))
    done.sort(key=lambda one: str(one["resolved_at"]), reverse=True)
    return render_template("operations/set_aside.html", items=items, done=[_done(one) for one in done[:MOST_DONE]],
                           missing=attempts.missing, new_id=new_id)


@pages.get(f"{ADDRESS}/<service>/<int:item_id>")
def one(service: str, item_id: int) -> str | Response:
    """One item, and the form to close it."""
    try:
        return _page(service, item_id, Form({"sleutel": new_id()}))
    except ServiceRefused as refusal:
        return _back_if_gone(refusal)


@pages.post(f"{ADDRESS}/<service>/<int:item_id>/opnieuw")
def try_again(service: str, item_id: int) -> Response:
    """Handle it for every date that it missed."""
    try:
        outcome = _client(service).retry(item_id, key=request.form.get("sleutel") or new_id())
    except ServiceRefused as refusal:
        if refusal.status != 409 or not refusal.detail:
            return _back_if_gone(refusal)
        notify(refusal.detail)
    else:
        notify(_sentence_of(outcome))
    return redirect(ADDRESS, 303)


@pages.post(f"{ADDRESS}/<service>/<int:item_id>/afsluiten")
def resolve(service: str, item_id: int) -> Response | tuple[str, int]:
    """Close it, with an explanation."""
    form = Form(request.form.to_dict())
    explanation = form.text("uitleg", parse_explanation, "Vul in hoe dit is opgelost.")
    if form.is_good:
        try:
            _client(service).resolve(item_id, explanation, key=form["sleutel"] or new_id())
        except ServiceRefused as refusal:
            if refusal.status in (401, 403, 404):
                return _back_if_gone(refusal)
            form.take_over(refusal.errors, refusal.detail, {"explanation": "uitleg"})
            form.typed["sleutel"] = new_id()
        else:
            notify("Het is afgesloten. Uw uitleg is bewaard.")
            return redirect(ADDRESS, 303)
    return _page(service, item_id, form), 422


def _back_if_gone(refusal: ServiceRefused) -> Response:
    """To the list if somebody else was earlier; any other refusal goes on."""
    if refusal.code != UNKNOWN:
        raise refusal
    notify("Dit staat niet meer apart: het is intussen gedaan of afgesloten.")
    return redirect(ADDRESS, 303)


def _page(service: str, item_id: int, form: Form) -> str:
    item = SetAside.of(service, _client(service).get_item(item_id))
    return render_template("operations/set_aside_item.html", one=item, form=form, new_id=new_id)


def _client(service: str) -> SetAsideClient:
    return services().set_aside.get(service) or abort(404)


def _sentence_of(outcome: Json) -> str:
    """What a retry achieved, for the next page."""
    if outcome["is_done"]:
        return "Het is alsnog gedaan."
    if outcome["reason"]:
        return f"Het mislukte opnieuw: {outcome['reason']}"
    return "Het is voor een deel gedaan. Probeer het nog eens voor de rest."


def _done(one: Json) -> Json:
    label, tone = ACTIONS[one["action"]]
    return {"about": about_of(one), "reason": one["reason"], "label": label, "tone": tone, "by": one["actor_id"],
            "at": moment(one["resolved_at"]), "why": one["explanation"], "service": SERVICES[one["service"]]}
