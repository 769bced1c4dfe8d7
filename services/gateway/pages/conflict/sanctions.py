"""Talks, written warnings and sanctions of the employer: recorded, imposed, corrected, lifted and withdrawn (R-108…R-112)."""
from collections.abc import Callable

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.conflict.sanctions import GROUNDS, KINDS, OVERRIDES, Escalation, Sanction
from services.gateway.view.conflict.withdrawal import REASONS as WITHDRAWALS
from services.gateway.view.forms import NO, YES, Form
from services.gateway.view.layout import CASEMANAGER, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

READERS = frozenset({CASEMANAGER, "absence_consultant", "labour_expert", "insurer_vra"})
pages = page_blueprint("sanctions", rights=[SICK_REPORTS], roles=READERS)

PAGE = "/dossier/<absence_number>/sancties"
ONE = f"{PAGE}/<sanction_id>"
FIELDS = {"held_on": "gesprek_op", "given_on": "gewaarschuwd_op", "kind": "soort", "ground": "grond", "start": "vanaf",
          "end": "tot_en_met", "override_reason": "reden", "lifted_on": "opgeheven_op", "back_pay": "nabetalen",
          "reason": "waarom"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The talks, warnings and sanctions of a case."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/gesprek")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def talk(absence_number: str) -> Response | tuple[str, int]:
    """Record a talk, or that the employee refused it."""
    form = Form(request.form.to_dict())
    body = {"held_on": _day(form, "gesprek_op", "Vul in wanneer het gesprek was of zou zijn."),
            "refused": form.choice("geweigerd", (YES, NO), "Kies of uw werknemer het gesprek weigerde.") == YES}
    return _done(absence_number, form, "talks", body, "Het gesprek is vastgelegd.")


@pages.post(f"{PAGE}/waarschuwing")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def warning(absence_number: str) -> Response | tuple[str, int]:
    """Record a written warning."""
    form = Form(request.form.to_dict())
    body = {"given_on": _day(form, "gewaarschuwd_op", "Vul in op welke dag u schriftelijk waarschuwde.")}
    return _done(absence_number, form, "warnings", body, "De waarschuwing is vastgelegd.")


@pages.post(PAGE)
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def impose(absence_number: str) -> Response | tuple[str, int]:
    """Suspend or stop the wage."""
    form = Form(request.form.to_dict())
    body = {"kind": form.choice("soort", KINDS, "Kies of u het loon opschort of stopzet."),
            "ground": form.choice("grond", GROUNDS, "Kies waarom."), **_period(form), "override_reason": form["reden"] or None}
    return _done(absence_number, form, "sanctions", body,
                 "De sanctie is vastgelegd. Team Schade en VRA weten ervan. Laat het uw werknemer direct schriftelijk weten.")


@pages.get(ONE)
def one(absence_number: str, sanction_id: str) -> str:
    """One sanction, and what can be done with it."""
    return _page(absence_number, Form({"sleutel": new_id()}), sanction_id)


@pages.post(f"{ONE}/datums")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def correct(absence_number: str, sanction_id: str) -> Response | tuple[str, int]:
    """Change its days."""
    form = Form(request.form.to_dict())
    period = _period(form)
    return _sent(absence_number, form, lambda key: services().conflict.correct_sanction(
        absence_number, sanction_id, period, version=form.version), "De datums zijn gewijzigd.", sanction_id)


@pages.post(f"{ONE}/opheffen")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def lift(absence_number: str, sanction_id: str) -> Response | tuple[str, int]:
    """Lift it, with or without back pay."""
    form = Form(request.form.to_dict())
    body = {"lifted_on": _day(form, "opgeheven_op", "Vul in vanaf welke dag u weer loon betaalt."),
            "back_pay": form.choice("nabetalen", (YES, NO), "Kies of u het loon alsnog betaalt.") == YES}
    return _done(absence_number, form, f"sanctions/{sanction_id}/lifting", body, "De sanctie is opgeheven.", sanction_id)


@pages.post(f"{ONE}/intrekken")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def withdraw(absence_number: str, sanction_id: str) -> Response | tuple[str, int]:
    """Take it back as if it had not been imposed."""
    return _done(absence_number, Form(request.form.to_dict()), f"sanctions/{sanction_id}/withdrawal", {},
                 "De sanctie is ingetrokken. De uitkering over die dagen volgt alsnog.", sanction_id)


@pages.post(f"{PAGE}/gesprek/<record_id>/intrekken")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def take_talk_back(absence_number: str, record_id: str) -> Response | tuple[str, int]:
    """Take back a talk that was recorded wrongly."""
    return _take_back(absence_number, f"conflict-steps/{record_id}")


@pages.post(f"{PAGE}/waarschuwing/<record_id>/intrekken")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def take_warning_back(absence_number: str, record_id: str) -> Response | tuple[str, int]:
    """Take back a warning that was recorded wrongly."""
    return _take_back(absence_number, f"warnings/{record_id}")


def _take_back(absence_number: str, what: str) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    body = {"reason": form.choice("waarom", WITHDRAWALS, "Kies waarom u dit intrekt.")}
    return _done(absence_number, form, f"{what}/withdrawal", body,
                 "Dit is ingetrokken. Het blijft met de reden in het dossier staan.")


def _day(form: Form, name: str, missing: str | None = None) -> str | None:
    found = form.date(name, CASE_DATE, missing, today=services().clock.today())
    return found.isoformat() if found else None


def _period(form: Form) -> Json:
    return {"start": _day(form, "vanaf", "Vul de eerste dag in."), "end": _day(form, "tot_en_met")}


def _done(absence_number: str, form: Form, what: str, body: Json, done: str, sanction_id: str = "") -> Response | tuple[str, int]:
    return _sent(absence_number, form, lambda key: services().conflict.act(
        absence_number, what, body, key=key, version=form.version), done, sanction_id)


def _sent(absence_number: str, form: Form, send: Callable[[str], None], done: str,
          sanction_id: str = "") -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form, sanction_id), 422


def _page(absence_number: str, form: Form, sanction_id: str = "") -> str:
    shown, visitor = Escalation.of(services().conflict.get_escalation(absence_number)), services().visitor()
    form.shows(shown.version, shown.facts)
    is_casemanager = CASEMANAGER in visitor.roles
    may_write = is_casemanager or visitor.may(SICK_REPORTS)
    about = {"number": absence_number, "form": form, "shown": shown, "may_write": may_write}
    if not sanction_id:
        return render_template("conflict/sanctions.html", **about, kinds=KINDS, grounds=GROUNDS, withdrawals=WITHDRAWALS,
                               overrides=OVERRIDES if is_casemanager else {})
    found = [each for each in shown.sanctions if each.sanction_id == sanction_id]
    return render_template("conflict/sanction.html", **about, sanction=found[0] if found else _missing())


def _missing() -> Sanction:
    abort(404)
