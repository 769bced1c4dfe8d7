"""The employee pages: list, detail with history, new employee, change of wage."""
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response as FlaskResponse
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.absence import LATEST_ABSENCES
from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, ServiceRefused
from services.gateway.pages.employer.searching import FIELD, rendered
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import Absence, latest_first
from services.gateway.view.employees.disputes import REASONS, Dispute
from services.gateway.view.employees.form import FIELDS, read_person
from services.gateway.view.employees.listing import GROUPS, ORDERS, standing, tabs
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.trail import Trail
from shared.fields.dates import WAGE_DATE
from shared.fields.numbers import ANNUAL_WAGE, WEEKLY_HOURS
from shared.fields.text import parse_search
from shared.kernel.ids import new_id

pages = page_blueprint("employees", rights=[EMPLOYEE_DATA, SICK_REPORTS], roles=["insurer_claims"])

NEW_FIELDS = FIELDS | {"annual_wage": "jaarloon", "contract_hours": "uren"}
WAGE_FIELDS = {"valid_from": "geldig_vanaf", "annual_wage": "jaarloon", "contract_hours": "uren"}


LIST = "/werknemers"
EMPLOYEES_A_PAGE = 25
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What the address asks of the list.

    :ivar shown: word of the group
    """

    form: Form
    search: str
    shown: str
    group: str | None
    order: str

    @property
    def filters(self) -> dict[str, str]:
        """The parameters of the address, without the place in the list."""
        return {FIELD: self.search, "toon": self.shown, "sorteer": self.form["sorteer"]}


def _sought() -> Sought:
    form = Form({name: request.args.get(name, "") for name in (FIELD, "toon", "sorteer")})
    shown = form.choice("toon", GROUPS, "Kies wie u wilt zien.")
    order = form.choice("sorteer", ORDERS, "Kies waarop u wilt sorteren.")
    return Sought(form, form.text(FIELD, parse_search), shown, GROUPS.get(shown), ORDERS.get(order, ORDERS[""])[0])


@pages.get("/werknemers")
def employee_list() -> tuple[str, int]:
    """A page of the employees; the address holds search, group, order and the place in the list."""
    found, attempts, sought = services(), Attempts(), _sought()
    form, today, none = sought.form, found.clock.today(), dict[str, int]()
    trail = Trail.of(LIST, request.args, sought.filters)
    counted = attempts.ask("aantal werknemers", lambda: found.absence.count_employees(sought.search), none)
    page = found.absence.list_employees_of_group(search=sought.search, group=sought.group, order=sought.order,
                                                 cursor=trail.cursor, limit=EMPLOYEES_A_PAGE) if form.is_good else NO_ITEMS
    employees = [Employee.of(body) for body in page["items"]]
    absences = attempts.items("ziekmeldingen", lambda: found.absence.find_latest_absences([e.employee_id for e in employees]))
    return rendered(
        "employer/employees/employees.html", "employer/employees/_employee_list.html", form, absences=_by_employee(
            latest_first(absences)), employees=[(employee, standing(employee, today)) for employee in employees], orders=ORDERS,
        tabs=tabs(counted(), LIST, sought.filters, sought.shown), files=_files(sought), most=LATEST_ABSENCES,
        previous=trail.previous, next=trail.next(page["next"]), may_change=found.visitor().may(EMPLOYEE_DATA),
        missing=attempts.missing)


def _files(sought: Sought) -> dict[str, str]:
    """The address of each kind of file with what the list shows, on all its pages."""
    query = {name: value for name, value in sought.filters.items() if value}
    return {kind: f"{LIST}/exporteren?{urlencode({'soort': kind, **query})}" for kind in FILES}


@pages.get("/werknemers/exporteren")
def export() -> Any:
    """The employees of the list as a file, which can be imported again."""
    sought, kind = _sought(), request.args.get("soort", "")
    if kind not in FILES or not sought.form.is_good:
        return redirect(LIST, 303)
    content = services().absence.get_employee_file(kind, search=sought.search, group=sought.group, order=sought.order)
    return FlaskResponse(content, content_type=FILES[kind], headers={
        "Content-Disposition": f'attachment; filename="werknemers-{services().clock.today()}.{kind}"'})


def _by_employee(absences: list[Absence]) -> dict[str, list[Absence]]:
    grouped: dict[str, list[Absence]] = defaultdict(list)
    for absence in absences:
        grouped[absence.employee_id].append(absence)
    return grouped


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
    wage = form.number("jaarloon", ANNUAL_WAGE, "Vul het jaarloon in.")
    hours = form.number("uren", WEEKLY_HOURS, "Vul de uren per week in.")
    body = read_person(form, today=services().clock.today()) | {
        "annual_wage": f"{wage:.2f}" if wage is not None else None, "contract_hours": str(hours) if hours is not None else None}
    return {name: value for name, value in body.items() if value}


def _page(employee_id: str, form: Form, *, status: int = 200) -> tuple[str, int]:
    found, attempts = services(), Attempts()
    employee = Employee.of(found.absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    trail = Trail.of(f"/werknemers/{employee_id}", request.args, {})
    disputes = attempts.ask_items("twijfel over gegevens", lambda: found.absence.list_disputes(
        employee_id=employee_id, only_open=False)) if not found.visitor().is_staff else list
    history = attempts.get("verzuimhistorie", lambda: found.absence.list_absences_of(employee_id, cursor=trail.cursor), NO_ITEMS)
    page = render_template(
        "employer/employees/employee.html", employee=employee, absences=latest_first(history["items"]), form=form,
        previous=trail.previous, next=trail.next(history["next"]),
        disputes=[Dispute.of(body) for body in disputes()], reasons=list(REASONS.items()),
        may_change=found.visitor().may(EMPLOYEE_DATA), may_report=found.visitor().may("SICK_REPORTS"),
        missing=attempts.missing)
    return page, status


def _refused(form: Form, refusal: ServiceRefused, names: dict[str, str]) -> None:
    if refusal.status in (401, 403, 404):
        raise refusal
    form.take_over(refusal, names)
    form.typed["sleutel"] = new_id()
