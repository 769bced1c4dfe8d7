"""The pages of a sick report: choose the employee, form, check, confirmation. They ask for no medical information."""
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, ServiceRefused
from services.gateway.edge.upstream import UpstreamAway, UpstreamSlow
from services.gateway.pages.employer.kept_report import keep
from services.gateway.pages.employer.searching import FIELD, rendered, search_form
from services.gateway.pages.guard import page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import Absence, latest_first
from services.gateway.view.formatting import as_date, consultant_contact_by, day, euros, number, phone, short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS
from services.gateway.view.outage import PART_SECONDS, Attempts, within
from services.gateway.view.people import Employee
from services.gateway.view.report_questions import (
    ALL,
    FIRST_SICK_DAY,
    QUESTIONS,
    asked_after,
    check_contested,
    listed,
    opens_more,
)
from services.gateway.view.reports.forecast import Forecast
from services.gateway.view.reports.track import Track
from services.gateway.view.trail import Trail
from shared.fields.contact import parse_phone
from shared.fields.dates import WAGE_DATE
from shared.fields.numbers import ANNUAL_WAGE, WEEKLY_HOURS, in_dutch
from shared.fields.text import parse_occupation, parse_search
from shared.kernel.ids import new_id
from shared.kernel.percentage import plain

pages = page_blueprint("sick_report", rights=[SICK_REPORTS])

FIELDS = {question.fact: question.name for question in ALL} | {
    "data_checked": "gegevens", "employee_version": "gegevens", "annual_wage": "jaarloon", "contract_hours": "uren",
    "valid_from": "geldig_vanaf", "phone": "telefoon", "function": "functie", "data_dispute": "gegevens"}
FIELDS |= {f"employee.{name}": FIELDS[name] for name in ("annual_wage", "contract_hours", "valid_from", "phone", "function")}
CORRECTED: dict[str, Callable[[Employee], str]] = {
    "telefoon": lambda employee: phone(employee.phone) if employee.phone else "",
    "functie": lambda employee: employee.function or "",
    "jaarloon": lambda employee: in_dutch(Decimal(employee.annual_wage), 2) if employee.annual_wage else "",
    "uren": lambda employee: in_dutch(Decimal(employee.contract_hours)) if employee.contract_hours else ""}
"""What is shown of the employee in the fields in which it is corrected."""
CHOICES_A_PAGE = 12
SHOWN_MONTHS = 3
REPORT_SECONDS = 5.0
"""How long a report waits for absence before it is kept; the same report again counts once."""
NOT_FOUND = 404
DRAFT = "concept"
WITHOUT_LIST = "/ziek-melden/zonder-lijst"
WAGE = {"annual_wage", "contract_hours"}


@pages.get("/ziek-melden")
def choose() -> Any:
    """Choose one of the employees in service, by part of the name or by page; without the list while absence is away."""
    try:
        return within(PART_SECONDS, _choices)
    except (UpstreamAway, UpstreamSlow):
        return redirect(WITHOUT_LIST, 303)


def _choices() -> tuple[str, int]:
    absence, form = services().absence, search_form()
    search = form.text(FIELD, parse_search)
    trail = Trail.of("/ziek-melden", request.args, {FIELD: search})
    page = absence.list_employees(search=search, in_service_on=services().clock.today(), cursor=trail.cursor,
                                  limit=CHOICES_A_PAGE) if form.is_good else NO_ITEMS
    employees = [Employee.of(body) for body in page["items"]]
    open_absences = map(Absence.of, absence.find_open_absences([employee.employee_id for employee in employees]))
    return rendered("employer/sick_report/choose.html", "employer/absences/_choose_employee.html", form, employees=employees,
                    sick={each.employee_id: each for each in open_absences}, previous=trail.previous,
                    next=trail.next(page["next"]))


@pages.get("/ziek-melden/<employee_id>")
def ask(employee_id: str) -> Any:
    """Show the form, with today as default first day, or as it was before the check page."""
    checked = drafts.find(request.args.get(DRAFT, ""), request.path)
    draft = drafts.take()
    new = {"eerste_ziektedag": short_day(services().clock.today()), "sleutel": new_id()}
    typed = draft or (checked or {}).get("fields") or new
    try:
        return _form(employee_id, Form(typed), is_restored=bool(draft))
    except (UpstreamAway, UpstreamSlow):
        return redirect(WITHOUT_LIST, 303)


@pages.post("/ziek-melden/<employee_id>")
def answer(employee_id: str) -> Any:
    """Validate the form and keep it for the check page, go back to it, or send it."""
    form = Form(request.form.to_dict())
    report = read_report(form, employee_id, services().clock.today())
    action = request.form.get("actie")
    if not form.is_good:
        return _form(employee_id, form, status=422)
    if action == "versturen":
        return _send(employee_id, form, report)
    key = form.typed["sleutel"] = form["sleutel"] or new_id()
    drafts.put(key, request.path, form.typed)
    return redirect(f"{request.path}{'' if action == 'terug' else '/controleren'}?{DRAFT}={key}", 303)


@pages.get("/ziek-melden/<employee_id>/controleren")
def check(employee_id: str) -> Any:
    """Show the answers and the expected benefit before the report is sent."""
    key, path = request.args.get(DRAFT, ""), f"/ziek-melden/{employee_id}"
    draft = drafts.find(key, path)
    if draft is None:
        return redirect(path, 303)
    if "sent" in draft:
        return redirect(f"/ziek-melden/gedaan/{draft['sent']}", 303)
    form = Form(draft["fields"])
    report = read_report(form, employee_id, services().clock.today())
    return _check(employee_id, form, report) if form.is_good else _form(employee_id, form, status=422)


@pages.get("/ziek-melden/gedaan/<absence_number>")
def done(absence_number: str) -> str:
    """Show the next steps with dates."""
    found, attempts = services(), Attempts()
    absence = Absence.of(found.absence.get_absence(absence_number))
    employee = attempts.ask("werknemer", lambda: Employee.of(found.absence.get_employee(absence.employee_id)), None)
    forecast = attempts.ask("verwachte uitkering", lambda: _forecast(absence), None)
    dossier = attempts.get("dossier", lambda: _dossier(absence_number), None)
    return render_template("employer/sick_report/done.html", absence=absence, employee=employee(), forecast=forecast(),
                           dossier=dossier, track=track_of(absence, dossier), missing=attempts.missing, follows=True)


@pages.get("/ziek-melden/gedaan/<absence_number>/volgen")
def follow(absence_number: str) -> str:
    """The delivery track alone, for the page that shows it."""
    absence = Absence.of(services().absence.get_absence(absence_number))
    dossier = Attempts().get("dossier", lambda: _dossier(absence_number), None)
    return render_template("employer/absences/_track.html", absence=absence, track=track_of(absence, dossier))


def track_of(absence: Absence, dossier: dict[str, Any] | None) -> Track:
    """The delivery track of a report, as far as the services answer."""
    due = as_date((dossier or {}).get("contact_due_on"))
    return Track.of(absence, dossier, due or consultant_contact_by(absence.reported_on or services().clock.today()))


def read_report(form: Form, employee_id: str, today: date) -> dict[str, Any]:
    """Parse the report from the form; errors are recorded in the form."""
    first_day = FIRST_SICK_DAY.read(form, today)
    checked = form.choice("gegevens", ("kloppen", "wijzigen", "onjuist"), "Kies of de gegevens kloppen.")
    answers = {FIRST_SICK_DAY.fact: first_day} | {question.fact: question.read(form, today) for question in QUESTIONS}
    check_contested(form, answers)
    data: dict[str, Any] = {"data_dispute": True} if checked == "onjuist" else {"data_checked": True}
    if checked == "wijzigen" and (correction := read_correction(form, employee_id, today)):
        data["employee"] = correction
    return data | {fact: answer for fact, answer in answers.items() if answer is not None}


def read_correction(form: Form, employee_id: str, today: date) -> dict[str, Any]:
    """Parse the corrected data of the employee: what differs from what is known, or all of it while absence is away."""
    nothing: dict[str, str | None] = {}
    known = Attempts().get("werknemer", lambda: _known(Employee.of(services().absence.get_employee(employee_id))), nothing)
    wage, hours = form.number("jaarloon", ANNUAL_WAGE), form.number("uren", WEEKLY_HOURS)
    typed = {"phone": form.text("telefoon", parse_phone) or None, "function": form.text("functie", parse_occupation) or None,
             "annual_wage": None if wage is None else f"{wage:.2f}", "contract_hours": None if hours is None else plain(hours)}
    changed: dict[str, str | None] = {
        name: value for name, value in typed.items() if value is not None and value != known.get(name)}
    if not known and not form["geldig_vanaf"]:
        changed = {name: value for name, value in changed.items() if name not in WAGE}
    if changed.keys() & WAGE:
        since = form.date("geldig_vanaf", WAGE_DATE, "Vul in vanaf welke dag loon of uren anders zijn.", today=today)
        changed["valid_from"] = since.isoformat() if since else None
    if not changed and form.is_good:
        form.refuse("gegevens", "Wijzig wat niet klopt, of kies dat alles klopt.")
    return changed


def _known(employee: Employee) -> dict[str, str | None]:
    return {"phone": employee.phone, "function": employee.function, "annual_wage": employee.annual_wage,
            "contract_hours": plain(Decimal(employee.contract_hours)) if employee.contract_hours else None}


def corrections(changed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The corrected data of the employee, as the check page lists it."""
    shown: dict[str, tuple[str, Callable[[Any], str]]] = {
        "phone": ("Telefoon wordt", phone), "function": ("Functie wordt", str), "annual_wage": ("Jaarloon wordt", euros),
        "contract_hours": ("Uren per week worden", number), "valid_from": ("Loon en uren gelden vanaf", day)}
    return [(term, write(changed[name])) for name, (term, write) in shown.items() if changed.get(name)]


def _form(employee_id: str, form: Form, *, status: int = 200, is_restored: bool = False) -> tuple[str, int]:
    found, today = services(), services().clock.today()
    employee = Employee.of(found.absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    for name, value in CORRECTED.items():
        form.typed.setdefault(name, value(employee))
    form.typed["naam"] = employee.name
    earlier = latest_first(found.absence.list_absences_of(employee_id)["items"])
    page = render_template(
        "employer/sick_report/form.html", employee=employee, form=form, is_restored=is_restored, first_day=FIRST_SICK_DAY,
        questions=asked_after(next((a.recovered_on for a in earlier if a.may_be_continued(today)), None)),
        opens_more=opens_more(form),
        may_change=found.visitor().may(EMPLOYEE_DATA), open_absence=next((a for a in earlier if a.is_open), None))
    return page, status


def _check(employee_id: str, form: Form, report: dict[str, Any]) -> str:
    found, attempts = services(), Attempts()
    asked = attempts.ask("werknemer", lambda: Employee.of(found.absence.get_employee(employee_id)), None)
    forecast = attempts.ask("verwachte uitkering", lambda: Forecast.of(found.claims.forecast(
        supposed(employee_id, report), key=new_id())), None)
    employee = asked()
    return render_template("employer/sick_report/check.html", employee_id=employee_id, form=form,
                           name=employee.name if employee else form["naam"], forecast=forecast(),
                           answers=listed(report, in_dossier=False), changes=corrections(report.get("employee", {})))


def _send(employee_id: str, form: Form, report: dict[str, Any]) -> Response | tuple[str, int]:
    absence, key = services().absence, form["sleutel"] or new_id()
    checked = {"employee_version": form.version} if form.version is not None else {}
    sent = report | checked | {"employee_id": employee_id}
    try:
        filed = within(REPORT_SECONDS, lambda: absence.report_sick(sent, key=key))
    except (UpstreamAway, UpstreamSlow):
        return keep(key, sent, form["naam"])
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        form.take_over(refusal, FIELDS)
        form.typed["sleutel"] = new_id()
        return _form(employee_id, form, status=422 if refusal.status < 409 else refusal.status)
    drafts.put(key, request.path, {}, sent=str(filed["absence_number"]))
    return redirect(f"/ziek-melden/gedaan/{filed['absence_number']}", 303)


def supposed(employee_id: str, report: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a report that decide about its benefit, as claims takes them."""
    answers = {name: report[name] for name in ("first_sick_day", "safety_net", "same_cause") if report.get(name) is not None}
    changed = report.get("employee", {})
    wage = {"annual_wage": changed["annual_wage"], "wage_from": changed["valid_from"]} if "annual_wage" in changed else {}
    return {"employee_id": employee_id, **answers, **wage}


def _forecast(absence: Absence) -> Forecast:
    """The forecast of the case, or of the report while claims has not received it."""
    try:
        return Forecast.of(services().claims.forecast_case(absence.number, months=SHOWN_MONTHS, key=new_id()))
    except ServiceRefused as refusal:
        if refusal.status != NOT_FOUND:
            raise
    return Forecast.of(services().claims.forecast(supposed(absence.employee_id, absence.reported), key=new_id()))


def _dossier(absence_number: str) -> dict[str, Any] | None:
    """The dossier, or None: it is opened shortly after the report."""
    try:
        return services().casework.get_dossier(absence_number)
    except ServiceRefused as refusal:
        if refusal.status == NOT_FOUND:
            return None
        raise
