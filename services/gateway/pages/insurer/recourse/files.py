"""Recourse files: the list with the first to act on, and one file with all that Claims and legal aid do in it (§5)."""
from collections.abc import Callable

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import YES, Form
from services.gateway.view.insurer import recourse as view
from services.gateway.view.insurer.recourse import RecourseFile, Step
from services.gateway.view.layout import CLAIMS, LEGAL_AID_READERS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import COST, PAYMENT, PERCENTAGE
from shared.fields.text import parse_invoice_number, parse_plate, parse_supplier
from shared.kernel.ids import new_id

pages = page_blueprint("recourse", roles=LEGAL_AID_READERS)

PAGE = "/claims/regres"
FILE = f"{PAGE}/<absence_number>"
STATES = {"OPEN": "Lopend", "ENDED": "Afgesloten"}
MOVE = {"to": "stap", "accepted_pct": "erkend", "cause": "reden", "status": "stap"}
PARTY = {"name": "naam", "insurer": "verzekeraar", "plate": "kenteken", "reference": "schadenummer", "relation": "relatie",
         "event_kind": "soort", "event_on": "gebeurd_op", "known_on": "bekend_op"}
DAMAGE = {"lines": "netto", "victim_own": "zelf_verloren", "net_lost": "netto_gemist", "gross_paid": "bruto",
          "reintegration_uninsured": "zelf_betaald", "status": "netto"}
RECEIPT = {"amount": "bedrag", "received_on": "ontvangen_op", "status": "bedrag"}
INTERRUPTION = {"kind": "stuiting", "interrupted_on": "gestuit_op"}


@pages.get(PAGE)
def overview() -> str:
    """The open files, or the ended ones, with counts."""
    state = "ENDED" if request.args.get("stand") == "ENDED" else "OPEN"
    attempts, is_claims = Attempts(), CLAIMS in services().visitor().roles
    trail = Trail.of(PAGE, request.args, {"stand": state})
    counts: Json = attempts.get("aantallen", services().recourse.count_files, {}) if is_claims else {}
    found = attempts.get("regres", lambda: services().recourse.list_files(state=state, cursor=trail.cursor), NO_ITEMS)
    rows = [RecourseFile.of(body, services().clock.today()) for body in found["items"]]
    return render_template(
        "insurer/recourse/list.html", rows=rows, names=_names(attempts, rows), counts=counts, state=state, states=STATES,
        missing=attempts.missing, previous=trail.previous, next=trail.next(found["next"]))


@pages.get(FILE)
def file(absence_number: str) -> str:
    """One file."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{FILE}/stap")
def move(absence_number: str) -> Response | tuple[str, int]:
    """Take a step."""
    form = Form(request.form.to_dict())
    share = form.number("erkend", PERCENTAGE)
    body = {"to": form.choice("stap", view.STATES, "Kies de volgende stap."),
            "accepted_pct": None if share is None else str(share),
            "cause": form.choice("reden", ("", *view.CAUSES), "Kies de reden.") or None}
    return _done(absence_number, form, MOVE, "De stap is vastgelegd.", lambda key: services().recourse.act(
        absence_number, "moves", body, key=key, version=form.version))


@pages.post(f"{FILE}/partij")
def record_party(absence_number: str) -> Response | tuple[str, int]:
    """Record the liable party and the event."""
    form = Form(request.form.to_dict())
    today = services().clock.today()
    event_on = form.date("gebeurd_op", CASE_DATE, "Vul in wanneer het gebeurde.", today=today)
    known_on = form.date("bekend_op", CASE_DATE, today=today)
    body = {
        "name": form.text("naam", parse_supplier) or None, "insurer": form.text("verzekeraar", parse_supplier) or None,
        "plate": form.text("kenteken", parse_plate) or None, "reference": form.text("schadenummer", parse_invoice_number) or None,
        "relation": form.choice("relatie", view.RELATIONS, "Kies de relatie."), "fault_bars_cover": form["opzet"] == YES,
        "event_kind": form.choice("soort", view.EVENTS, "Kies wat er gebeurde."), "event_on": event_on and event_on.isoformat(),
        "known_on": known_on and known_on.isoformat(), "police_report": form["aangifte"] == YES,
        "is_vulnerable": form["kwetsbaar"] == YES}
    return _done(absence_number, form, PARTY, "De aansprakelijke partij is vastgelegd.", lambda key: services().recourse.record(
        absence_number, "liable-party", body, version=form.version))


@pages.post(f"{FILE}/schade")
def state_damage(absence_number: str) -> Response | tuple[str, int]:
    """State the damage: net wage and re-integration costs."""
    form = Form(request.form.to_dict())
    lines = [{"item": "NET_WAGE", "amount": _amount(form, "netto", "Vul het netto loon in dat is doorbetaald.")},
             {"item": "REINTEGRATION", "amount": _amount(form, "reintegratie") or "0.00"}]
    body = {"lines": lines, "victim_own": _amount(form, "zelf_verloren") or "0.00", "net_lost": _amount(form, "netto_gemist"),
            "reintegration_uninsured": _amount(form, "zelf_betaald") or "0.00", "gross_paid": _amount(form, "bruto")}
    return _done(absence_number, form, DAMAGE, "De schade is vastgesteld.", lambda key: services().recourse.record(
        absence_number, "damage-statement", body, version=form.version))


@pages.post(f"{FILE}/ontvangst")
def receive(absence_number: str) -> Response | tuple[str, int]:
    """Book a receipt."""
    form = Form(request.form.to_dict())
    amount = form.number("bedrag", PAYMENT, "Vul het bedrag in dat is ontvangen.")
    day = form.date("ontvangen_op", CASE_DATE, today=services().clock.today())
    body = {"amount": None if amount is None else str(amount), "received_on": day and day.isoformat()}
    return _done(absence_number, form, RECEIPT, "De ontvangst is geboekt.", lambda key: services().recourse.act(
        absence_number, "receipts", body, key=key, version=form.version))


@pages.post(f"{FILE}/stuiting")
def interrupt(absence_number: str) -> Response | tuple[str, int]:
    """Record an interruption of the limitation."""
    form = Form(request.form.to_dict())
    day = form.date("gestuit_op", CASE_DATE, "Vul in wanneer u stuitte.", today=services().clock.today())
    body = {"kind": form.choice("stuiting", view.INTERRUPTIONS, "Kies hoe u stuitte."), "interrupted_on": day and day.isoformat()}
    return _done(absence_number, form, INTERRUPTION, "De verjaring is gestuit.", lambda key: services().recourse.act(
        absence_number, "interruptions", body, key=key, version=form.version))


def _amount(form: Form, name: str, missing: str | None = None) -> str | None:
    amount = form.number(name, COST, missing)
    return None if amount is None else str(amount)


def _names(attempts: Attempts, rows: list[RecourseFile]) -> dict[str, str]:
    """The names of the employees, which legal aid may not read."""
    if CLAIMS not in services().visitor().roles:
        return {}
    ids = sorted({row.employee_id for row in rows})
    return names(attempts.items("namen van werknemers", lambda: services().absence.find_employees(ids)))


def _done(absence_number: str, form: Form, fields: dict[str, str], done: str,
          send: Callable[[str], None]) -> Response | tuple[str, int]:
    if is_sent(form, fields, send):
        notify(done)
        return redirect(f"{PAGE}/{absence_number}", 303)
    return _page(absence_number, form), 422


def _page(absence_number: str, form: Form) -> str:
    body, attempts = services().recourse.get_case_file(absence_number), Attempts()
    shown = RecourseFile.of(body["file"], services().clock.today())
    row: Json = body["file"]
    form.shows(row["version"], {"de stand": shown.state[0]})
    return render_template(
        "insurer/recourse/file.html", file=shown, row=row, amounts=body["amounts"], form=form, name=_names(attempts, [shown]).get(
            shown.employee_id), steps=[(code, view.STATES[code][0], "") for code in body["next"]], history=[
            Step.of(one) for one in reversed(row["steps"])], view=view, missing=attempts.missing)
