"""One claim: the amount first, why it differs, how it came about, what may change it, and the decision (screens.md §4.3b)."""
from flask import redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.insurer.claims import worklist
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.insurer import month_claims as view
from services.gateway.view.layout import CLAIMS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import ANNUAL_WAGE, PERCENTAGE
from shared.fields.text import parse_reason
from shared.kernel.ids import new_id

pages = page_blueprint("claims_claim", roles=[CLAIMS])

PAGE = "/claims/<claim_number>"
PARTS = {"berekening": "Berekening", "maanden": "Maanden en versies", "wat-als": "Wat als", "besluit": "Besluit",
         "tijdlijn": "Tijdlijn"}
SUPPOSED = {"annualWage": "loon", "recoveredPct": "hersteld", "from": "vanaf"}
FIELDS = {"decision": "besluit", "reason": "reden", "asked": "gevraagd", "waiting_until": "tot", "note": "toelichting"}


@pages.get(f"{PAGE}/<part>")
def claim(claim_number: str, part: str) -> str:
    """A part of a claim."""
    if part not in PARTS:
        raise NotFound
    return _page(claim_number, part, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/besluit")
def decide(claim_number: str) -> Response | tuple[str, int]:
    """Decide on the claim."""
    form = Form(request.form.to_dict())
    until = form.date("tot", CASE_DATE, today=services().clock.today())
    body = {"decision": form.choice("besluit", view.DECISIONS, "Kies een besluit."),
            "reason": form.choice("reden", ("", *view.REFUSING), "Kies een reden uit de lijst.") or None,
            "asked": form.choice("gevraagd", ("", *view.ASKED), "Kies welke gegevens u nodig hebt.") or None,
            "waiting_until": until and until.isoformat(), "note": form.text("toelichting", parse_reason) or None}
    if not is_sent(form, FIELDS, lambda key: services().month_claims.decide(claim_number, body, key=key, version=form.version),
                   shown={403: None}):
        return _page(claim_number, "besluit", form), 422
    notify(f"Het besluit over claim {claim_number} is vastgelegd: {view.DECISIONS[body['decision'] or ''].lower()}.")
    return redirect(worklist.PAGE if form["volgende"] else f"/claims/{claim_number}/besluit", 303)


def _page(claim_number: str, part: str, form: Form) -> str:
    body, attempts = services().month_claims.get_claim(claim_number), Attempts()
    row: Json = body["claim"]
    form.shows(row["version"], {"de stand": view.STATES[row["status"]][0], "het bedrag": row["amount"]})
    people = attempts.items("namen van werknemers", lambda: services().absence.find_employees([row["employee_id"]]))
    versions = view.versions_of(body["versions"])
    asked = request.args.get("versie", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0])
    supposed = _suppose(claim_number) if part == "wat-als" else (Form({}), None)
    offered = (*view.OFFERED[row["status"]], *(["REVIEWED"] if row["is_sampled"] else []))
    return render_template(
        "insurer/claims/claim.html", body=body, row=row, part=part, parts=PARTS, form=form, view=view, versions=versions,
        shown=shown, name=names(people)[row["employee_id"]], why=view.why_different(body), acts=[
            view.Act.of(act) for act in body["acts"]], decisions=[(code, view.DECISIONS[code], "") for code in offered],
        question=supposed[0], supposed=supposed[1], missing=attempts.missing)


def _suppose(claim_number: str) -> tuple[Form, Json | None]:
    """The answers of the form in the address, and the month that follows from them; nothing is kept."""
    form = Form({name: request.args.get(name, "") for name in ("loon", "hersteld", "vanaf")})
    wage, recovered = form.number("loon", ANNUAL_WAGE), form.number("hersteld", PERCENTAGE)
    since = form.date("vanaf", CASE_DATE, today=services().clock.today())
    if recovered is not None and since is None:
        form.refuse("vanaf", "Vul in vanaf welke dag dit percentage geldt.")
    if not form.is_good or (wage is None and recovered is None):
        return form, None
    asked = {"annualWage": "" if wage is None else str(wage), "recoveredPct": "" if recovered is None else str(recovered),
             "from": since.isoformat() if since else ""}
    try:
        return form, services().month_claims.suppose(claim_number, {name: value for name, value in asked.items() if value})
    except ServiceRefused as refusal:
        form.take_over(refusal, SUPPOSED)
        return form, None
