"""The page of vacation during sickness: what is planned, a new one, the doctor's answer, and the hours that accrue."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import CASEWORK_ROLES, EMPLOYEE_DATA, SICK_REPORTS, notify
from services.gateway.view.seen import Facts
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import DEBITED_HOURS, HOLIDAYS_A_YEAR
from shared.kernel.ids import new_id

pages = page_blueprint("vacations", rights=[SICK_REPORTS], roles=CASEWORK_ROLES)

PAGE = "/dossier/<absence_number>/vakantie"
AGREEMENTS = "/vakantieafspraken"
DOUBT = "twijfel"
DOCTOR = "company_doctor"
STATES = {"REQUESTED": ("Wacht op de bedrijfsarts", "warning"), "APPROVED": ("Goedgekeurd", "success"),
          "REFUSED": ("Geweigerd", "danger"), "WITHDRAWN": ("Ingetrokken", "secondary")}
FIELDS = {"start": "van", "end": "tot_en_met", "hampers_recovery": "belemmert", "consent_on": "toestemming_op",
          "hours": "uren", "holidays": "dagen", "written_consent": "kenmerk", "arrangement": "afspraak"}
ARRANGEMENT_FIELDS = {"days_per_year": "dagen_per_jaar", "rule": "opbouw", "source": "bron"}
SOURCES = {"CONTRACT": "In de arbeidsovereenkomst", "CAO": "In de cao"}
RULES = {"FULL": "Gewoon door, net als de wettelijke dagen", "NONE": "Geen opbouw tijdens ziekte",
         "PRO_RATA": "Alleen over de uren die de werknemer werkt"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The vacations of a case, and the form of a new one."""
    return _page(absence_number, Form({"sleutel": new_id(), "dagen": "STATUTORY", "belemmert": "nee"}))


@pages.post(PAGE)
@only_for(SICK_REPORTS, roles=["casemanager"])
def plan(absence_number: str) -> Response | tuple[str, int]:
    """Record a vacation."""
    form = Form(request.form.to_dict())
    body = _asked(form)
    if is_sent(form, FIELDS, lambda key: services().casework.plan_vacation(absence_number, body, key=key, version=form.version)):
        notify("De bedrijfsarts krijgt de vraag of er bezwaar is." if body["doubt"] else "De vakantie is vastgelegd.")
        return _back(absence_number)
    return _page(absence_number, form), 422


@pages.post(f"{PAGE}/<vacation_id>/goedkeuren")
@only_for(SICK_REPORTS, roles=["casemanager"])
def approve(absence_number: str, vacation_id: str) -> Response | tuple[str, int]:
    """Approve a vacation after the doctor's answer."""
    return _act(absence_number, vacation_id, "approval", {}, "De vakantie is goedgekeurd.")


@pages.post(f"{PAGE}/<vacation_id>/intrekken")
@only_for(SICK_REPORTS, roles=["casemanager"])
def withdraw(absence_number: str, vacation_id: str) -> Response | tuple[str, int]:
    """Take back a vacation."""
    return _act(absence_number, vacation_id, "withdrawal", {}, "De vakantie is ingetrokken.")


@pages.post(f"{PAGE}/<vacation_id>/bezwaar")
@only_for(roles=[DOCTOR])
def answer(absence_number: str, vacation_id: str) -> Response | tuple[str, int]:
    """The company doctor's answer, without a reason."""
    given = request.form.get("antwoord", "")
    if given not in ("NO_OBJECTION", "OBJECTION"):
        abort(422)
    return _act(absence_number, vacation_id, "objection", {"answer": given}, "Uw antwoord is vastgelegd.")


@pages.get(AGREEMENTS)
@only_for(EMPLOYEE_DATA)
def arrangement() -> str:
    """What the employer agreed about extra holidays."""
    known = services().casework.get_holiday_arrangement()
    return _arrangement(Form({"dagen_per_jaar": known["days_per_year"].replace(".", ","), "opbouw": known["rule"],
                              "bron": known["source"] or ""}))


@pages.post(AGREEMENTS)
@only_for(EMPLOYEE_DATA)
def arrange() -> Response | tuple[str, int]:
    """Record the arrangement."""
    form = Form(request.form.to_dict())
    days = form.number("dagen_per_jaar", HOLIDAYS_A_YEAR, "Vul het aantal dagen in.")
    rule = form.choice("opbouw", RULES, "Kies hoe de opbouw is.")
    source = form.choice("bron", ("", *SOURCES), "Kies waar het staat.")
    if rule not in ("", "FULL") and not source:
        form.refuse("bron", "Zeg waar deze afspraak staat. Anders lopen de dagen gewoon door.")
    body = {"days_per_year": str(days), "rule": rule, "source": source or None}
    if is_sent(form, ARRANGEMENT_FIELDS, lambda key: services().casework.set_holiday_arrangement(body)):
        notify("De afspraak is opgeslagen.")
        return redirect(AGREEMENTS, 303)
    return _arrangement(form), 422


def _asked(form: Form) -> Json:
    """The vacation as the form gives it; meaningless if the form has errors."""
    today = services().clock.today()
    first = form.date("van", CASE_DATE, "Vul de eerste dag van de vakantie in.", today=today)
    last = form.date("tot_en_met", CASE_DATE, "Vul de laatste dag van de vakantie in.", today=today)
    consent_on = form.date("toestemming_op", CASE_DATE, today=today)
    hours = form.number("uren", DEBITED_HOURS)
    hampers = form.choice("belemmert", ("nee", DOUBT, YES), "Kies wat u hiervan vindt.")
    return {
        "start": first and first.isoformat(), "end": last and last.isoformat(), "hampers_recovery": hampers == YES,
        "doubt": hampers == DOUBT, "consent_on": consent_on and consent_on.isoformat(),
        "hours": None if hours is None else str(hours), "written_consent": form["kenmerk"] or None,
        "holidays": form.choice("dagen", ("STATUTORY", "EXTRA"), "Kies welke dagen u afboekt."),
        "arrangement": form.choice("afspraak", ("", *SOURCES), "Kies een van de antwoorden.") or None}


def _act(absence_number: str, vacation_id: str, what: str, body: dict[str, str], done: str) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    if is_sent(form, {}, lambda key: services().casework.act_on_vacation(
            absence_number, vacation_id, what, body, key=key, version=form.version)):
        notify(done)
        return _back(absence_number)
    return _page(absence_number, Form({"sleutel": new_id(), "dagen": "STATUTORY", "belemmert": "nee"}), form), 409


def _back(absence_number: str) -> Response:
    return redirect(PAGE.replace("<absence_number>", absence_number), 303)


def _page(absence_number: str, form: Form, act: Form | None = None) -> str:
    dossier = services().casework.get_dossier(absence_number)
    facts: Facts = {f"de vakantie vanaf {row['start']}": STATES[row["status"]][0] for row in dossier["vacations"]}
    for shown in (form, act):
        if shown is not None:
            shown.shows(dossier["version"], facts)
    if act is not None:
        form.errors = act.errors
    visitor = services().visitor()
    return render_template(
        "perspectief/vacations.html", number=absence_number, name=full_name(dossier), vacations=dossier["vacations"], form=form,
        holidays=services().casework.get_holidays(absence_number), states=STATES, sources=SOURCES, rules=RULES,
        may_plan=visitor.may(SICK_REPORTS) or "casemanager" in visitor.roles, is_doctor=DOCTOR in visitor.roles,
        may_arrange=visitor.may(EMPLOYEE_DATA))


def _arrangement(form: Form) -> str:
    return render_template("perspectief/holiday_arrangement.html", form=form, sources=SOURCES, rules=RULES)
