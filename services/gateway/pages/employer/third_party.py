"""The answer to whether a third party may be liable, given or changed after the report (R-140)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.absences import Absence
from services.gateway.view.forms import Form
from services.gateway.view.insurer.recourse import RecourseFile
from services.gateway.view.layout import SICK_REPORTS, notify
from services.gateway.view.report_questions import THIRD_PARTY
from shared.kernel.ids import new_id

pages = page_blueprint("third_party", rights=[SICK_REPORTS])


@pages.get("/dossier/<absence_number>/aansprakelijk")
def ask(absence_number: str) -> tuple[str, int]:
    """The question, with the present answer."""
    return _form(absence_number, Form({"sleutel": new_id()}), 200)


@pages.post("/dossier/<absence_number>/aansprakelijk")
def answer(absence_number: str) -> Response | tuple[str, int]:
    """Record the answer."""
    form = Form(request.form.to_dict())
    said = THIRD_PARTY.read(form, services().clock.today())
    if not form.is_good:
        return _form(absence_number, form, 422)
    try:
        services().absence.correct(absence_number, {THIRD_PARTY.fact: said}, key=form["sleutel"] or new_id(),
                                   version=form.version)
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        form.take_over(refusal, {THIRD_PARTY.fact: THIRD_PARTY.name})
        form.typed["sleutel"] = new_id()
        return _form(absence_number, form, 422 if refusal.status < 409 else refusal.status)
    notify("Uw antwoord staat in de melding." + (" Team Claims neemt contact met u op." if said == "YES" else ""))
    return redirect(f"/dossier/{absence_number}", 303)


def _form(absence_number: str, form: Form, status: int) -> tuple[str, int]:
    absence = Absence.of(services().absence.get_absence(absence_number))
    form.shows(absence.version, absence.facts)
    form.typed.setdefault(THIRD_PARTY.name, THIRD_PARTY.typed(absence.third_party))
    found = services().recourse.find_file(absence_number)
    file = RecourseFile.of(found["file"], services().clock.today()) if found else None
    return render_template("employer/absences/third_party.html", absence=absence, form=form, question=THIRD_PARTY,
                           file=file), status
