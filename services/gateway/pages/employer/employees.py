"""The employee pages: list, detail with history, new employee, change of wage."""
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import latest_first
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee, in_order
from shared.fields.contact import parse_phone
from shared.fields.dates import BIRTH_DATE, SERVICE_DATE, WAGE_DATE
from shared.fields.identifiers import parse_employee_number
from shared.fields.names import parse_infix, parse_name
from shared.fields.numbers import ANNUAL_WAGE, WEEKLY_HOURS
from shared.fields.text import parse_occupation
from shared.kernel.ids import new_id

pages = page_blueprint("employees", rights=[EMPLOYEE_DATA, SICK_REPORTS], roles=["insurer_claims"])

NEW_FIELDS = {"first_name": "voornaam", "infix": "tussenvoegsel", "last_name": "achternaam", "birth_date": "geboortedatum",
              "phone": "telefoon", "employee_number": "nummer", "function": "functie", "department": "afdeling",
              "employed_from": "in_dienst", "annual_wage": "jaarloon", "contract_hours": "uren"}
WAGE_FIELDS = {"valid_from": "geldig_vanaf", "annual_wage": "jaarloon", "contract_hours": "uren"}


@pages.get("/werknemers")
def employee_list() -> str:
    """All employees, or those that match a search."""
    found, attempts, text = services(), Attempts(), request.args.get("zoek", "").strip()
    today, everyone = found.clock.today(), request.args.get("uit_dienst") == "ja"
    employees = [e for e in in_order(found.absence.list_employees()) if everyone or e.is_in_service(today)]
    absences = attempts.items("ziekmeldingen", found.absence.list_absences)
    by_employee: dict[str, list[Any]] = {}
    for absence in latest_first(absences):
        by_employee.setdefault(absence.employee_id, []).append(absence)
    shown = [e for e in employees if e.answers_to(text)] if text else employees
    template = "_employee_rows.html" if request.headers.get("HX-Request") else "employees.html"
    return render_template(f"employer/employees/{template}", employees=shown, absences=by_employee, text=text,
                           total=len(employees), everyone=everyone, may_change=found.visitor().may(EMPLOYEE_DATA),
                           missing=attempts.missing)


@pages.get("/werknemers/<employee_id>")
def employee_page(employee_id: str) -> str:
    """One employee: data, wages and the history of absence (R-154)."""
    return _page(employee_id, Form({"sleutel": new_id()} | drafts.take()))[0]


@pages.get("/werknemers/toevoegen")
@only_for(EMPLOYEE_DATA)
def ask_new() -> str:
    """Show the form for a new employee."""
    draft = drafts.take()
    form = Form({"sleutel": new_id()} | draft)
    return render_template("employer/employees/employee_new.html", form=form, is_restored=bool(draft))


@pages.post("/werknemers/toevoegen")
@only_for(EMPLOYEE_DATA)
def add() -> Response | tuple[str, int]:
    """Add an employee."""
    form = Form(request.form.to_dict())
    employee = read_employee(form)
    if form.is_good:
        try:
            added = services().absence.add_employee(employee, key=form["sleutel"] or new_id())
        except ServiceRefused as refusal:
            _refused(form, refusal, NEW_FIELDS)
        else:
            notify("De werknemer is toegevoegd.")
            return redirect(f"/werknemers/{added['employee_id']}", 303)
    return render_template("employer/employees/employee_new.html", form=form), 422


@pages.post("/werknemers/<employee_id>/loon")
@only_for(EMPLOYEE_DATA)
def change_wage(employee_id: str) -> Response | tuple[str, int]:
    """Change wage or hours from a day."""
    form = Form(request.form.to_dict())
    since = form.date("geldig_vanaf", WAGE_DATE, "Vul in vanaf welke dag dit geldt.", today=services().clock.today())
    wage, hours = form.number("jaarloon", ANNUAL_WAGE, "Vul het jaarloon in."), form.number("uren", WEEKLY_HOURS)
    if form.is_good and since and wage is not None:
        body = {"valid_from": since.isoformat(), "annual_wage": f"{wage:.2f}"}
        try:
            services().absence.change_wage(employee_id, body | ({"contract_hours": str(hours)} if hours else {}),
                                           key=form["sleutel"] or new_id(), version=form.version)
        except ServiceRefused as refusal:
            _refused(form, refusal, WAGE_FIELDS)
        else:
            notify("Het loon is gewijzigd.")
            return redirect(f"/werknemers/{employee_id}", 303)
    return _page(employee_id, form, status=422)


@pages.get("/werknemers/<employee_id>/loon")
@only_for(EMPLOYEE_DATA)
def wage_form(employee_id: str) -> Response:
    """Redirect to the employee's page, which contains the wage form."""
    return redirect(f"/werknemers/{employee_id}#loon")


def read_employee(form: Form) -> dict[str, Any]:
    """Parse the employee from the form; errors are recorded in the form."""
    today = services().clock.today()
    born = form.date("geboortedatum", BIRTH_DATE, "Vul de geboortedatum in.", today=today)
    since = form.date("in_dienst", SERVICE_DATE, "Vul in vanaf welke dag de werknemer in dienst is.", today=today)
    wage = form.number("jaarloon", ANNUAL_WAGE, "Vul het jaarloon in.")
    hours = form.number("uren", WEEKLY_HOURS, "Vul de uren per week in.")
    body = {
        "first_name": form.text("voornaam", parse_name, "Vul de voornaam in."), "infix": form.text("tussenvoegsel", parse_infix),
        "last_name": form.text("achternaam", parse_name, "Vul de achternaam in."),
        "birth_date": born.isoformat() if born else None,
        "phone": form.text("telefoon", parse_phone),
        "employee_number": form.text("nummer", parse_employee_number, "Vul het personeelsnummer in."),
        "function": form.text("functie", parse_occupation), "department": form.text("afdeling", parse_occupation),
        "employed_from": since.isoformat() if since else None,
        "annual_wage": f"{wage:.2f}" if wage is not None else None, "contract_hours": str(hours) if hours is not None else None,
    }
    return {name: value for name, value in body.items() if value}


def _page(employee_id: str, form: Form, *, status: int = 200) -> tuple[str, int]:
    found, attempts = services(), Attempts()
    employee = Employee.of(found.absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    absences = latest_first(attempts.items("verzuimhistorie", lambda: found.absence.list_absences(employee_id=employee_id)))
    page = render_template(
        "employer/employees/employee.html", employee=employee, absences=absences, form=form,
        may_change=found.visitor().may(EMPLOYEE_DATA), may_report=found.visitor().may("SICK_REPORTS"),
        missing=attempts.missing)
    return page, status


def _refused(form: Form, refusal: ServiceRefused, names: dict[str, str]) -> None:
    if refusal.status in (401, 403, 404):
        raise refusal
    form.take_over(refusal, names)
    form.typed["sleutel"] = new_id()
