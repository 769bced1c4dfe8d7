"""The pages of a sick report: choose the employee, form, check, confirmation. They ask for no medical information."""
from datetime import date
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, ServiceRefused
from services.gateway.pages.employer.searching import FIELD, rendered, search_form
from services.gateway.pages.guard import page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import Absence, latest_first
from services.gateway.view.formatting import consultant_contact_by, short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.report_questions import ALL, FIRST_SICK_DAY, QUESTIONS, asked_after, listed
from services.gateway.view.seen import VERSION
from services.gateway.view.trail import Trail
from shared.fields.dates import WAGE_DATE
from shared.fields.numbers import ANNUAL_WAGE, WEEKLY_HOURS
from shared.fields.text import parse_search
from shared.kernel.ids import new_id

pages = page_blueprint("sick_report", rights=[SICK_REPORTS])

FIELDS = {question.fact: question.name for question in ALL} | {
    "data_checked": "gegevens", "employee_version": "gegevens", "annual_wage": "jaarloon", "contract_hours": "uren",
    "valid_from": "geldig_vanaf"}
CHOICES_A_PAGE = 12


@pages.get("/ziek-melden")
def choose() -> tuple[str, int]:
    """Choose one of the employees in service, by part of the name or by page."""
    absence, form = services().absence, search_form()
    search = form.text(FIELD, parse_search)
    trail = Trail.of("/ziek-melden", request.args, {FIELD: search})
    page = absence.list_employees(search=search, in_service_on=services().clock.today(), cursor=trail.cursor,
                                  limit=CHOICES_A_PAGE) if form.is_good else NO_ITEMS
    employees = [Employee.of(body) for body in page["items"]]
    open_absences = map(Absence.of, absence.find_open_absences([employee.employee_id for employee in employees]))
    return rendered("employer/absences/sick_choose.html", "employer/absences/_choose_employee.html", form, employees=employees,
                    sick={each.employee_id: each for each in open_absences}, previous=trail.previous,
                    next=trail.next(page["next"]))


@pages.get("/ziek-melden/<employee_id>")
def ask(employee_id: str) -> str | tuple[str, int]:
    """Show the form, with today as default first day."""
    draft = drafts.take()
    typed = draft or {"eerste_ziektedag": short_day(services().clock.today()), "sleutel": new_id()}
    return _form(employee_id, Form(typed), is_restored=bool(draft))


@pages.post("/ziek-melden/<employee_id>")
def answer(employee_id: str) -> Any:
    """Validate the form, or send it after the check page."""
    form = Form(request.form.to_dict())
    report = read_report(form, services().clock.today())
    if request.form.get("actie") == "terug" or not form.is_good:
        return _form(employee_id, form, status=200 if form.is_good else 422)
    if request.form.get("actie") == "versturen":
        return _send(employee_id, form, report)
    return _check(employee_id, form, report)


@pages.get("/ziek-melden/gedaan/<absence_number>")
def done(absence_number: str) -> str:
    """Show the next steps with dates."""
    found, attempts = services(), Attempts()
    absence = Absence.of(found.absence.get_absence(absence_number))
    employee = attempts.ask("werknemer", lambda: Employee.of(found.absence.get_employee(absence.employee_id)), None)
    forecast = attempts.ask("verwachte uitkering", lambda: _forecast(absence), None)
    dossier = attempts.get("dossier", lambda: _dossier(absence_number), None)
    contact = (dossier or {}).get("contact_due_on") or consultant_contact_by(absence.reported_on or found.clock.today())
    return render_template("employer/absences/sick_done.html", absence=absence, employee=employee(), forecast=forecast(),
                           dossier=dossier, contact_by=contact, missing=attempts.missing, follows=True)


def read_report(form: Form, today: date) -> dict[str, Any]:
    """Parse the report from the form; errors are recorded in the form."""
    first_day = FIRST_SICK_DAY.read(form, today)
    form.choice("gegevens", ("kloppen", "wijzigen"), "Kies of de gegevens kloppen.")
    if form["gegevens"] == "wijzigen":
        _read_wage(form, today)
    answers = {FIRST_SICK_DAY.fact: first_day} | {question.fact: question.read(form, today) for question in QUESTIONS}
    return {"data_checked": True} | {fact: answer for fact, answer in answers.items() if answer is not None}


def _read_wage(form: Form, today: date) -> dict[str, Any]:
    wage = form.number("jaarloon", ANNUAL_WAGE, "Vul het jaarloon in dat nu geldt.")
    hours = form.number("uren", WEEKLY_HOURS)
    since = form.date("geldig_vanaf", WAGE_DATE, "Vul in vanaf welke dag dit geldt.", today=today)
    body = {"annual_wage": f"{wage:.2f}" if wage is not None else None, "valid_from": since.isoformat() if since else None}
    return body | ({"contract_hours": str(hours)} if hours is not None else {})


def _form(employee_id: str, form: Form, *, status: int = 200, is_restored: bool = False) -> tuple[str, int]:
    found, today = services(), services().clock.today()
    employee = Employee.of(found.absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    earlier = latest_first(found.absence.list_absences_of(employee_id)["items"])
    page = render_template(
        "employer/absences/sick_form.html", employee=employee, form=form, is_restored=is_restored, first_day=FIRST_SICK_DAY,
        questions=asked_after(next((a.recovered_on for a in earlier if a.may_be_continued(today)), None)),
        may_change=found.visitor().may(EMPLOYEE_DATA), open_absence=next((a for a in earlier if a.is_open), None))
    return page, status


def _check(employee_id: str, form: Form, report: dict[str, Any]) -> str:
    found, attempts = services(), Attempts()
    employee = Employee.of(found.absence.get_employee(employee_id))
    forecast = attempts.get("verwachte uitkering", lambda: found.claims.forecast(
        {"employee_id": employee_id, "first_sick_day": report["first_sick_day"]}, key=new_id()), None)
    return render_template("employer/absences/sick_check.html", employee=employee, form=form, forecast=forecast,
                           answers=listed(report, in_dossier=False))


def _send(employee_id: str, form: Form, report: dict[str, Any]) -> Response | tuple[str, int]:
    absence, key = services().absence, form["sleutel"] or new_id()
    try:
        if form["gegevens"] == "wijzigen":
            wage = _read_wage(form, services().clock.today())
            changed = absence.change_wage(employee_id, wage, key=f"{key}-loon", version=form.version)
            form.typed[VERSION] = str(changed["version"])
        checked = {"employee_version": form.version} if form.version is not None else {}
        filed = absence.report_sick(report | checked | {"employee_id": employee_id}, key=key)
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        form.take_over(refusal, FIELDS)
        form.typed["sleutel"] = new_id()
        return _form(employee_id, form, status=422 if refusal.status < 409 else refusal.status)
    return redirect(f"/ziek-melden/gedaan/{filed['absence_number']}", 303)


def _forecast(absence: Absence) -> dict[str, Any] | None:
    first_day = absence.first_sick_day.isoformat() if absence.first_sick_day else None
    return services().claims.forecast({"employee_id": absence.employee_id, "first_sick_day": first_day}, key=new_id())


def _dossier(absence_number: str) -> dict[str, Any] | None:
    """The dossier, or None: it is opened shortly after the report."""
    try:
        return services().casework.get_dossier(absence_number)
    except ServiceRefused as refusal:
        if refusal.status == 404:
            return None
        raise
