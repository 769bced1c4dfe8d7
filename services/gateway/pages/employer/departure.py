"""The page to record that an employee leaves, healthy or sick (R-158)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import Absence
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.people import Employee
from shared.fields.dates import SERVICE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("departure", rights=[EMPLOYEE_DATA, SICK_REPORTS])


@pages.get("/werknemers/<employee_id>/uit-dienst")
def ask(employee_id: str) -> tuple[str, int]:
    """Show the form."""
    draft = drafts.take()
    return _form(employee_id, Form({"sleutel": new_id()} | draft))


@pages.post("/werknemers/<employee_id>/uit-dienst")
def report(employee_id: str) -> Response | tuple[str, int]:
    """Record the last day in service."""
    form = Form(request.form.to_dict())
    last_day = form.date("laatste_dag", SERVICE_DATE, "Vul de laatste dag van het dienstverband in.",
                         today=services().clock.today())
    if not form.is_good or last_day is None:
        return _form(employee_id, form, status=422)
    try:
        services().absence.report_departure(employee_id, {"last_day": last_day.isoformat()}, key=form["sleutel"] or new_id(),
                                            version=form.version)
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        form.take_over(refusal, {"last_day": "laatste_dag"})
        form.typed["sleutel"] = new_id()
        return _form(employee_id, form, status=422)
    notify("De laatste werkdag is vastgelegd.")
    return redirect(f"/werknemers/{employee_id}", 303)


def _form(employee_id: str, form: Form, *, status: int = 200) -> tuple[str, int]:
    employee = Employee.of(services().absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    sick = next(map(Absence.of, services().absence.find_open_absences([employee_id])), None)
    return render_template("employer/employees/departure.html", employee=employee, form=form, sick=sick), status
