"""The pages to report recovery: full, partial by hours, other work with a wage value, or therapy."""
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, Json, ServiceRefused
from services.gateway.pages.employer.searching import FIELD, rendered, search_form
from services.gateway.pages.guard import page_blueprint
from services.gateway.view import drafts
from services.gateway.view.absences import Absence
from services.gateway.view.formatting import percent, short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import SICK_REPORTS, contacts, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.perspectief.guides import casemanager_of
from services.gateway.view.reports.forecast import Forecast
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import MONTH_WAGE, PERCENTAGE, WEEKLY_HOURS, WORKED_HOURS
from shared.fields.text import parse_search
from shared.kernel.ids import new_id
from shared.kernel.percentage import plain

pages = page_blueprint("recovery", rights=[SICK_REPORTS])

FULL, HOURS, WAGE_VALUE, THERAPY = "geheel", "uren", "loonwaarde", "therapie"
KINDS = {FULL: "Geheel hersteld", HOURS: "Gedeeltelijk: uren in het eigen werk", WAGE_VALUE: "Ander werk met loonwaarde",
         THERAPY: "Werken op therapeutische basis"}
BASES = {HOURS: "OWN_WORK_HOURS", WAGE_VALUE: "WAGE_VALUE", THERAPY: "THERAPY"}
FIELDS = {"first_fit_day": "datum", "effective_on": "datum", "recovered_pct": "percentage", "basis": "soort", "kind": "soort",
          "wage_value_month": "loonwaarde", "contract_wage_month": "loon", "data_checked": "gegevens"}
HUNDREDTH = Decimal("0.01")
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
    return rendered("employer/absences/recovery_choose.html", "employer/absences/_choose_absence.html", form,
                    absences=[Absence.of(body) for body in page["items"]], previous=trail.previous, next=trail.next(page["next"]))


@pages.get("/herstel-melden/<absence_number>")
def ask(absence_number: str) -> tuple[str, int]:
    """Show the form, with today as default date."""
    draft = drafts.take()
    typed = draft or {"datum": short_day(services().clock.today()), "sleutel": new_id()}
    return _form(absence_number, Form(typed), is_restored=bool(draft))


@pages.post("/herstel-melden/<absence_number>")
def answer(absence_number: str) -> Any:
    """Validate the form, show the effect, and send the report after confirmation."""
    form = Form(request.form.to_dict())
    recovery = read_recovery(form)
    if request.form.get("actie") == "terug" or not form.is_good:
        return _form(absence_number, form, status=200 if form.is_good else 422)
    if request.form.get("actie") == "versturen":
        return _send(absence_number, form, recovery)
    return _check(absence_number, form, recovery)


def read_recovery(form: Form) -> dict[str, Any]:
    """Parse the recovery from the form; errors are recorded in the form."""
    kind = form.choice("soort", KINDS, "Kies hoe uw werknemer hersteld is.")
    day = form.date("datum", CASE_DATE, "Vul in vanaf welke dag dit geldt.", today=services().clock.today())
    form.choice("gegevens", ("kloppen",), "Bevestig dat de gegevens van uw werknemer nog kloppen.")
    on = day.isoformat() if day else None
    if kind == FULL:
        return {"kind": "FULL", "first_fit_day": on, "data_checked": True}
    body = {"kind": "PARTIAL", "effective_on": on, "basis": BASES.get(kind), "data_checked": True}
    if kind == WAGE_VALUE:
        return body | _wage_value(form)
    return body | {"recovered_pct": "0" if kind == THERAPY else _percentage(form)}


def _percentage(form: Form) -> str | None:
    """The percentage, calculated from hours or as entered."""
    worked, contract = form.number("gewerkte_uren", WORKED_HOURS), form.number("contracturen", WEEKLY_HOURS)
    typed = form.number("percentage", PERCENTAGE)
    if worked is not None and contract:
        typed = (worked * 100 / contract).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
    if typed is None and not form.errors:
        form.refuse("gewerkte_uren", "Vul in hoeveel uur per week uw werknemer het eigen werk doet.")
    if typed is not None and not 0 < typed < 100:
        form.refuse("gewerkte_uren", "Dit moet meer dan niets en minder dan alle uren zijn. Kies anders ‘geheel hersteld’.")
    return plain(typed) if typed is not None else None


def _wage_value(form: Form) -> dict[str, str]:
    value = form.number("loonwaarde", MONTH_WAGE, "Vul in wat het andere werk per maand waard is.")
    wage = form.number("loon", MONTH_WAGE, "Vul het gewone maandloon in.")
    return {"wage_value_month": f"{value or 0:.2f}", "contract_wage_month": f"{wage or 0:.2f}"}


def effect_of(recovery: dict[str, Any]) -> str:
    """The effect of the recovery on the benefit, in a sentence."""
    if recovery["kind"] == "FULL":
        return "De ziekmelding sluit. Tot deze dag berekenen wij de uitkering, daarna niet meer."
    if recovery["basis"] == "THERAPY":
        return "Werken op therapeutische basis heeft geen loonwaarde. De uitkering blijft gelijk."
    if recovery["basis"] == "WAGE_VALUE":
        value, wage = Decimal(recovery["wage_value_month"]), Decimal(recovery["contract_wage_month"])
        pct = min(value * 100 / wage, Decimal(100)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP) if wage else Decimal(0)
    else:
        pct = Decimal(recovery["recovered_pct"])
    return f"Uw werknemer is {percent(pct)} hersteld. Wij rekenen vanaf deze dag met {percent(100 - pct)} arbeidsongeschiktheid."


def _subject(absence_number: str) -> tuple[Absence, Employee]:
    absence = Absence.of(services().absence.get_absence(absence_number))
    return absence, Employee.of(services().absence.get_employee(absence.employee_id))


def _form(absence_number: str, form: Form, *, status: int = 200, is_restored: bool = False) -> tuple[str, int]:
    dossier = Attempts().ask("verzuimdossier", lambda: _dossier(absence_number), None)
    absence, employee = _subject(absence_number)
    form.shows(absence.version, absence.facts)
    form.typed.setdefault("contracturen", str(employee.contract_hours or "").replace(".", ","))
    if employee.wages and not form["loon"]:
        form.typed["loon"] = f"{employee.wages[-1].month_wage:.2f}".replace(".", ",")
    page = render_template("employer/absences/recovery_form.html", absence=absence, employee=employee, form=form, kinds=KINDS,
                           guide=casemanager_of((dossier() or {}).get("guided_by") or (), contacts()["perspectief"]),
                           is_restored=is_restored)
    return page, status


def _dossier(absence_number: str) -> Json | None:
    """The dossier; None until it is opened."""
    try:
        return services().casework.get_dossier(absence_number)
    except ServiceRefused as refusal:
        if refusal.status != NOT_FOUND:
            raise
        return None


def _check(absence_number: str, form: Form, recovery: dict[str, Any]) -> str:
    (absence, employee), attempts = _subject(absence_number), Attempts()
    day = recovery.get("first_fit_day") or recovery.get("effective_on")
    supposed = {name: value for name, value in recovery.items() if name != "data_checked"}
    forecast = attempts.get("gevolgen voor de uitkering", lambda: Forecast.of(services().claims.forecast_case(
        absence_number, recovery=supposed, months=SHOWN_MONTHS, key=new_id())), None)
    return render_template("employer/absences/recovery_check.html", absence=absence, employee=employee, form=form,
                           recovery=recovery, kind=KINDS[form["soort"]], on=date.fromisoformat(str(day)),
                           effect=effect_of(recovery), forecast=forecast)


def _send(absence_number: str, form: Form, recovery: dict[str, Any]) -> Response | tuple[str, int]:
    try:
        services().absence.report_recovery(absence_number, recovery, key=form["sleutel"] or new_id(), version=form.version)
    except ServiceRefused as refusal:
        if refusal.status in (401, 403, 404):
            raise
        form.take_over(refusal, FIELDS)
        form.typed["sleutel"] = new_id()
        return _form(absence_number, form, status=422 if refusal.status < 409 else refusal.status)
    notify("Uw herstelmelding is binnen. Uw casemanager bij Perspectief ziet hem ook.")
    return redirect(f"/dossier/{absence_number}", 303)
