"""The mediators that employers asked for, for the casemanager who arranges them (R-091)."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.conflict.mediators import LISTS, Asked
from services.gateway.view.layout import CASEMANAGER
from services.gateway.view.trail import Trail

pages = page_blueprint("mediators", roles=[CASEMANAGER])

PAGE = "/mediators"


@pages.get(PAGE)
def overview() -> str:
    """The requests that wait, or those for which mediation began."""
    which = request.args.get("lijst", "")
    which = which if which in LISTS else next(iter(LISTS))
    trail = Trail.of(PAGE, request.args, {"lijst": which})
    page = services().conflict.list_mediator_requests(LISTS[which].state, cursor=trail.cursor)
    return render_template(
        "conflict/mediators.html", rows=[Asked.of(body, services().clock.today()) for body in page["items"]], which=which,
        lists=LISTS, shown=LISTS[which], previous=trail.previous, next=trail.next(page["next"]))
