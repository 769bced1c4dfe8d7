"""The pages to change an employee, and to see and take back what was changed."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view import drafts
from services.gateway.view.employees.changes import EmployeeChange
from services.gateway.view.employees.disputes import REASONS
from services.gateway.view.employees.form import FIELDS, read_person, typed
from services.gateway.view.formatting import short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, notify
from services.gateway.view.people import Employee
from services.gateway.view.trail import Trail
from shared.fields.dates import SERVICE_DATE, WAGE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("employee_changes", rights=[EMPLOYEE_DATA])


@pages.get("/werknemers/<employee_id>/wijzigen")
def ask(employee_id: str) -> tuple[str, int]:
    """The form with the present data."""
    draft = drafts.take()
    return _edit_page(employee_id, Form({"sleutel": new_id()} | draft), is_restored=bool(draft))


@pages.post("/werknemers/<employee_id>/wijzigen")
def change(employee_id: str) -> Response | tuple[str, int]:
    """Change the data."""
    form, today = Form(request.form.to_dict()), services().clock.today()
    person = read_person(form, today=today)
    since = form.date("geldt_vanaf", SERVICE_DATE, "Vul in vanaf welke dag dit geldt.", today=today)
    body = person | {"effective_on": since.isoformat() if since else None}
    if is_sent(form, FIELDS | {"effective_on": "geldt_vanaf"}, lambda key: services().absence.edit_employee(
            employee_id, body, key=key, version=form.version)):
        notify("De gegevens zijn gewijzigd.")
        return redirect(f"/werknemers/{employee_id}", 303)
    return _edit_page(employee_id, form, status=422)


@pages.get("/werknemers/<employee_id>/geschiedenis")
def history(employee_id: str) -> tuple[str, int]:
    """What was recorded of the employee, the latest first."""
    return _history_page(employee_id, Form({"sleutel": new_id()}))


@pages.post("/werknemers/<employee_id>/geschiedenis/<change_id>/intrekken")
def withdraw(employee_id: str, change_id: str) -> Response | tuple[str, int]:
    """Take back a change."""
    form = Form(request.form.to_dict())
    if is_sent(form, {}, lambda key: services().absence.withdraw_change(employee_id, change_id, key=key, version=form.version)):
        notify("De wijziging is ingetrokken. Wat ervoor gold, geldt weer.")
        return redirect(f"/werknemers/{employee_id}/geschiedenis", 303)
    return _history_page(employee_id, form, status=422)


@pages.post("/werknemers/<employee_id>/loon/intrekken")
def withdraw_wage(employee_id: str) -> Response | tuple[str, int]:
    """Withdraw a wage."""
    form = Form(request.form.to_dict())
    day = form.date("vanaf", WAGE_DATE, "Noem de dag waarop het loon inging.", today=services().clock.today())
    if is_sent(form, {"valid_from": "vanaf"}, lambda key: services().absence.withdraw_wage(
            employee_id, str(day), key=key, version=form.version)):
        notify("Het loon is ingetrokken. In de geschiedenis kunt u dat terugdraaien.")
        return redirect(f"/werknemers/{employee_id}#loon", 303)
    return _history_page(employee_id, form, status=422)


@pages.post("/werknemers/<employee_id>/twijfel/<dispute_id>")
def settle_dispute(employee_id: str, dispute_id: str) -> Response:
    """Settle a dispute of the data."""
    form = Form(request.form.to_dict())
    outcome = form.choice("uitkomst", ("CORRECTED", "REJECTED"), "Kies wat u heeft gedaan.")
    is_rejected = outcome == "REJECTED"
    reason = form.choice("reden", REASONS, "Kies waarom de gegevens kloppen.") if is_rejected else None
    settlement = {"outcome": outcome, "reason_code": reason}
    if is_sent(form, {}, lambda key: services().absence.settle_dispute(
            dispute_id, settlement, key=key, version=form.version)):
        notify("U heeft de twijfel over de gegevens afgehandeld.")
    else:
        notify(next(iter(form.errors.values())))
    return redirect(f"/werknemers/{employee_id}#twijfel", 303)


def _edit_page(employee_id: str, form: Form, *, is_restored: bool = False, status: int = 200) -> tuple[str, int]:
    body = services().absence.get_employee(employee_id)
    employee = Employee.of(body)
    form.shows(employee.version, employee.facts)
    if "voornaam" not in form.typed:
        form.typed |= typed(body) | {"geldt_vanaf": short_day(services().clock.today())}
    return render_template("employer/employees/employee_edit.html", employee=employee, form=form, is_restored=is_restored), status


def _history_page(employee_id: str, form: Form, *, status: int = 200) -> tuple[str, int]:
    found = services()
    employee = Employee.of(found.absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    trail = Trail.of(f"/werknemers/{employee_id}/geschiedenis", request.args, {})
    page = found.absence.list_changes(employee_id, cursor=trail.cursor)
    account = found.visitor().account_id
    return render_template(
        "employer/employees/employee_history.html", employee=employee, form=form, previous=trail.previous,
        next=trail.next(page["next"]), changes=[EmployeeChange.of(body, own_account=account) for body in page["items"]]), status
