"""Pages for administrators on events that could not be handled: retry or drop."""
from collections.abc import Iterator
from typing import Any

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.operations.backlog import Backlog, backlog_pages
from services.gateway.view.formatting import moment
from services.gateway.view.operations.parked_events import ACTIONS, Stuck, about_of, fact_of

KINDS = {"text": "tekst", "number": "getal", "boolean": "ja of nee", "nothing": "leeg"}


def _details(service: str, entry: Json) -> Json:
    waiting = [{"fact": fact_of(str(later["type"])), "since": moment(later["parked_at"])} for later in entry["waiting"]]
    return {"one": Stuck.of(service, entry["event"]), "ahead": entry["ahead"], "fields": list(_fields(entry["content"])),
            "later": waiting}


def _fields(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Field names with their types, nested ones as dotted paths."""
    if isinstance(content, dict):
        for name, kind in content.items():
            yield from _fields(kind, f"{path}.{name}" if path else name)
    else:
        yield path or "inhoud", KINDS.get(str(content), "lijst" if isinstance(content, list) else "niet leesbaar")


def _released(outcome: Json) -> str:
    number = int(outcome["released"])
    handled = {0: "", 1: "Eén bericht is verwerkt."}.get(number, f"{number} berichten zijn verwerkt, in volgorde.")
    if outcome["error"]:
        rest = "Het volgende bericht mislukte opnieuw; wat erachter staat wacht."
    elif outcome["waiting"]:
        rest = f"Er wachten er nog {outcome['waiting']}; probeer het nog eens."
    else:
        rest = "Alles van dit dossier loopt weer."
    return f"{handled} {rest}".strip()


def _done(entry: Json) -> Json:
    label, tone = ACTIONS[entry["action"]]
    return {"about": about_of(entry), "reason": fact_of(str(entry["type"])), "label": label, "tone": tone}


pages = backlog_pages(Backlog(
    name="parked", address="/beheer/berichten", templates=("operations/parked.html", "operations/parked_event.html"),
    clients=lambda: services().parked, since="parked_at", unknown="parked.unknown",
    gone="Dit bericht staat niet meer vast: het is intussen verwerkt of vervallen.",
    closing="laten-vallen", ask="Vul in waarom dit bericht mag vervallen.",
    retried=_released, closed=lambda outcome: f"Het bericht is vervallen. {_released(outcome)}",
    summary=Stuck.of, details=_details, done=_done))
