"""Pages for administrators on failed items of jobs: retry or close."""
from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.operations.backlog import Backlog, backlog_pages
from services.gateway.view.operations.set_aside_items import ACTIONS, SetAside, about_of


def _retried(outcome: Json) -> str:
    if outcome["is_done"]:
        return "Het is alsnog gedaan."
    if outcome["reason"]:
        return f"Het mislukte opnieuw: {outcome['reason']}"
    return "Het is voor een deel gedaan. Probeer het nog eens voor de rest."


def _done(entry: Json) -> Json:
    label, tone = ACTIONS[entry["action"]]
    return {"about": about_of(entry), "reason": entry["reason"], "label": label, "tone": tone}


pages = backlog_pages(Backlog(
    name="set_aside", address="/beheer/taken", templates=("operations/set_aside.html", "operations/set_aside_item.html"),
    clients=lambda: services().set_aside, since="first_tried_at", unknown="set_aside.unknown",
    gone="Dit staat niet meer apart: het is intussen gedaan of afgesloten.",
    closing="afsluiten", ask="Vul in hoe dit is opgelost.",
    retried=_retried, closed=lambda _: "Het is afgesloten. Uw uitleg is bewaard.",
    summary=SetAside.of, details=lambda service, entry: {"one": SetAside.of(service, entry)}, done=_done))
