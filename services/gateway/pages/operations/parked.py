"""For administrators: which events are stuck, in words, with trying again, dropping one, and what was done before."""
from typing import Any

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.parked import ParkedClient
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.forms import Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.parked_events import ACTIONS, SERVICES, Stuck, about_of, fact_of, moment
from shared.fields.text import parse_explanation
from shared.kernel.ids import new_id

pages = page_blueprint("parked", roles=[PLATFORM_ADMIN])

ADDRESS = "/beheer/berichten"
MOST_DONE = 20
UNKNOWN = "parked.unknown"
"""Code of a service that keeps no such event (any more)."""


@pages.get(ADDRESS)
def overview() -> str:
    """Everything that is stuck, and what was done of late."""
    attempts = Attempts()
    stuck, done = [], []
    for name, client in services().parked.items():
        part = SERVICES[name].lower()
        stuck += [Stuck.of(name, event) for event in attempts.items(part, client.list_keys)]
        if part not in attempts.missing:
            done += [one | {"service": name} for one in attempts.items(part, client.list_resolutions)]
    stuck.sort(key=lambda one: str(one.event["parked_at"]))
    done.sort(key=lambda one: str(one["resolved_at"]), reverse=True)
    return render_template("operations/parked.html", stuck=stuck, done=[_done(one) for one in done[:MOST_DONE]],
                           missing=attempts.missing, new_id=new_id)


@pages.get(f"{ADDRESS}/<service>/<event_id>")
def one(service: str, event_id: str) -> str | Response:
    """One event, and the form to drop it."""
    try:
        return _page(service, event_id, Form({"sleutel": new_id()}))
    except ServiceRefused as refusal:
        return _back_if_gone(refusal)


@pages.post(f"{ADDRESS}/<service>/<event_id>/opnieuw")
def try_again(service: str, event_id: str) -> Response:
    """Handle it and what waits behind it."""
    try:
        outcome = _client(service).release(event_id, key=request.form.get("sleutel") or new_id())
    except ServiceRefused as refusal:
        if refusal.status != 409 or not refusal.detail:
            return _back_if_gone(refusal)
        notify(refusal.detail)
    else:
        notify(_told(outcome))
    return redirect(ADDRESS, 303)


@pages.post(f"{ADDRESS}/<service>/<event_id>/laten-vallen")
def drop(service: str, event_id: str) -> Response | tuple[str, int]:
    """Take it out, with the reason why."""
    form = Form(request.form.to_dict())
    reason = form.text("reden", parse_explanation, "Vul in waarom dit bericht mag vervallen.")
    if form.is_good:
        try:
            outcome = _client(service).drop(event_id, reason, key=form["sleutel"] or new_id())
        except ServiceRefused as refusal:
            if refusal.status in (401, 403, 404):
                return _back_if_gone(refusal)
            form.take_over(refusal.errors, refusal.detail, {"explanation": "reden"})
            form.typed["sleutel"] = new_id()
        else:
            notify(f"Het bericht is vervallen. {_told(outcome)}")
            return redirect(ADDRESS, 303)
    return _page(service, event_id, form), 422


def _back_if_gone(refusal: ServiceRefused) -> Response:
    """To the others, if somebody else was earlier; any other refusal goes on."""
    if refusal.code != UNKNOWN:
        raise refusal
    notify("Dit bericht staat niet meer vast: het is intussen verwerkt of vervallen.")
    return redirect(ADDRESS, 303)


def _page(service: str, event_id: str, form: Form) -> str:
    told = _client(service).get_event(event_id)
    waiting = [{"fact": fact_of(str(later["type"])), "since": moment(later["parked_at"])} for later in told["waiting"]]
    return render_template("operations/parked_event.html", stuck=Stuck.of(service, told["event"]), ahead=told["ahead"], form=form,
                           fields=list(_fields(told["content"])), waiting=waiting, new_id=new_id)


def _client(service: str) -> ParkedClient:
    return services().parked.get(service) or abort(404)


def _fields(content: Any, path: str = "") -> Any:
    """Names of fields with their kinds, those within others behind a dot."""
    if isinstance(content, dict):
        for name, kind in content.items():
            yield from _fields(kind, f"{path}.{name}" if path else name)
    else:
        yield path or "inhoud", {"text": "tekst", "number": "getal", "boolean": "ja of nee", "nothing": "leeg"}.get(
            str(content), "lijst" if isinstance(content, list) else "niet leesbaar")


def _told(outcome: Json) -> str:
    """What a release came to, for the next page."""
    number = int(outcome["released"])
    handled = {0: "", 1: "Eén bericht is verwerkt."}.get(number, f"{number} berichten zijn verwerkt, in volgorde.")
    if outcome["error"]:
        rest = "Het volgende bericht mislukte opnieuw; wat erachter staat wacht."
    elif outcome["waiting"]:
        rest = f"Er wachten er nog {outcome['waiting']}; probeer het nog eens."
    else:
        rest = "Alles van dit dossier loopt weer."
    return f"{handled} {rest}".strip()


def _done(one: Json) -> Json:
    label, tone = ACTIONS[one["action"]]
    return {"about": about_of(one), "fact": fact_of(str(one["type"])), "label": label, "tone": tone, "by": one["actor_id"],
            "at": moment(one["resolved_at"]), "why": one["explanation"], "service": SERVICES[one["service"]]}
