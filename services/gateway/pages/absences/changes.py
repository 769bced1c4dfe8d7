"""The pages on which an employer corrects and withdraws what was reported of an absence (domain.md §15.5)."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view import drafts
from services.gateway.view.absences import Absence
from services.gateway.view.forms import Form
from services.gateway.view.layout import SICK_REPORTS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.reports.forecast import Forecast
from services.gateway.view.reports.recorded import FIT, REASON_TITLES, REASONS, SICK, Recorded, recorded_of
from services.gateway.view.reports.recovery import FIELDS, PARTIAL
from shared.kernel.ids import new_id

pages = page_blueprint("changes", rights=[SICK_REPORTS])

PAGE = "/dossier/<absence_number>/melding"
ONE = f"{PAGE}/<key>"
WITHDRAWAL = f"{ONE}/intrekken"
ALL_MONTHS = 24


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """What was reported."""
    absence = _absence(absence_number)
    return render_template("employer/absences/recorded.html", absence=absence, recorded=recorded_of(absence))


@pages.get(ONE)
def ask_change(absence_number: str, key: str) -> str:
    """The form with the present values."""
    absence = _absence(absence_number)
    one, draft = _one(absence, key), drafts.take()
    form = Form(draft or {"sleutel": new_id()} | one.typed)
    return _change_page(absence, one, form, is_restored=bool(draft))


@pages.post(ONE)
def change(absence_number: str, key: str) -> Response | tuple[str, int]:
    """Correct it."""
    form, absence = Form(request.form.to_dict()), _absence(absence_number)
    one = _one(absence, key)
    correction = one.read(form, services().clock.today())
    if is_sent(form, FIELDS, lambda sent: services().absence.correct(absence_number, correction, key=sent,
                                                                     version=form.version)):
        notify("De wijziging is binnen. Het plan en de uitkering rekenen wij opnieuw uit.")
        return redirect(f"/dossier/{absence_number}", 303)
    return _change_page(absence, one, form), 422


@pages.get(WITHDRAWAL)
def ask_withdrawal(absence_number: str, key: str) -> str:
    """What the withdrawal does, before it is done."""
    absence = _absence(absence_number)
    return _withdrawal_page(absence, _one(absence, key), Form(drafts.take() or {"sleutel": new_id()}))


@pages.post(WITHDRAWAL)
def withdraw(absence_number: str, key: str) -> Response | tuple[str, int]:
    """Withdraw it."""
    form, absence = Form(request.form.to_dict()), _absence(absence_number)
    one = _one(absence, key)
    if one.key == SICK:
        form.choice("reden", REASONS, "Kies waarom u de melding intrekt.")
    if is_sent(form, FIELDS, lambda sent: _withdraw(absence_number, one, form, sent)):
        notify("De melding is ingetrokken." if one.key == SICK else f"Ingetrokken: {one.title.lower()}.")
        return redirect(f"/dossier/{absence_number}", 303)
    return _withdrawal_page(absence, one, form), 422


def _withdraw(absence_number: str, one: Recorded, form: Form, key: str) -> None:
    absence = services().absence
    if one.key == SICK:
        absence.cancel(absence_number, REASONS[form["reden"]], key=key, version=form.version)
    elif one.key == FIT:
        absence.withdraw_recovery(absence_number, key=key, version=form.version)
    else:
        absence.withdraw_mutation(absence_number, one.key, key=key, version=form.version)


def _absence(absence_number: str) -> Absence:
    return Absence.of(services().absence.get_absence(absence_number))


def _one(absence: Absence, key: str) -> Recorded:
    """What is corrected or withdrawn; leads to the overview if it is no longer there, as after a second click."""
    found = next((one for one in recorded_of(absence) if one.key == key), None)
    return found or abort(redirect(PAGE.replace("<absence_number>", absence.number), 303))


def _change_page(absence: Absence, one: Recorded, form: Form, *, is_restored: bool = False) -> str:
    form.shows(absence.version, absence.facts)
    employee = Employee.of(services().absence.get_employee(absence.employee_id))
    form.typed.setdefault("contracturen", str(employee.contract_hours or "").replace(".", ","))
    return render_template("employer/absences/recorded_change.html", absence=absence, one=one, form=form, employee=employee,
                           kinds=[(kind, title, "") for kind, title in PARTIAL.items()], is_restored=is_restored)


def _withdrawal_page(absence: Absence, one: Recorded, form: Form) -> str:
    form.shows(absence.version, absence.facts)
    effect = Attempts().get("gevolgen voor de uitkering", lambda: Forecast.of(services().claims.forecast_case(
        absence.number, supposed={"withdrawal": one.withdrawal}, months=ALL_MONTHS, key=new_id())), None)
    reasons = [(reason, title, "") for reason, title in REASON_TITLES.items()] if one.key == SICK else []
    return render_template("employer/absences/recorded_withdraw.html", absence=absence, one=one, form=form, reasons=reasons,
                           forecast=effect)
