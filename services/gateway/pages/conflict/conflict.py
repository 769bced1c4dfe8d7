"""Talks and a labour conflict: talks, work demanded, verdict, mediator, outcome and postponement (R-091…R-107)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.documents.sending import FIELDS as OF_DOCUMENT
from services.gateway.pages.documents.sending import take_document
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.conflict.conflict import OUTCOMES, VERDICTS, Conflict
from services.gateway.view.conflict.withdrawal import REASONS as WITHDRAWALS
from services.gateway.view.forms import NO, YES, Form
from services.gateway.view.layout import CASEMANAGER, DOCTOR, SEE_DOSSIERS, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_supplier
from shared.kernel.ids import new_id

pages = page_blueprint("conflict", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/conflict"
FIELDS = {"held_on": "gesprek_op", "made_on": "gedaan_op", "verdict": "oordeel", "given_on": "oordeel_op", "mediator": "mediator",
          "started_on": "gestart_op", "outcome": "uitkomst", "resolved_on": "opgelost_op", "document_id": OF_DOCUMENT["file"],
          "reason": "waarom"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The conflict, and what the visitor can do."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/gesprek")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def talk(absence_number: str) -> Response | tuple[str, int]:
    """Record a talk, or that the employee refused it."""
    form = Form(request.form.to_dict())
    refused = form.choice("geweigerd", (YES, NO), "Kies of uw werknemer het gesprek weigerde.") == YES
    body = {"held_on": _day(form, "gesprek_op", "Vul in wanneer het gesprek was of zou zijn."), "refused": refused}
    return _done(absence_number, form, "talks", body, "Het gesprek is vastgelegd.")


@pages.post(f"{PAGE}/werk")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def demand(absence_number: str) -> Response | tuple[str, int]:
    """Record a request to come to work, or a summons."""
    form = Form(request.form.to_dict())
    what = form.choice("wat", ("work-requests", "summonses"), "Kies wat u deed.")
    return _done(absence_number, form, what, {"made_on": _day(form, "gedaan_op", "Vul in op welke dag.")}, "Dit is vastgelegd.")


@pages.post(f"{PAGE}/mediator-vragen")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def request_mediator(absence_number: str) -> Response | tuple[str, int]:
    """Ask for a mediator."""
    return _done(absence_number, Form(request.form.to_dict()), "conflict/mediator-request", {},
                 "Uw casemanager zoekt een mediator voor u.")


@pages.post(f"{PAGE}/mediator")
@only_for(roles=[CASEMANAGER])
def mediate(absence_number: str) -> Response | tuple[str, int]:
    """Assign a mediator."""
    form = Form(request.form.to_dict())
    body = {"mediator": form.text("mediator", parse_supplier, "Vul in wie de mediator is."),
            "started_on": _day(form, "gestart_op", "Vul in wanneer de mediation begint.")}
    return _done(absence_number, form, "conflict/mediation", body, "De mediator staat in het dossier.")


@pages.post(f"{PAGE}/uitkomst")
@only_for(roles=[CASEMANAGER])
def resolve(absence_number: str) -> Response | tuple[str, int]:
    """Record how the conflict ended."""
    form = Form(request.form.to_dict())
    body = {"outcome": form.choice("uitkomst", OUTCOMES, "Kies een van de twee uitkomsten."),
            "resolved_on": _day(form, "opgelost_op", "Vul in wanneer de afspraken zijn gemaakt.")}
    return _done(absence_number, form, "conflict/resolution", body, "De uitkomst is vastgelegd.")


@pages.post(f"{PAGE}/oordeel")
@only_for(roles=[DOCTOR])
def judge(absence_number: str) -> Response | tuple[str, int]:
    """Give the employer a verdict."""
    form = Form(request.form.to_dict())
    body = {"verdict": form.choice("oordeel", VERDICTS, "Kies uw oordeel."),
            "given_on": _day(form, "oordeel_op", "Vul de dag van uw oordeel in.")}
    return _done(absence_number, form, "verdicts", body, "De werkgever ziet nu uw oordeel.")


@pages.post(f"{PAGE}/uitstel")
@only_for(roles=[DOCTOR])
def postpone(absence_number: str) -> Response | tuple[str, int]:
    """Postpone the resolution, with the doctor's statement on paper."""
    form = Form(request.form.to_dict())
    document_id = take_document(absence_number, form, kind="CONFLICT_POSTPONEMENT",
                                dated_on=services().clock.today().isoformat(), missing="Voeg uw schriftelijke verklaring toe.")
    return _done(absence_number, form, "conflict/postponement", {"document_id": document_id},
                 "Het oplossen van het conflict is uitgesteld tot het volgende gesprek.")


@pages.post(f"{PAGE}/intrekken/<step_id>")
@only_for(SICK_REPORTS, roles=[CASEMANAGER])
def take_back(absence_number: str, step_id: str) -> Response | tuple[str, int]:
    """Take back a step that was recorded wrongly."""
    form = Form(request.form.to_dict())
    body = {"reason": form.choice("waarom", WITHDRAWALS, "Kies waarom u dit intrekt.")}
    return _done(absence_number, form, f"conflict-steps/{step_id}/withdrawal", body,
                 "Dit is ingetrokken. Het blijft met de reden in het dossier staan.")


def _day(form: Form, name: str, missing: str) -> str | None:
    found = form.date(name, CASE_DATE, missing, today=services().clock.today())
    return found.isoformat() if found else None


def _done(absence_number: str, form: Form, what: str, body: Json, done: str) -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, lambda key: services().conflict.act(absence_number, what, body, key=key, version=form.version)):
        notify(done)
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form), 422


def _page(absence_number: str, form: Form) -> str:
    conflict, visitor = Conflict.of(services().conflict.get_escalation(absence_number)), services().visitor()
    form.shows(conflict.version, conflict.facts)
    is_casemanager = CASEMANAGER in visitor.roles
    return render_template(
        "conflict/conflict.html", number=absence_number, form=form, conflict=conflict, is_casemanager=is_casemanager,
        is_doctor=DOCTOR in visitor.roles, may_write=is_casemanager or visitor.may(SICK_REPORTS), verdicts=VERDICTS,
        outcomes=OUTCOMES, withdrawals=WITHDRAWALS)
