"""A payment run: what it pays, what to look at, who approves it, and its files (screens.md §4.4)."""
from collections.abc import Callable

from flask import Response as FlaskResponse
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import Form
from services.gateway.view.insurer.runs import RUN_STATES, STEPS, Act, Line, differences, who
from services.gateway.view.layout import CLAIMS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.fields.dates import RETURN_DATE, parse_month
from shared.fields.identifiers import parse_id
from shared.fields.invalid import InvalidInput
from shared.fields.text import parse_reason
from shared.kernel.ids import new_id

pages = page_blueprint("runs", roles=[CLAIMS])

RUNS = "/claims/betaalruns"
PAGE = f"{RUNS}/<month>"
LISTS = {"te-controleren": "REVIEW", "alle": "ALL", "apart": "ASIDE"}
HISTORY = "geschiedenis"
FIELDS = {"reason": "reden", "until": "tot", "control_number": "controlegetal"}
ACTS = {"controle": ("check", "De controle is afgerond. Anderen kunnen nu akkoord geven."),
        "akkoord": ("approvals", "Uw akkoord is vastgelegd."),
        "weigeren": ("rejections", "De run is teruggestuurd naar de controle. Gegeven akkoorden zijn vervallen."),
        "bestand": ("files", "Het bestand is gemaakt.")}


@pages.get(RUNS)
def overview() -> str:
    """All runs, newest first."""
    trail = Trail.of(RUNS, request.args, {})
    found = services().runs.list_runs(cursor=trail.cursor)
    return render_template("insurer/runs/runs.html", rows=found["items"], states=RUN_STATES, previous=trail.previous,
                           next=trail.next(found["next"]))


@pages.get(f"{PAGE}/controle")
def control(month: str) -> str:
    """The run with one of its lists."""
    return _page(month, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/<act>")
def act(month: str, act: str) -> Response | tuple[str, int]:
    """Finish the check, approve, reject, or make the file; each on the set that was on the screen."""
    if act not in ACTS:
        abort(404)
    form = Form(request.form.to_dict())
    body = {"control_number": form["controlegetal"]}
    if act == "weigeren":
        body["reason"] = form.text("reden", parse_reason, "Schrijf op waarom u de run terugstuurt.")
    what, done = ACTS[act]
    return _done(month, form, done, lambda key: services().runs.act(run_id(month), what, body, key=key, version=form.version))


@pages.post(f"{PAGE}/gezien/<reference>")
def see(month: str, reference: str) -> Response | tuple[str, int]:
    """Say that a payment was looked at."""
    return _on_payment(month, reference, "seen", "De betaling is gezien.")


@pages.post(f"{PAGE}/terug/<reference>")
def put_back(month: str, reference: str) -> Response | tuple[str, int]:
    """Put a payment back into the run."""
    return _on_payment(month, reference, "put-back", "De betaling staat weer in de run. Gegeven akkoorden zijn vervallen.")


@pages.get(f"{PAGE}/apart/<reference>")
def ask_to_set_aside(month: str, reference: str) -> str:
    """The form with which a payment is set aside."""
    return _aside(month, reference, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/apart/<reference>")
def set_aside(month: str, reference: str) -> Response | tuple[str, int]:
    """Set a payment aside until a day."""
    form = Form(request.form.to_dict())
    until = form.date("tot", RETURN_DATE, "Vul in wanneer de betaling terugkomt.", today=services().clock.today())
    body = {"reason": form.text("reden", parse_reason, "Schrijf op waarom u de betaling apart zet."),
            "until": until and until.isoformat()}
    if is_sent(form, FIELDS, lambda key: services().runs.act_on_payment(
            run_id(month), _reference(reference), "set-aside", body, key=key, version=form.version)):
        notify("De betaling is apart gezet. Gegeven akkoorden zijn vervallen.")
        return redirect(f"{RUNS}/{month}/controle?lijst=apart", 303)
    return _aside(month, reference, form), 422


@pages.post(f"{PAGE}/bevestiging")
def confirm(month: str) -> Response | tuple[str, int]:
    """Read a file in which the bank answers."""
    form = Form(request.form.to_dict())
    file = request.files.get("bestand")
    content = file.read() if file else b""
    if not content:
        form.refuse("bestand", "Kies het bestand van de bank.")
    answer = sent(form, {"file": "bestand"}, lambda key: services().runs.send_bank_answer(content, key=key))
    if answer is None:
        return _page(month, form), 422
    notify("Dit bestand was al gelezen. Er is niets veranderd." if answer["is_known"] else
           f"Het bestand is gelezen: {answer['confirmed']} overboekingen bevestigd, {answer['refused']} geweigerd, "
           f"{answer['unmatched']} regels die niet over een betaalrun gaan.")
    return redirect(f"{RUNS}/{month}/controle{'?lijst=apart' if answer['refused'] else ''}", 303)


@pages.get(f"{PAGE}/bestand/<int:number>")
def file(month: str, number: int) -> FlaskResponse:
    """A file for the bank, to save."""
    return FlaskResponse(services().runs.get_payment_file(run_id(month), number), content_type="application/xml",
                         headers={"Content-Disposition": f'attachment; filename="{run_id(month)}-{number}.xml"'})


def run_id(month: str) -> str:
    """The id of the run of a month; 404 for what is no month."""
    try:
        return f"RUN-{parse_month(month)}"
    except InvalidInput:
        abort(404)


def _reference(text: str) -> str:
    try:
        return parse_id(text)
    except InvalidInput:
        abort(404)


def _on_payment(month: str, reference: str, what: str, done: str) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    return _done(month, form, done, lambda key: services().runs.act_on_payment(
        run_id(month), _reference(reference), what, {}, key=key, version=form.version))


def _done(month: str, form: Form, done: str, send: Callable[[str], None]) -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(f"{RUNS}/{month}/controle", 303)
    return _page(month, form), 422


def _page(month: str, form: Form) -> str:
    identifier, attempts = run_id(month), Attempts()
    run = services().runs.get_run(identifier)
    form.shows(run["version"], {"het controlegetal": run["control_number"]})
    which = request.args.get("lijst", "")
    which = which if which in LISTS or which == HISTORY else "te-controleren" if run["to_look_at"] else "alle"
    trail = Trail.of(f"{RUNS}/{month}/controle", request.args, {"lijst": which})
    found = (services().runs.list_acts(identifier, cursor=trail.cursor) if which == HISTORY
             else services().runs.list_lines(identifier, LISTS[which], cursor=trail.cursor))
    staff = {body["id"]: full_name(body) for body in attempts.items(
        "namen van medewerkers", lambda: services().administration.list_staff())}
    rows = [Act.of(body, staff) for body in found["items"]] if which == HISTORY else _lines(found["items"], attempts)
    return render_template(
        "insurer/runs/run.html", month=month, run=run, form=form, which=which, rows=rows, steps=STEPS, staff=staff, who=who,
        approvers=", ".join(who(act["account_id"], staff) for act in run["approvals"]),
        differences=differences(run["differences"]), missing=attempts.missing, previous=trail.previous,
        next=trail.next(found["next"]))


def _lines(bodies: list[Json], attempts: Attempts) -> list[Line]:
    ids = sorted({body["payment"]["employee_id"] for body in bodies})
    people = names(attempts.items("namen van werknemers", lambda: services().absence.find_employees(ids)))
    return [Line.of(body, people) for body in bodies]


def _aside(month: str, reference: str, form: Form) -> str:
    run = services().runs.get_run(run_id(month))
    form.shows(run["version"], {"het controlegetal": run["control_number"]})
    return render_template("insurer/runs/aside.html", month=month, reference=_reference(reference), run=run, form=form)
