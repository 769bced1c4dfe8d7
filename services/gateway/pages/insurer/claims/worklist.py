"""The work list of Team Claims: what people must judge before it is paid, with true counts (screens.md §4.3a)."""
from urllib.parse import urlencode

from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.forms import Form
from services.gateway.view.insurer import month_claims as view
from services.gateway.view.layout import CLAIMS
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.fields.numbers import COST
from shared.fields.text import parse_search

pages = page_blueprint("claims_worklist", roles=[CLAIMS])

PAGE = "/claims/werkvoorraad"


@pages.get(PAGE)
def worklist() -> str:
    """The claims of a tab that fit the filters of the address."""
    tab = request.args.get("lijst", "beoordelen")
    tab = tab if tab in view.TABS else "beoordelen"
    form = Form({name: request.args.get(name, "") for name in ("reden", "werkgever", "bedrag")})
    filters, attempts = _filters(form), Attempts()
    trail = Trail.of(PAGE, request.args, {"lijst": tab} | form.typed)
    counts: Json = attempts.get("aantallen", lambda: services().month_claims.count_claims(filters=filters), {})
    found = attempts.get("claims", lambda: services().month_claims.list_claims(
        view.TABS[tab][0], filters=filters, cursor=trail.cursor), NO_ITEMS)
    rows = [body["claim"] | {"company_name": body["company_name"]} for body in found["items"]]
    ids = sorted({row["employee_id"] for row in rows})
    people = attempts.items("namen van werknemers", lambda: services().absence.find_employees(ids))
    kept = {name: value for name, value in form.typed.items() if value}
    tabs = [(code, title, counts.get(key.lower()), f"{PAGE}?{urlencode({'lijst': code} | kept)}")
            for code, (key, title) in view.TABS.items()]
    return render_template(
        "insurer/claims/worklist.html", tab=tab, tabs=tabs, rows=rows, names=names(people), form=form, view=view,
        total=counts.get(view.TABS[tab][0].lower()), missing=attempts.missing, previous=trail.previous,
        next=trail.next(found["next"]))


def _filters(form: Form) -> dict[str, str]:
    """The filters for claims; what cannot be read is said and left out."""
    reason = form.choice("reden", ("", *view.REASONS), "Kies een reden uit de lijst.")
    employer = form.text("werkgever", parse_search)
    amount = form.number("bedrag", COST)
    found = {"reason": "" if form.errors.get("reden") else reason, "employer": employer,
             "amountFrom": "" if amount is None else str(amount)}
    return {name: value for name, value in found.items() if value}
