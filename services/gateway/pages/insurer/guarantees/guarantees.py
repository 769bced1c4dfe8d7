"""Gatekeeper guarantees: the list, and one with its conditions, its months and what Perspectief was charged (R-048, R-049)."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.insurer.guarantees import Guarantee
from services.gateway.view.layout import CLAIMS
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail

pages = page_blueprint("guarantees", roles=[CLAIMS])

PAGE = "/claims/garantie"


@pages.get(PAGE)
def overview() -> str:
    """The guarantees of all employers."""
    attempts, trail = Attempts(), Trail.of(PAGE, request.args, {})
    found = attempts.get("garanties", lambda: services().guarantees.list_guarantees(cursor=trail.cursor), NO_ITEMS)
    rows = [Guarantee.of(body) for body in found["items"]]
    return render_template("insurer/guarantees/list.html", rows=rows, names=_names(attempts, rows), missing=attempts.missing,
                           previous=trail.previous, next=trail.next(found["next"]))


@pages.get(f"{PAGE}/<sanction_id>")
def one(sanction_id: str) -> str:
    """One guarantee."""
    attempts, shown = Attempts(), Guarantee.of(services().guarantees.get_guarantee(sanction_id))
    return render_template("insurer/guarantees/one.html", guarantee=shown, row=shown.row, missing=attempts.missing,
                           name=_names(attempts, [shown]).get(shown.employee_id))


def _names(attempts: Attempts, rows: list[Guarantee]) -> dict[str, str]:
    ids = sorted({row.employee_id for row in rows})
    return names(attempts.items("namen van werknemers", lambda: services().absence.find_employees(ids)))
