"""The pages to report recovery, full or partial, and a relapse."""
from datetime import date
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, ServiceRefused
from services.gateway.pages.employer.searching import FIELD, rendered, search_form
from services.gateway.pages.guard import page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import Absence
from services.gateway.view.formatting import short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import SICK_REPORTS, contacts, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.perspectief.guides import casemanager_of
from services.gateway.view.reports.forecast import Forecast
from services.gateway.view.reports.recovery import (
    AGAIN_SICK,
    EARLIER,
    FIELDS,
    KINDS,
    OUT_OF_ORDER,
    effect_of,
    read_recovery,
    supposed,
    typed,
)
from services.gateway.view.trail import Trail
from shared.fields.text import parse_search
from shared.kernel.ids import new_id

pages = page_blueprint("recovery", rights=[SICK_REPORTS])

PAGE = "/herstel-melden/<absence_number>"
DRAFT = "concept"
CHOICES_A_PAGE = 25
SHOWN_MONTHS = 6
NOT_FOUND = 404


@pages.get("/herstel-melden")
def choose() -> tuple[str, int]:
    """Choose one of the sick employees, by part of the name or by page."""
    form = search_form()
    search = form.text(FIELD, parse_search)
    trail = Trail.of("/herstel-melden", request.args, {FIELD: search})
    page = services().absence.search_open_absences(search=search, cursor=trail.cursor,
                                                   limit=CHOICES_A_PAGE) if form.is_good else NO_ITEMS
    return rendered("employer/recovery/choose.html", "employer/absences/_choose_absence.html", form,
                    absences=[Absence.of(body) for body in page["items"]], previous=trail.previous, next=trail.next(page["next"]))


@pages.get(PAGE)
def ask(absence_number: str) -> tuple[str, int]:
    """Show the form, with today as default date, or as it was before the check page."""
    checked = drafts.find(request.args.get(DRAFT, ""), request.path)
    draft = drafts.take()
    new = {"datum": short_day(services().clock.today()), "sleutel": new_id()}
    typed = draft or (checked or {}).get("fields") or new
    return _form(absence_number, Form(typed), is_restored=bool(draft))


@pages.post(PAGE)
def answer(absence_number: str) -> Any:
    """Validate the form and keep it for the check page, go back to it, or send it."""
    form = Form(request.form.to_dict())
    recovery = _read(form)
    action = request.form.get("actie")
    if not form.is_good:
        return _form(absence_number, form, status=422)
    if action == "versturen":
        return _send(absence_number, form, recovery)
    key = form.typed["sleutel"] = form["sleutel"] or new_id()
    drafts.put(key, request.path, form.typed)
    return redirect(f"{request.path}{'' if action == 'terug' else '/controleren'}?{DRAFT}={key}", 303)


@pages.get(f"{PAGE}/controleren")
def check(absence_number: str) -> Any:
    """Show the effect on the benefit before the recovery is sent."""
    path = PAGE.replace("<absence_number>", absence_number)
    draft = drafts.find(request.args.get(DRAFT, ""), path)
    if draft is None:
        return redirect(path, 303)
    if "sent" in draft:
        return redirect(f"/dossier/{absence_number}", 303)
    form = Form(draft["fields"])
    recovery = _read(form)
    return _check(absence_number, form, recovery) if form.is_good else _form(absence_number, form, status=422)


def _read(form: Form) -> dict[str, Any]:
    return read_recovery(form, KINDS | AGAIN_SICK, services().clock.today())


def _subject(absence_number: str) -> tuple[Absence, Employee]:
    absence = Absence.of(services().absence.get_absence(absence_number))
    return absence, Employee.of(services().absence.get_employee(absence.employee_id))


def _form(absence_number: str, form: Form, *, status: int = 200, is_restored: bool = False) -> tuple[str, int]:
    team = Attempts().ask_items("uw casemanager", lambda: services().casework.list_guides(
        services().visitor().employer_id or ""))
    absence, employee = _subject(absence_number)
    if absence.prepared and not form["soort"]:
        form.typed |= typed(absence.prepared)
    form.shows(absence.version, absence.facts)
    form.typed.setdefault("contracturen", str(employee.contract_hours or "").replace(".", ","))
    if employee.wages and not form["loon"]:
        form.typed["loon"] = f"{employee.wages[-1].month_wage:.2f}".replace(".", ",")
    page = render_template("employer/recovery/form.html", absence=absence, employee=employee, form=form, kinds=KINDS,
                           again=AGAIN_SICK if absence.mutations else {},
                           guide=casemanager_of(team(), contacts()["perspectief"]),
                           is_restored=is_restored)
    return page, status


def _check(absence_number: str, form: Form, recovery: dict[str, Any]) -> str:
    (absence, employee), attempts = _subject(absence_number), Attempts()
    day = recovery.get("first_fit_day") or recovery.get("effective_on")
    forecast = attempts.get("gevolgen voor de uitkering", lambda: Forecast.of(services().claims.forecast_case(
        absence_number, supposed={"recovery": supposed(recovery)}, months=SHOWN_MONTHS, key=new_id())), None)
    return render_template("employer/recovery/check.html", absence=absence, employee=employee, form=form,
                           recovery=recovery, kind=(KINDS | AGAIN_SICK)[form["soort"]], on=date.fromisoformat(str(day)),
                           effect=effect_of(recovery), forecast=forecast)


def _send(absence_number: str, form: Form, recovery: dict[str, Any]) -> Response | tuple[str, int]:
    key = form["sleutel"] or new_id()
    try:
        services().absence.report_recovery(absence_number, recovery, key=key, version=form.version)
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        if refusal.code == OUT_OF_ORDER:
            form.refuse(EARLIER, "Er is al iets gemeld vanaf een latere dag. Klopt deze dag? Bevestig het dan hieronder.")
        else:
            form.take_over(refusal, FIELDS)
        form.typed["sleutel"] = new_id()
        return _form(absence_number, form, status=422 if refusal.status < 409 else refusal.status)
    drafts.put(key, request.path, {}, sent=absence_number)
    notify("Uw herstelmelding is binnen. Uw casemanager bij Perspectief ziet hem ook.")
    return redirect(f"/dossier/{absence_number}", 303)
