"""The page to record that an employee leaves, healthy or sick, and to take that back (R-158, domain.md §15.4, §15.5)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view import drafts
from services.gateway.view.absences import Absence
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.leaving.departure import REASONS
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.perspectief.second_track import Track
from shared.fields.dates import SERVICE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("departure", rights=[EMPLOYEE_DATA, SICK_REPORTS])

NOT_FOUND = 404
FIELDS = {"last_day": "laatste_dag", "reason": "reden"}


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
    reason = form.choice("reden", REASONS, "Kies waarom het dienstverband eindigt.")
    body = {"last_day": last_day and last_day.isoformat(), "reason": reason}
    if is_sent(form, FIELDS, lambda key: services().absence.report_departure(employee_id, body, key=key, version=form.version)):
        notify("De laatste dag in dienst is vastgelegd.")
        return redirect(f"/werknemers/{employee_id}", 303)
    return _form(employee_id, form, status=422)


@pages.post("/werknemers/<employee_id>/uit-dienst/intrekken")
def withdraw(employee_id: str) -> Response | tuple[str, int]:
    """Take back the last day in service; a sick report that it closed is open again."""
    form = Form(request.form.to_dict())
    if is_sent(form, {}, lambda key: services().absence.withdraw_departure(employee_id, key=key, version=form.version)):
        notify("De melding is ingetrokken. De werknemer blijft in dienst.")
        return redirect(f"/werknemers/{employee_id}", 303)
    return _form(employee_id, form, status=409)


def _is_placed(absence_number: str) -> bool:
    """Whether the employee is seconded to another employer, so that ending the employment is a risk (R-122)."""
    try:
        tracks = services().second_track.get_tracks(absence_number)["tracks"]
    except ServiceRefused as refusal:
        if refusal.status != NOT_FOUND:
            raise
        return False
    return any(placed.stands for row in tracks for placed in Track.of(row).placements)


def _form(employee_id: str, form: Form, *, status: int = 200) -> tuple[str, int]:
    employee = Employee.of(services().absence.get_employee(employee_id))
    form.shows(employee.version, employee.facts)
    sick = next(map(Absence.of, services().absence.find_open_absences([employee_id])), None)
    placed = Attempts().get("tweede spoor", lambda: sick is not None and _is_placed(sick.number), otherwise=False)
    return render_template("employer/leaving/departure.html", employee=employee, form=form, sick=sick, reasons=REASONS,
                           is_placed=placed,
                           choices=[(reason, title, "") for reason, title in REASONS.items()]), status
