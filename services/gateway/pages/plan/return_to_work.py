"""What the doctor expects of the return to work, and the efforts of employer and employee (R-044, R-045)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.formatting import as_date, full_name
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEWORK_ROLES, SEE_DOSSIERS, SICK_REPORTS, notify
from services.gateway.view.plan import EFFORTS, EXPECTATIONS
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("return_to_work", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/terugkeer"
FIELDS = {"expectation": "verwachting", "given_on": "gegeven_op", "effort_class": "soort", "made_on": "gedaan_op"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The expectation and the efforts, with what the visitor may add."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/verwachting")
@only_for(roles=["company_doctor", "absence_consultant"])
def expect(absence_number: str) -> Response | tuple[str, int]:
    """Record what the doctor expects."""
    form = Form(request.form.to_dict())
    expectation = form.choice("verwachting", EXPECTATIONS, "Kies wat u verwacht.")
    given_on = form.date("gegeven_op", CASE_DATE, "Vul in wanneer u dit oordeel gaf.", today=services().clock.today())
    return _recorded(absence_number, form, "prognoses", {
        "expectation": expectation, "given_on": given_on and given_on.isoformat()}, "De verwachting staat in het dossier.")


@pages.post(f"{PAGE}/inspanning")
@only_for(SICK_REPORTS, roles=CASEWORK_ROLES)
def exert(absence_number: str) -> Response | tuple[str, int]:
    """Record an effort to resume work."""
    form = Form(request.form.to_dict())
    effort = form.choice("soort", EFFORTS, "Kies om welk werk het ging.")
    made_on = form.date("gedaan_op", CASE_DATE, "Vul in wanneer dit was.", today=services().clock.today())
    return _recorded(absence_number, form, "efforts", {
        "effort_class": effort, "made_on": made_on and made_on.isoformat()}, "De inspanning staat in het dossier.")


def _recorded(absence_number: str, form: Form, what: str, body: Json, done: str) -> Response | tuple[str, int]:
    if not is_sent(form, FIELDS, lambda key: services().casework.record(
            absence_number, what, body, key=key, version=form.version)):
        return _page(absence_number, form), 422
    notify(done)
    return redirect(PAGE.replace("<absence_number>", absence_number), 303)


def _page(absence_number: str, form: Form) -> str:
    dossier, visitor = services().casework.get_dossier(absence_number), services().visitor()
    efforts = [(as_date(row["made_on"]), EFFORTS[row["effort_class"]]) for row in dossier["efforts"]]
    form.shows(dossier["version"], {"het aantal inspanningen": str(len(efforts))})
    expectation = dossier.get("expectation")
    return render_template(
        "plan/return_to_work.html", number=absence_number, name=full_name(dossier), form=form, efforts=efforts,
        expectation=EXPECTATIONS[expectation] if expectation else None,
        expectations=[(code, *texts) for code, texts in EXPECTATIONS.items()],
        kinds=[(code, *texts) for code, texts in EFFORTS.items()],
        may_expect=bool(dossier.get("opens_medical_file")),
        may_add=visitor.may(SICK_REPORTS) or bool(visitor.roles & CASEWORK_ROLES))
