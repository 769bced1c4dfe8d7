"""The pages of maternity, parental and unpaid leave: what is recorded, new leave, other days, and withdrawal (§15.5)."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view import drafts
from services.gateway.view.absences import Absence
from services.gateway.view.formatting import short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import SICK_REPORTS, notify
from services.gateway.view.leaving.leave import EFFECTS, KINDS, Leave
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("leave", rights=[SICK_REPORTS])

PAGE = "/werknemers/<employee_id>/verlof"
FIELDS = {"kind": "soort", "start": "van", "end": "tot_en_met"}


@pages.get(PAGE)
def overview(employee_id: str) -> str:
    """The leave of an employee, and the form of new leave."""
    return _page(employee_id, Form({"sleutel": new_id()} | drafts.take()))


@pages.post(PAGE)
def add(employee_id: str) -> Response | tuple[str, int]:
    """Record leave."""
    form = Form(request.form.to_dict())
    body = _asked(form)
    if is_sent(form, FIELDS, lambda key: services().absence.add_leave(employee_id, body, key=key, version=form.version)):
        notify("Het verlof is vastgelegd.")
        return _back(employee_id)
    return _page(employee_id, form), 422


@pages.get(f"{PAGE}/<leave_id>")
def ask_change(employee_id: str, leave_id: str) -> str:
    """The form with the days of leave."""
    leave = _leave(employee_id, leave_id)
    typed = {"soort": leave.kind, "van": short_day(leave.start), "tot_en_met": short_day(leave.end)}
    return _page(employee_id, Form({"sleutel": new_id()} | typed | drafts.take()), leave)


@pages.post(f"{PAGE}/<leave_id>")
def change(employee_id: str, leave_id: str) -> Response | tuple[str, int]:
    """Change the days of leave."""
    form = Form(request.form.to_dict())
    body = _asked(form)
    if is_sent(form, FIELDS, lambda key: services().absence.change_leave(employee_id, leave_id, body, version=form.version)):
        notify("De dagen van het verlof zijn gewijzigd.")
        return _back(employee_id)
    return _page(employee_id, form, _leave(employee_id, leave_id)), 422


@pages.post(f"{PAGE}/<leave_id>/intrekken")
def withdraw(employee_id: str, leave_id: str) -> Response | tuple[str, int]:
    """Withdraw leave."""
    form = Form(request.form.to_dict())
    if is_sent(form, {}, lambda key: services().absence.withdraw_leave(employee_id, leave_id, key=key, version=form.version)):
        notify("Het verlof is ingetrokken. De dagen tellen weer mee als een ziekmelding eroverheen loopt.")
        return _back(employee_id)
    return _page(employee_id, form), 409


def _asked(form: Form) -> Json:
    """The leave as the form gives it; meaningless if the form has errors."""
    today = services().clock.today()
    kind = form.choice("soort", KINDS, "Kies het soort verlof.")
    first = form.date("van", CASE_DATE, "Vul de eerste dag van het verlof in.", today=today)
    last = form.date("tot_en_met", CASE_DATE, "Vul de laatste dag van het verlof in.", today=today)
    return {"kind": kind, "start": first and first.isoformat(), "end": last and last.isoformat()}


def _leave(employee_id: str, leave_id: str) -> Leave:
    leave = next((one for one in _leaves(employee_id) if one.leave_id == leave_id), None)
    return leave or abort(404)


def _leaves(employee_id: str) -> list[Leave]:
    return [Leave.of(body) for body in services().absence.list_leaves(employee_id)]


def _back(employee_id: str) -> Response:
    return redirect(PAGE.replace("<employee_id>", employee_id), 303)


def _page(employee_id: str, form: Form, changed: Leave | None = None) -> str:
    """The page.

    :param changed: the leave that the form changes; None for new leave
    """
    found, attempts = services(), Attempts()
    employee = Employee.of(found.absence.get_employee(employee_id))
    leaves = _leaves(employee_id)
    form.shows(employee.version, {f"het verlof vanaf {leave.days}": leave.title.lower() for leave in leaves})
    sick = attempts.items("ziekmelding", lambda: found.absence.find_open_absences([employee_id]))
    return render_template("employer/leaving/leave.html", employee=employee, leaves=leaves, form=form, changed=changed,
                           kinds=[(kind, title, EFFECTS[kind]) for kind, title in KINDS.items()],
                           sick=next(map(Absence.of, sick), None), missing=attempts.missing)
