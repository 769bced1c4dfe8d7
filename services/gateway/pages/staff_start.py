"""The start page of staff: how much waits in the queues of their roles, and where else they may go."""
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from flask import redirect, render_template
from werkzeug.wrappers import Response

from services.gateway.clients.backlog import BacklogClient
from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, Json
from services.gateway.view.accounts.account_requests import OPEN
from services.gateway.view.accounts.main_contacts import PENDING
from services.gateway.view.layout import (
    ACCEPTANCE,
    BILLING,
    CASEMANAGER,
    CLAIMS,
    CONSULTANT,
    DOCTOR,
    HELPDESK,
    LABOUR_EXPERT,
    PLATFORM_ADMIN,
    VRA,
)
from services.gateway.view.outage import Attempts

Ask = Callable[[], Json]
WEEK = 7


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a role.

    :ivar part: name if it cannot be read
    :ivar pages: the calls for the first pages of its lists
    """

    title: str
    part: str
    address: str
    role: str
    pages: Callable[[], Iterable[Ask]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits in a queue.

    :ivar count: of the first pages
    :ivar is_more: whether there are further pages
    """

    title: str
    address: str
    count: int
    is_more: bool


def _backlog(clients: Mapping[str, BacklogClient]) -> list[Ask]:
    return [partial(client.list_waiting, cursor="") for client in clients.values()]


def _undecided(what: str) -> Callable[[], list[Ask]]:
    return lambda: [partial(services().costs.list_undecided, what, cursor="")]


def _due_this_week() -> list[Ask]:
    """The open steps that are late or due within a week."""
    def ask() -> Json:
        until = services().clock.today() + timedelta(days=WEEK)
        page = services().casework.get_caseload(escalated=False)
        items = [step for step in page["items"] if step["due_on"] <= until.isoformat()]
        return {"items": items, "next": page["next"] if len(items) == len(page["items"]) else None}
    return [ask]


def _at_vra(which: str) -> Callable[[], list[Ask]]:
    return lambda: [partial(services().vra.list_waiting, which, cursor="")]


QUEUES = (
    Queue("Oordelen en analyses, te laat of deze week", "stappen", "/te-doen", DOCTOR, _due_this_week),
    Queue("Gedelegeerd werk om te bekrachtigen", "gedelegeerd werk", "/te-bekrachtigen", DOCTOR,
          lambda: [partial(services().delegated.list_page, cursor="")]),
    Queue("Onderzoeken, te laat of deze week", "stappen", "/te-doen", LABOUR_EXPERT, _due_this_week),
    Queue("Meldingen van casemanagers", "meldingen", "/vra?lijst=meldingen", VRA, _at_vra("NOTICES")),
    Queue("Activiteiten boven het mandaat", "activiteiten", "/vra?lijst=activiteiten", VRA, _undecided("activities")),
    Queue("Declaraties die te laat zijn", "declaraties", "/vra?lijst=declaraties", VRA, _undecided("declarations")),
    Queue("Vragen zonder antwoord", "vragen", "/vra?lijst=vragen", VRA, _at_vra("REQUESTS")),
    Queue("Opdrachten van Claims Inkomen", "opdrachten", "/vra?lijst=opdrachten", VRA, _at_vra("ORDERS")),
    Queue("Claims om te beoordelen", "claims", "/claims/werkvoorraad", CLAIMS,
          lambda: [partial(services().month_claims.list_claims, "TO_JUDGE", filters={}, cursor="")]),
    Queue("Regresdossiers", "regres", "/claims/regres", CLAIMS,
          lambda: [partial(services().recourse.list_files, state="OPEN", cursor="")]),
    Queue("Declaraties om te betalen", "declaraties", "/claims/declaraties", CLAIMS,
          lambda: [partial(services().reimbursements.list_reimbursements, state="OPEN", cursor="")]),
    Queue("Mediators om te regelen", "mediators", "/mediators", CASEMANAGER,
          lambda: [partial(services().conflict.list_mediator_requests, "WAITING", cursor="")]),
    Queue("Antwoorden van VRA", "antwoorden", "/vra?lijst=meldingen", CASEMANAGER, _at_vra("NOTICES")),
    Queue("Vragen van VRA", "vragen", "/vra?lijst=vragen", CASEMANAGER, _at_vra("REQUESTS")),
    Queue("Contacten die te laat zijn", "contacten", "/contacten?lijst=te-laat", CASEMANAGER,
          lambda: [partial(services().contacts.list_waiting, "LATE", cursor="")]),
    Queue("Klachten die niemand behandelt", "klachten", "/klachten", CASEMANAGER,
          lambda: [partial(services().complaints.list_page, status="RECEIVED", cursor="")]),
    Queue("Activiteiten om over te beslissen", "activiteiten", "/vra?lijst=activiteiten", CASEMANAGER, _undecided("activities")),
    Queue("Declaraties om over te beslissen", "declaraties", "/vra?lijst=declaraties", CASEMANAGER, _undecided("declarations")),
    Queue("Facturen om vrij te geven", "vrij te geven", "/debiteuren/facturen?lijst=vrij-te-geven", BILLING,
          lambda: [services().debtors.list_due]),
    Queue("Betwiste facturen", "betwist", "/debiteuren/facturen?lijst=betwist", BILLING,
          lambda: [partial(services().debtors.list_invoices, "disputed", cursor="")]),
    Queue("Verzoeken aan de helpdesk", "verzoeken", "/helpdesk", HELPDESK,
          lambda: [partial(services().helpdesk.list_requests, state="OPEN", cursor="")]),
    Queue("Hoofdcontactpersonen om terug te bellen", "hoofdcontactpersonen", "/acceptatie", ACCEPTANCE,
          lambda: [partial(services().acceptance.list_main_contacts, state=PENDING, cursor="")]),
    Queue("Aanvragen voor een account", "aanvragen", "/acceptatie/aanvragen", ACCEPTANCE,
          lambda: [partial(services().acceptance.list_requests, state=OPEN, cursor="")]),
    Queue("Taken die mislukten", "taken", "/beheer/taken", PLATFORM_ADMIN, lambda: _backlog(services().set_aside)),
    Queue("Berichten die vaststaan", "berichten", "/beheer/berichten", PLATFORM_ADMIN, lambda: _backlog(services().parked)),
)


def staff_start() -> str | Response:
    """The page after login of a member of staff; a consultant begins with the contacts to make."""
    roles, attempts = services().visitor().roles, Attempts()
    if roles == {CONSULTANT}:
        return redirect("/contacten")
    asked = [(queue, [attempts.ask(queue.part, ask, NO_ITEMS) for ask in queue.pages()])
             for queue in QUEUES if queue.role in roles]
    waiting = [_waiting(queue, [page() for page in pages]) for queue, pages in asked]
    return render_template("staff_start.html", has_queues=bool(asked), waiting=[one for one in waiting if one.count],
                           missing=attempts.missing)


def _waiting(queue: Queue, pages: list[Json]) -> Waiting:
    return Waiting(queue.title, queue.address, sum(len(page["items"]) for page in pages), any(page["next"] for page in pages))
