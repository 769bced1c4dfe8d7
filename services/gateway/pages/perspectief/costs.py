"""The re-integration activities and declarations of a case: proposed and decided by staff, declared by the employer."""
from collections.abc import Callable

from flask import Response as FlaskResponse
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.formatting import day
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS, notify
from services.gateway.view.perspectief.advices import Advice
from services.gateway.view.perspectief.costs import CONSULTED, DECLARED, GOALS, KINDS, Activity
from shared.fields.dates import CASE_DATE
from shared.fields.iban import parse_iban
from shared.fields.numbers import COST, PAYMENT
from shared.fields.text import parse_invoice_number, parse_reason, parse_supplier, parse_work_note
from shared.kernel.ids import new_id

pages = page_blueprint("costs", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/kosten"
CASEMANAGER, VRA = "casemanager", "insurer_vra"
PROPOSAL = {"kind": "soort", "goal": "doel", "starts_on": "begint_op", "estimated_cost": "kosten", "expected_benefit": "baten",
            "consulted": "overleg", "note": "afweging", "motivation": "motivering", "advice_id": "advies"}
DECLARATION = {"activity_id": "activiteit", "supplier": "dienstverlener", "number": "nummer", "received_on": "ontvangen_op",
               "paid_on": "betaald_op", "total": "bedrag", "vat_deductible": "btw", "iban": "iban", "file": "bestand",
               "file_id": "bestand", "invoices": "bestand"}
DECISION = {"reason": "reden", "amount": "hoogstens"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The activities and declarations, and what the visitor can do."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/voorstellen")
@only_for(roles=[CASEMANAGER])
def propose(absence_number: str) -> Response | tuple[str, int]:
    """Propose an activity."""
    form = Form(request.form.to_dict())
    today = services().clock.today()
    starts_on = form.date("begint_op", CASE_DATE, "Vul de eerste dag van de activiteit in.", today=today)
    cost = form.number("kosten", COST, "Vul de verwachte kosten in.")
    benefit = form.number("baten", COST, "Vul de verwachte baten in.")
    consulted = [role for role in CONSULTED if form[f"overleg_{role}"] == YES]
    body = {
        "kind": form.choice("soort", KINDS, "Kies de soort activiteit."), "goal": form.choice("doel", GOALS, "Kies het doel."),
        "starts_on": starts_on and starts_on.isoformat(), "estimated_cost": None if cost is None else str(cost),
        "expected_benefit": None if benefit is None else str(benefit), "consulted": consulted,
        "advice_id": form["advies"] or None,
        "note": form.text("afweging", parse_work_note, "Leg de afweging vast."),
        "motivation": form.text("motivering", parse_work_note) or None}
    return _done(absence_number, form, PROPOSAL, "Het voorstel is vastgelegd.", lambda key: services().costs.propose(
        absence_number, body, key=key, version=form.version))


@pages.post(f"{PAGE}/<activity_id>/<act>")
@only_for(roles=[CASEMANAGER, VRA])
def act_on_activity(absence_number: str, activity_id: str, act: str) -> Response | tuple[str, int]:
    """Decide on an activity, inform the employer, or note the start or the end."""
    form = Form(request.form.to_dict())
    acts: dict[str, tuple[str, Json, str]] = {
        "goedkeuren": ("decision", {"approved": True}, "De activiteit is goedgekeurd."),
        "weigeren": ("decision", {"approved": False, "reason": form.text("reden", parse_reason) or None},
                     "De activiteit is geweigerd."),
        "melden": ("announcement", _announced(form), "De werkgever ziet nu of wij vergoeden."),
        "starten": ("start", {}, "De start is vastgelegd."), "afronden": ("finish", {}, "De activiteit is afgerond.")}
    if act not in acts:
        return redirect(_path(absence_number), 303)
    what, body, done = acts[act]
    return _done(absence_number, form, DECISION, done, lambda key: services().costs.act(
        absence_number, activity_id, what, body, key=key, version=form.version))


@pages.post(f"{PAGE}/declareren")
@only_for(SICK_REPORTS)
def declare(absence_number: str) -> Response | tuple[str, int]:
    """Declare one invoice; a file that was sent before stays chosen when something else is wrong."""
    form = Form(request.form.to_dict())
    today = services().clock.today()
    received = form.date("ontvangen_op", CASE_DATE, "Vul in wanneer u de nota kreeg.", today=today)
    paid = form.date("betaald_op", CASE_DATE, "Vul in wanneer u de nota betaalde.", today=today)
    total = form.number("bedrag", PAYMENT, "Vul het bedrag van de nota in, met btw.")
    supplier = form.text("dienstverlener", parse_supplier, "Vul de naam van de dienstverlener in.")
    number = form.text("nummer", parse_invoice_number, "Vul het nummer van de nota in.")
    iban = form.text("iban", parse_iban, "Vul het rekeningnummer in waarop wij betalen.")
    deductible = form.choice("btw", ("ja", "nee"), "Kies of u de btw kunt aftrekken.") == YES
    if not form["activiteit"]:
        form.refuse("activiteit", "Kies bij welke activiteit de nota hoort.")
    _take_file(absence_number, form)
    body = {"activity_id": form["activiteit"], "iban": iban, "vat_deductible": deductible, "invoices": [{
        "supplier": supplier, "number": number, "total": None if total is None else str(total), "file_id": form["kenmerk"],
        "received_on": received and received.isoformat(), "paid_on": paid and paid.isoformat()}]}
    return _done(absence_number, form, DECLARATION, "Uw declaratie is verstuurd.", lambda key: services().costs.declare(
        absence_number, body, key=key, version=form.version))


@pages.post(f"{PAGE}/declaraties/<declaration_id>")
@only_for(roles=[CASEMANAGER, VRA])
def decide(absence_number: str, declaration_id: str) -> Response | tuple[str, int]:
    """Accept or reject a declaration."""
    form = Form(request.form.to_dict())
    accept = form.choice("besluit", ("aannemen", "afwijzen"), "Kies of u de declaratie aanneemt.") == "aannemen"
    body = {"accept": accept, "reason": form.text("reden", parse_reason) or None}
    return _done(absence_number, form, DECISION, "Uw besluit is vastgelegd.", lambda key: services().costs.decide(
        absence_number, declaration_id, body, key=key, version=form.version))


@pages.get(f"{PAGE}/nota/<file_id>")
@only_for(SICK_REPORTS, roles=[CASEMANAGER, VRA])
def invoice(absence_number: str, file_id: str) -> FlaskResponse:
    """The file of an invoice, to save."""
    return FlaskResponse(services().costs.get_invoice(absence_number, file_id), content_type="application/octet-stream",
                         headers={"Content-Disposition": 'attachment; filename="nota"'})


def _announced(form: Form) -> Json:
    amount = form.number("hoogstens", PAYMENT)
    return {"reimbursed": form["vergoeden"] == YES, "amount": None if amount is None else str(amount)}


def _take_file(absence_number: str, form: Form) -> None:
    file = request.files.get("bestand")
    content = file.read() if file else b""
    if content:
        unsent = Form({"sleutel": new_id()})
        kept = sent(unsent, DECLARATION, lambda key: services().costs.send_invoice(absence_number, content, key=key))
        form.errors |= unsent.errors
        form.typed["kenmerk"] = kept or ""
    elif not form["kenmerk"]:
        form.refuse("bestand", "Kies het bestand van de nota.")


def _path(absence_number: str) -> str:
    return PAGE.replace("<absence_number>", absence_number)


def _done(absence_number: str, form: Form, fields: dict[str, str], done: str,
          send: Callable[[str], None]) -> Response | tuple[str, int]:
    if is_sent(form, fields, send):
        notify(done)
        return redirect(_path(absence_number), 303)
    return _page(absence_number, form), 422


def _advices(absence_number: str) -> list[tuple[str, str, str]]:
    rows = [Advice.of(body, services().clock.today()) for body in services().casework.get_dossier(absence_number)["advices"]]
    return [("", "Geen advies", ""), *((row.advice_id, row.title, f"gegeven op {day(row.given_on)}") for row in rows)]


def _page(absence_number: str, form: Form) -> str:
    body, visitor = services().costs.get_costs(absence_number), services().visitor()
    activities = [Activity.of(row) for row in body["activities"]]
    form.shows(body["version"], {activity.title: activity.state[0] for activity in activities})
    may_propose = CASEMANAGER in visitor.roles
    return render_template(
        "perspectief/costs.html", advices=_advices(absence_number) if may_propose else [],
        number=absence_number, activities=activities, form=form, declared=DECLARED,
        declarations=body.get("declarations") or [], kinds=KINDS, goals=GOALS, consulted=CONSULTED,
        may_propose=may_propose, is_vra=VRA in visitor.roles, may_declare=visitor.may(SICK_REPORTS))
