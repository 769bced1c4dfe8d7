"""The dossier pages: all activities with filters (R-149…R-152), and one dossier with its 104 weeks."""
from collections.abc import Callable

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, Json, ServiceRefused
from services.gateway.pages.employer.searching import rendered
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.perspectief.access import ask_for_reason
from services.gateway.pages.sending import sent
from services.gateway.view.absences import Absence
from services.gateway.view.formatting import as_date, consultant_contact_by
from services.gateway.view.forms import Form
from services.gateway.view.layout import SEE_DOSSIERS, SICK_REPORTS, contacts, notify
from services.gateway.view.leaving.leave import Leave
from services.gateway.view.outage import Attempts
from services.gateway.view.people import Employee
from services.gateway.view.perspectief.advices import Meter
from services.gateway.view.perspectief.guides import guides_of
from services.gateway.view.perspectief.medical import Referral
from services.gateway.view.plan import REASONS, STATUSES, Step, Timeline, facts_of, in_order, parties_of, parts_of
from services.gateway.view.reports.forecast import Forecast
from services.gateway.view.reports.track import Track
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE, QUERY_DATE
from shared.fields.text import parse_search
from shared.kernel.ids import new_id

pages = page_blueprint("dossiers", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

SHOWN_MONTHS = 3
COMPLETED = ("", "ja", "nee")
STATES = {"": "Alle", **{status: STATUSES[status][0] for status in ("PLANNED", "OVERDUE", "DONE", "CANCELLED")}}
SEARCHED = ("achternaam", "verzuimnummer", "activiteit", "personeelsnummer")
FILTERS = {"achternaam": "lastName", "verzuimnummer": "absenceNumber", "activiteit": "activity",
           "personeelsnummer": "employeeNumber", "van": "from", "tot": "to", "stand": "status", "afgewerkt": "completed"}
"""Fields of the search and casework's parameters."""
NOT_ASSIGNED = "dossier.not_assigned"
RECORDED = {False: "De activiteit staat nu als afgerond in het dossier.",
            True: "Dit deel is vastgelegd. De activiteit is klaar als ook de andere partij haar deel heeft gedaan."}
"""What is said after a completion, by whether it is one-sided."""


class NotAssigned(Exception):
    """The dossier is assigned to others."""

    def __init__(self, absence_number: str) -> None:
        super().__init__(absence_number)
        self.absence_number = absence_number


@pages.get("/Verzuim/Verzuimdossier")
def activities() -> tuple[str, int]:
    """The activities that match the filters in the URL (R-150)."""
    form = Form({name: request.args.get(name, "") for name in FILTERS})
    trail = Trail.of("/Verzuim/Verzuimdossier", request.args, form.typed)
    sought = _sought(form)
    page = services().casework.list_activities(cursor=trail.cursor, **sought) if form.is_good else NO_ITEMS
    return rendered("perspectief/activities.html", "perspectief/_activity_rows.html", form,
                    steps=[Step.of(body) for body in page["items"]], is_filtered=any(form.typed.values()), states=STATES,
                    previous=trail.previous, next=trail.next(page.get("next")))


def _sought(form: Form) -> dict[str, str]:
    """The filters as casework's parameters; errors are recorded in the form."""
    if form["afgewerkt"] not in COMPLETED or form["stand"] not in STATES:
        abort(422)
    today = services().clock.today()
    first, last = (form.date(name, QUERY_DATE, today=today) for name in ("van", "tot"))
    if first and last and first > last:
        form.refuse("tot", "De laatste dag kan niet voor de eerste liggen.")
    texts = {FILTERS[name]: form.text(name, parse_search) for name in SEARCHED}
    return texts | {"completed": form["afgewerkt"], "status": form["stand"],
                    "from": first.isoformat() if first else "", "to": last.isoformat() if last else ""}


@pages.get("/dossier/<absence_number>")
@pages.get("/Verzuim/Verzuimdossier/<absence_number>")
def dossier(absence_number: str) -> str:
    """One dossier."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.errorhandler(NotAssigned)
def not_assigned(dossier: NotAssigned) -> tuple[str, int]:
    """Ask for a reason to open it."""
    return ask_for_reason(dossier.absence_number, Form({"sleutel": new_id()})), 403


@pages.post("/dossier/<absence_number>/<code>")
def complete(absence_number: str, code: str) -> Response | tuple[str, int]:
    """Record the completion of an activity."""
    form = Form(request.form.to_dict())
    day = form.date("afgerond_op", CASE_DATE, "Vul in op welke dag dit is gedaan.", today=services().clock.today())
    reason = form.choice("reden", ("", *REASONS), "Kies een reden uit de lijst.")
    body = {"completed_on": day and day.isoformat()} | ({"forced_reason": reason} if reason else {})
    answer = sent(form, {"completed_on": "afgerond_op", "forced_reason": "reden"}, lambda key: services().casework.complete(
        absence_number, code, body, key=key, version=form.version))
    if answer is None:
        return _page(absence_number, form, wrong_code=code), 422
    notify(RECORDED[answer.get("status") == "ONE_SIDED"])
    return redirect(f"/dossier/{absence_number}", 303)


def _page(absence_number: str, form: Form, wrong_code: str = "") -> str:
    found, attempts, today = services(), Attempts(), services().clock.today()
    report = attempts.ask("ziekmelding", lambda: _report(absence_number), None)
    body = attempts.get("verzuimdossier", lambda: _dossier(absence_number), None)
    absence = _absence_of_staff(body) if found.visitor().is_staff else report()
    if body is None and absence is None and not attempts.missing:
        abort(404)
    employee = attempts.ask("werknemer", lambda: _employee(absence, body), None)
    leaves = attempts.ask_items("verlof", lambda: found.casework.list_leaves(absence_number) if body else [])
    forecast = attempts.ask("verwachte uitkering", lambda: _forecast(absence), None)
    steps = in_order(Step.of(step, absence_number) for step in (body or {}).get("plan") or ())
    if body is not None:
        form.shows(body["version"], facts_of(body, steps))
    first = absence.first_sick_day if absence else None
    timeline = Timeline.of(first, steps, today, absence.recovered_on if absence else None) if first else None
    return render_template(
        "perspectief/dossier.html", number=absence_number, dossier=body, absence=absence, employee=employee(),
        parts=parts_of(steps, today), first_open=first_open(steps), timeline=timeline,
        form=form, wrong_code=wrong_code, reasons=REASONS, track=_track(absence, body), forecast=forecast(),
        leaves=[Leave.of(each) for each in leaves()], missing=attempts.missing,
        own_parties=parties_of(found.visitor(), works_under_doctor=bool((body or {}).get("opens_medical_file"))),
        meter=Meter.of(body["meter"], []) if body and body.get("meter") else None,
        open_advices=sum(advice["outcome"] == "OPEN" for advice in (body or {}).get("advices") or ()),
        guides=guides_of((body or {}).get("guided_by") or (), contacts()["perspectief"]),
        limitations=next(iter((body or {}).get("limitations") or ()), None),
        referrals=[Referral.of(each) for each in (body or {}).get("referrals") or ()],
        may_report=found.visitor().may("SICK_REPORTS"),
        may_see_readers=found.visitor().is_staff or found.visitor().is_main_contact,
        is_closed=body is None and found.visitor().is_external)


def first_open(steps: list[Step]) -> dict[str, int]:
    """The first open occurrence of each step, the only one that can be completed."""
    found: dict[str, int] = {}
    for step in steps:
        if step.is_open:
            found.setdefault(step.code, step.occurrence)
    return found


def _dossier(absence_number: str) -> Json | None:
    try:
        return _or_none(lambda: services().casework.get_dossier(absence_number))
    except ServiceRefused as refusal:
        if refusal.code == NOT_ASSIGNED:
            raise NotAssigned(absence_number) from None
        raise


def _absence_of_staff(dossier: Json | None) -> Absence | None:
    """The absence as the dossier shows it to staff."""
    return Absence.of(dossier | {"status": dossier["absence_status"]}) if dossier else None


def _report(absence_number: str) -> Absence | None:
    """The absence as the employer reported it; None for staff, who see it in the dossier."""
    if services().visitor().is_staff:
        return None
    body = _or_none(lambda: services().absence.get_absence(absence_number))
    return Absence.of(body) if body else None


def _employee(absence: Absence | None, body: Json | None) -> Employee | None:
    employee_id = absence.employee_id if absence else (body or {}).get("employee_id")
    return Employee.of(services().absence.get_employee(employee_id)) if employee_id else None


def _forecast(absence: Absence | None) -> Forecast | None:
    """What the employer receives of a running case; None for staff and until claims has the report."""
    if absence is None or not absence.is_open or services().visitor().is_staff:
        return None
    body = _or_none(lambda: services().claims.forecast_case(absence.number, months=SHOWN_MONTHS, key=new_id()))
    return Forecast.of(body) if body else None


def _track(absence: Absence | None, body: Json | None) -> Track | None:
    """The delivery of the report of a running case; None for staff, who receive it."""
    if absence is None or not absence.is_open or services().visitor().is_staff:
        return None
    due = as_date((body or {}).get("contact_due_on"))
    return Track.of(absence, body, due or consultant_contact_by(absence.reported_on or services().clock.today()))


def _or_none(ask: Callable[[], Json]) -> Json | None:
    """The result, or None for 404: a dossier is opened shortly after the report."""
    try:
        return ask()
    except ServiceRefused as refusal:
        if refusal.status == 404:
            return None
        raise
