"""A wage sanction of UWV: reported, corrected, shortened and taken back by the employer, judged by Perspectief (R-047…R-053)."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.documents.sending import take_document
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import YES, Form
from services.gateway.view.guarantee.wage_sanction import KINDS, WageSanction
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import SANCTION_WEEKS
from shared.kernel.ids import new_id

pages = page_blueprint("wage_sanction", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/loonsanctie"
CASEMANAGER = "casemanager"
FIELDS = {"decision_on": "besluit_op", "received_on": "ontvangen_op", "weeks": "weken", "kind": "soort", "ends_on": "tot_en_met",
          "met": "voldaan", "document_id": "bestand"}
DONE = {"oordeel": ("judgement", "Uw oordeel is vastgelegd."),
        "verkorting": ("shortening", "De verkorting is vastgelegd. Het bedrag volgt."),
        "intrekken": ("withdrawal", "De melding van de loonsanctie is ingetrokken.")}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The wage sanction with its conditions, or the form to report one."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def report(absence_number: str) -> Response | tuple[str, int]:
    """Report a wage sanction."""
    form = Form(request.form.to_dict())
    body = _sanction(absence_number, form)
    if not is_sent(form, FIELDS, lambda key: services().guarantee.report(absence_number, body, key=key, version=form.version)):
        return _page(absence_number, form), 422
    return _done(absence_number, "De loonsanctie is gemeld. Perspectief beoordeelt de garantie.")


@pages.post(f"{PAGE}/<sanction_id>/corrigeren")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def correct(absence_number: str, sanction_id: str) -> Response | tuple[str, int]:
    """Correct the report."""
    form = Form(request.form.to_dict())
    body = _sanction(absence_number, form)
    if not is_sent(form, FIELDS, lambda key: services().guarantee.correct(
            absence_number, sanction_id, body, version=form.version)):
        return _page(absence_number, form), 422
    return _done(absence_number, "De melding is gecorrigeerd.")


@pages.post(f"{PAGE}/<sanction_id>/<act>")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def change(absence_number: str, sanction_id: str, act: str) -> Response | tuple[str, int]:
    """Judge the contract terms, record a shortening, or take the report back."""
    if act not in DONE:
        abort(404)
    form = Form(request.form.to_dict())
    what, done = DONE[act]
    body = _change(form, act)
    if not is_sent(form, FIELDS, lambda key: services().guarantee.act(
            absence_number, sanction_id, what, body, key=key, version=form.version)):
        return _page(absence_number, form), 422
    return _done(absence_number, done)


def _change(form: Form, act: str) -> Json:
    if act == "oordeel":
        return {"met": form.choice("voldaan", ("ja", "nee"), "Kies of aan de overeenkomst is voldaan.") == YES}
    if act == "verkorting":
        last = form.date("tot_en_met", CASE_DATE, "Vul de laatste dag van de loonsanctie in.", today=services().clock.today())
        return {"ends_on": last and last.isoformat()}
    return {}


def _sanction(absence_number: str, form: Form) -> Json:
    """What the form says about UWV's decision, after its copy is sent."""
    today = services().clock.today()
    decided = form.date("besluit_op", CASE_DATE, "Vul de datum van het besluit in.", today=today)
    received = form.date("ontvangen_op", CASE_DATE, "Vul in wanneer u het besluit kreeg.", today=today)
    weeks = form.text("weken", lambda raw: str(SANCTION_WEEKS.parse_text(raw)), "Vul in hoeveel weken de loonsanctie duurt.")
    kind = form.choice("soort", KINDS, "Kies waarom UWV de loonsanctie oplegt.")
    copy = take_document(absence_number, form, kind="UWV_DECISION", dated_on=decided.isoformat(), missing=None) if (
        decided and form.is_good) else None
    return {"decision_on": decided and decided.isoformat(), "received_on": received and received.isoformat(),
            "weeks": int(weeks or 0), "kind": kind, "document_id": copy}


def _done(absence_number: str, done: str) -> Response:
    notify(done)
    return redirect(PAGE.replace("<absence_number>", absence_number), 303)


def _page(absence_number: str, form: Form) -> str:
    dossier, visitor = services().casework.get_dossier(absence_number), services().visitor()
    rows = dossier["wage_sanctions"]
    sanction = WageSanction.of(rows[-1], dossier["guarantee"]) if rows else None
    form.shows(dossier["version"], {"de garantie": sanction.decision[0] if sanction else "geen loonsanctie"})
    may_report = visitor.may(SICK_REPORTS) or CASEMANAGER in visitor.roles
    return render_template(
        "guarantee/wage_sanction.html", number=absence_number, name=full_name(dossier), form=form, sanction=sanction,
        kinds=[(code, title, text) for code, (title, text) in KINDS.items()], may_report=may_report,
        may_judge=CASEMANAGER in visitor.roles)
