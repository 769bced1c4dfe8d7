"""The complaint desk: complaints by status, one with its handling, and the figures (features N4)."""
from collections.abc import Callable

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.complaints import ACTS, OUTCOMES, REASONS, STATES, SUBJECTS, Complaint
from services.gateway.view.formatting import moment
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEMANAGER, notify
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_work_note
from shared.kernel.ids import new_id

pages = page_blueprint("complaint_desk", roles=[CASEMANAGER])

DESK = "/klachten"
ONE = f"{DESK}/<number>"
FIELDS = {"handler_id": "behandelaar", "reason": "reden", "text": "antwoord", "outcome": "uitkomst"}
FIRST, LAST = "van", "tot"


@pages.get(DESK)
def desk() -> str:
    """The complaints of all employers in one status, the oldest first."""
    status = request.args.get("stand", "")
    status = status if status in STATES else next(iter(STATES))
    trail, today = Trail.of(DESK, request.args, {"stand": status}), services().clock.today()
    page = services().complaints.list_page(cursor=trail.cursor, status=status)
    return render_template(
        "complaints/desk.html", rows=[Complaint.of(one, today) for one in page["items"]], status=status, title=STATES[status][0],
        states=[(code, title, page["counts"][code]) for code, (title, _) in STATES.items()], previous=trail.previous,
        next=trail.next(page["next"]))


@pages.get(f"{DESK}/cijfers")
def figures() -> str | tuple[str, int]:
    """How many complaints came in a period, by default this year so far, and how they were answered."""
    today = services().clock.today()
    form = Form({FIRST: f"01-01-{today.year}", LAST: f"{today:%d-%m-%Y}"} | request.args.to_dict())
    first, last = (form.date(name, CASE_DATE, "Vul een dag in.", today=today) for name in (FIRST, LAST))
    if first and last and last < first:
        form.refuse(LAST, "Kies een dag op of na de eerste dag.")
    found = services().complaints.get_figures(first.isoformat(), last.isoformat()) if form.is_good and first and last else None
    page = render_template("complaints/figures.html", form=form, found=found, subjects=SUBJECTS, outcomes=OUTCOMES)
    return page if form.is_good else (page, 422)


@pages.get(ONE)
def one(number: str) -> str:
    """A complaint with what happened to it, and the next act."""
    return _page(number, Form({"sleutel": new_id()}))


@pages.post(f"{ONE}/overnemen")
def take(number: str) -> Response | tuple[str, int]:
    """Handle the complaint oneself."""
    return _act(number, "assignment", "De klacht is aan u toegewezen.",
                lambda form: {"handler_id": services().visitor().account_id})


@pages.post(f"{ONE}/verlengen")
def extend(number: str) -> Response | tuple[str, int]:
    """Extend the term."""
    return _act(number, "extension", "De termijn is verlengd. Wie de klacht stuurde krijgt een mail.",
                lambda form: {"reason": form.choice("reden", REASONS, "Kies waarom het langer duurt.")})


@pages.post(f"{ONE}/antwoorden")
def answer(number: str) -> Response | tuple[str, int]:
    """Answer it."""
    return _act(number, "answer", "Het antwoord staat in het portaal. Wie de klacht stuurde krijgt een mail.",
                lambda form: {"text": form.text("antwoord", parse_work_note, "Schrijf het antwoord.")})


@pages.post(f"{ONE}/sluiten")
def close(number: str) -> Response | tuple[str, int]:
    """Close it with its outcome."""
    return _act(number, "closing", "De klacht is gesloten.",
                lambda form: {"outcome": form.choice("uitkomst", OUTCOMES, "Kies wat de klacht opleverde.")})


def _act(number: str, what: str, done: str, body_of: Callable[[Form], Json]) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    body = body_of(form)
    if not is_sent(form, FIELDS, lambda key: services().complaints.act(number, what, body, key=key, version=form.version)):
        return _page(number, form), 422
    notify(done)
    return redirect(f"{DESK}/{number}", 303)


def _page(number: str, form: Form) -> str:
    found = services().complaints.get_one(number)
    complaint = Complaint.of(found["listed"], services().clock.today())
    form.shows(complaint.version, {"de stand": complaint.state[0]})
    outcomes = OUTCOMES if complaint.status == "ANSWERED" else {"WITHDRAWN": OUTCOMES["WITHDRAWN"]}
    return render_template(
        "complaints/one.html", one=complaint, form=form, steps=[(moment(step["taken_at"]), ACTS[step["act"]])
                                                                for step in found["steps"]],
        reasons=[(code, text, "") for code, text in REASONS.items()],
        outcomes=[(code, text, "") for code, text in outcomes.items()])
