"""The employees that an employer supplied with the application (R-015)."""
from typing import Any

from flask import redirect, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.employees.imports import PERIODS, EmployeeImport
from services.gateway.view.forms import Form
from services.gateway.view.layout import ACCEPTANCE, notify
from shared.fields.identifiers import parse_policy_number
from shared.kernel.ids import new_id

pages = page_blueprint("application", roles=[ACCEPTANCE])

PATH = "/acceptatie/werknemers"
LATEST = 5
NO_POLICY = "Deze polis is niet bekend. Een nieuwe polis is er enkele seconden na de acceptatie."
NOT_READ = "Dit bestand kunnen wij niet lezen. Controleer of het een CSV-bestand of een Excel-werkmap is."


@pages.get(PATH)
def ask() -> tuple[str, int]:
    """The form, and what became of the files that were sent for a policy."""
    form = Form({"polisnummer": request.args.get("polis", ""), "sleutel": new_id()})
    return _page(form, 200 if not form["polisnummer"] or _policy(form) else 422)


@pages.post(PATH)
def send() -> Any:
    """Send the file, which is taken in the background."""
    form = Form(request.form.to_dict())
    policy, period = _policy(form), form.choice("loon", ("", *PERIODS), "Kies of dit het loon per maand of per jaar is.")
    file = request.files.get("bestand")
    content = file.read() if file else b""
    if not content:
        form.refuse("bestand", "Kies eerst een bestand.")
    if form.is_good:
        try:
            services().absence.send_application(policy, content, wage_period=PERIODS.get(period, ""),
                                                key=form["sleutel"] or new_id())
        except ServiceRefused as refusal:
            if refusal.status in (401, 403):
                raise
            rows = "; ".join(error.message for error in refusal.errors[:LATEST])
            if refusal.status == 404:
                form.refuse("polisnummer", NO_POLICY)
            else:
                form.refuse("bestand", rows or refusal.detail or NOT_READ)
            form.typed["sleutel"] = new_id()
        else:
            notify("Het bestand is ontvangen. De werknemers komen bij de werkgever te staan.")
            return redirect(f"{PATH}?polis={policy}", 303)
    return _page(form, 422)


def _policy(form: Form) -> str:
    return form.text("polisnummer", parse_policy_number, "Vul het polisnummer in.")


def _page(form: Form, status: int) -> tuple[str, int]:
    found: list[EmployeeImport] = []
    if form["polisnummer"] and "polisnummer" not in form.errors:
        try:
            found = [EmployeeImport.of(body) for body in services().absence.list_applications(form["polisnummer"], limit=LATEST)]
        except ServiceRefused as refusal:
            if refusal.status != 404:
                raise
            form.refuse("polisnummer", NO_POLICY)
            status = 422
    return render_template("acceptance/application.html", form=form, found=found), status
