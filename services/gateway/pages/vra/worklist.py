"""The worklist of VRA, and what waits for a casemanager because of VRA: lists across dossiers, each row with its form."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import CASEMANAGER, VRA
from services.gateway.view.trail import Trail
from services.gateway.view.vra.worklist import LISTS, Row

pages = page_blueprint("vra_worklist", roles=[CASEMANAGER, VRA])

PAGE = "/vra"


@pages.get(PAGE)
def worklist() -> str:
    """One of the lists, what waits longest first."""
    which = request.args.get("lijst", "")
    which = which if which in LISTS else next(iter(LISTS))
    shown, trail = LISTS[which], Trail.of(PAGE, request.args, {"lijst": which})
    page = services().costs.list_undecided(shown.source, cursor=trail.cursor) if shown.is_cost else services().vra.list_waiting(
        shown.source, cursor=trail.cursor)
    return render_template(
        "vra/worklist.html", rows=[Row.of(which, body, services().clock.today()) for body in page["items"]], shown=shown,
        which=which, lists=LISTS, is_vra=VRA in services().visitor().roles, previous=trail.previous,
        next=trail.next(page["next"]))
