"""Pages for administrators on waiting entries in all services: list, detail, retry, closing with an explanation."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from services.gateway.clients.backlog import BacklogClient
from services.gateway.clients.service import NO_ITEMS, Json, ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.formatting import moment
from services.gateway.view.forms import Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.operations.parked_events import SERVICES
from services.gateway.view.outage import Attempts, Part
from services.gateway.view.trail import Trail
from shared.fields.text import parse_explanation
from shared.kernel.ids import new_id

MOST_DONE = 20
"""Rows of the table with what was done."""
PART = "onderdeel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """One kind of waiting entry, with the texts of its pages.

    :ivar name: name of the blueprint
    :ivar templates: templates of the list and of one entry
    :ivar clients: client by service
    :ivar since: field of an entry with the instant since which it waits
    :ivar unknown: problem code if a service does not have the entry
    :ivar gone: message for that case
    :ivar closing: last path segment of closing an entry
    :ivar ask: message if the explanation is missing
    :ivar retried: returns the message about a retry
    :ivar closed: returns the message about closing
    :ivar summary: returns the view of an entry in the list
    :ivar details: returns the context of one entry's page: the entry as `one`, with its `tries` and `facts`
    :ivar done: returns the columns of a resolution that are specific to this kind
    """

    name: str
    address: str
    templates: tuple[str, str]
    clients: Callable[[], Mapping[str, BacklogClient]]
    since: str
    unknown: str
    gone: str
    closing: str
    ask: str
    retried: Callable[[Json], str]
    closed: Callable[[Json], str]
    summary: Callable[[str, Json], Any]
    details: Callable[[str, Json], Json]
    done: Callable[[Json], Json]

    def client(self, service: str) -> BacklogClient:
        """The client of a service; 404 for an unknown service."""
        return self.clients().get(service) or abort(404)

    def leave(self, refusal: ServiceRefused) -> Response:
        """Redirect to the list if the entry no longer exists; raise other refusals."""
        if refusal.code != self.unknown:
            raise refusal
        notify(self.gone)
        return redirect(self.address, 303)


def backlog_pages(backlog: Backlog) -> Blueprint:
    """Create the blueprint of one kind."""
    pages = page_blueprint(backlog.name, roles=[PLATFORM_ADMIN])
    one = f"{backlog.address}/<service>/<one_id>"
    rules = ((backlog.address, "overview", _overview, "GET"), (one, "one", _one, "GET"),
             (f"{one}/opnieuw", "retry", _retry, "POST"), (f"{one}/{backlog.closing}", "close", _close, "POST"))
    for rule, endpoint, view, method in rules:
        pages.add_url_rule(rule, endpoint, view, methods=[method], defaults={"backlog": backlog})
    return pages


def _overview(backlog: Backlog) -> str:
    """The entries that wait longest in each service, or a page of those of one service, and recent resolutions."""
    attempts, chosen = Attempts(), request.args.get(PART, "")
    clients = {chosen: backlog.client(chosen)} if chosen else backlog.clients()
    places = request.args if chosen else MultiDict()
    waiting: list[tuple[str, Any]] = []
    further: list[tuple[str, str]] = []
    done: list[Json] = []
    asked: list[tuple[str, Trail, Part[Json], Part[list[Json]]]] = []
    for service, client in clients.items():
        part, trail = SERVICES[service].lower(), Trail.of(backlog.address, places, {PART: service})
        asked.append((service, trail, attempts.ask(part, partial(client.list_waiting, cursor=trail.cursor), NO_ITEMS),
                      attempts.ask_items(part, client.list_resolutions)))
    for service, trail, asked_page, resolutions in asked:
        page = asked_page()
        waiting += [(str(entry[backlog.since]), backlog.summary(service, entry)) for entry in page["items"]]
        if address := trail.next(page["next"]):
            further.append((SERVICES[service].lower(), address))
        done += [entry | {"service": service} for entry in resolutions()]
    waiting.sort(key=lambda entry: entry[0])
    done.sort(key=lambda entry: str(entry["resolved_at"]), reverse=True)
    return render_template(backlog.templates[0], waiting=[summary for _, summary in waiting], missing=attempts.missing,
                           further=further, everything=backlog.address if chosen else None,
                           done=[_done(backlog, entry) for entry in done[:MOST_DONE]], new_id=new_id)


def _done(backlog: Backlog, entry: Json) -> Json:
    return backlog.done(entry) | {"by": entry["actor_id"], "at": moment(entry["resolved_at"]), "why": entry["explanation"],
                                  "service": SERVICES[entry["service"]]}


def _one(backlog: Backlog, service: str, one_id: str) -> str | Response:
    """One entry, and the form to close it."""
    try:
        return _page(backlog, service, one_id, Form({"sleutel": new_id()}))
    except ServiceRefused as refusal:
        return backlog.leave(refusal)


def _retry(backlog: Backlog, service: str, one_id: str) -> Response:
    """Retry the entry."""
    form = Form(request.form.to_dict())
    try:
        outcome = backlog.client(service).retry(one_id, key=form["sleutel"] or new_id(), version=form.version)
    except ServiceRefused as refusal:
        if refusal.status not in (409, 412) or not refusal.detail:
            return backlog.leave(refusal)
        notify(refusal.detail)
    else:
        notify(backlog.retried(outcome))
    return redirect(backlog.address, 303)


def _close(backlog: Backlog, service: str, one_id: str) -> Response | tuple[str | Response, int]:
    """Close the entry with an explanation."""
    form = Form(request.form.to_dict())
    explanation = form.text("uitleg", parse_explanation, backlog.ask)
    if form.is_good:
        try:
            outcome = backlog.client(service).close(one_id, explanation, key=form["sleutel"] or new_id(), version=form.version)
        except ServiceRefused as refusal:
            if refusal.status in (401, 403, 404):
                return backlog.leave(refusal)
            form.take_over(refusal, {"explanation": "uitleg"})
            form.typed["sleutel"] = new_id()
        else:
            notify(backlog.closed(outcome))
            return redirect(backlog.address, 303)
    return _page(backlog, service, one_id, form), 422


def _page(backlog: Backlog, service: str, one_id: str, form: Form) -> str:
    entry = backlog.client(service).get_one(one_id)
    details = backlog.details(service, entry)
    form.shows(details["one"].tries, details["one"].facts)
    return render_template(backlog.templates[1], **details, form=form, new_id=new_id)
