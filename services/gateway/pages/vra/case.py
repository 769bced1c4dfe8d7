"""What VRA, Perspectief and the employer share about a case: the order, notices with the answers, and questions of VRA."""
from collections.abc import Callable

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEMANAGER, CASEWORK_ROLES, SEE_DOSSIERS, SICK_REPORTS, VRA, notify
from services.gateway.view.vra.notices import KINDS, MODES, Notice
from services.gateway.view.vra.requests import ADDRESSEES, TOPICS, Request, handed_over
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_work_note
from shared.kernel.ids import new_id

pages = page_blueprint("vra_case", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/vra"
QUESTION = {"addressee": "aan", "topic": "gaat_over", "question": "gevraagd", "due_on": "voor"}
NOTICE = {"kind": "onderwerp", "mode": "wijze", "question": "vraag"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The notices of the case, and what the visitor can do."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/melden")
@only_for(roles=[CASEMANAGER])
def raise_notice(absence_number: str) -> Response | tuple[str, int]:
    """Inform or consult VRA."""
    form = Form(request.form.to_dict())
    mode = form.choice("wijze", MODES, "Kies of u informeert of afstemt.")
    missing = "Schrijf op wat u VRA vraagt." if mode == "CONSULT" else None
    body = {"kind": form.choice("onderwerp", KINDS, "Kies waarover het gaat."), "mode": mode,
            "question": form.text("vraag", parse_work_note, missing) or None}
    return _done(absence_number, form, "VRA ziet uw melding.", NOTICE, lambda key: services().vra.notify(
        absence_number, body, key=key, version=form.version))


@pages.post(f"{PAGE}/<notice_id>/antwoord")
@only_for(roles=[VRA])
def answer(absence_number: str, notice_id: str) -> Response | tuple[str, int]:
    """Answer a notice."""
    form = Form(request.form.to_dict())
    body = {"text": form.text("antwoord", parse_work_note, "Schrijf uw antwoord op.")}
    return _done(absence_number, form, "De casemanager ziet uw antwoord.", {"text": "antwoord"},
                 lambda key: services().vra.act_on_notice(absence_number, notice_id, "answer", body, key=key,
                                                          version=form.version), notice_id)


@pages.post(f"{PAGE}/<notice_id>/afsluiten")
@only_for(roles=[CASEMANAGER])
def close(absence_number: str, notice_id: str) -> Response | tuple[str, int]:
    """Close a notice."""
    form = Form(request.form.to_dict())
    return _done(absence_number, form, "De melding is afgesloten.", {}, lambda key: services().vra.act_on_notice(
        absence_number, notice_id, "closing", {}, key=key, version=form.version), notice_id)


@pages.post(f"{PAGE}/vragen")
@only_for(roles=[VRA])
def ask(absence_number: str) -> Response | tuple[str, int]:
    """Ask one of the three addressees for information."""
    form = Form(request.form.to_dict())
    due_on = form.date("voor", CASE_DATE, "Vul in voor welke dag u antwoord wilt.", today=services().clock.today())
    body = {"addressee": form.choice("aan", ADDRESSEES, "Kies aan wie u het vraagt."),
            "topic": form.choice("gaat_over", TOPICS, "Kies waarover uw vraag gaat."), "due_on": due_on and due_on.isoformat(),
            "question": form.text("gevraagd", parse_work_note, "Schrijf uw vraag op.")}
    return _done(absence_number, form, "Uw vraag is gesteld.", QUESTION, lambda key: services().vra.ask(
        absence_number, body, key=key, version=form.version))


@pages.post(f"{PAGE}/vragen/<request_id>")
@only_for(SICK_REPORTS, roles=CASEWORK_ROLES)
def inform(absence_number: str, request_id: str) -> Response | tuple[str, int]:
    """Answer a question of VRA."""
    form = Form(request.form.to_dict())
    body = {"text": form.text("antwoord", parse_work_note, "Schrijf uw antwoord op.")}
    return _done(absence_number, form, "VRA ziet uw antwoord.", {"text": "antwoord"}, lambda key: services().vra.inform(
        absence_number, request_id, body, key=key, version=form.version), request_id)


def _done(absence_number: str, form: Form, done: str, fields: dict[str, str], send: Callable[[str], None],
          wrong: str = "") -> Response | tuple[str, int]:
    if is_sent(form, fields, send):
        notify(done)
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form, wrong), 422


def _page(absence_number: str, form: Form, wrong: str = "") -> str:
    body, visitor = services().vra.get_case(absence_number), services().visitor()
    notices = [Notice.of(row) for row in body["notices"]]
    requests = [Request.of(row, services().clock.today()) for row in body["requests"]]
    order = body.get("order")
    shown: list[Notice | Request] = [*notices, *requests]
    form.shows(body["version"], {one.title: one.state[0] for one in shown})
    return render_template(
        "vra/case.html", number=absence_number, notices=notices, form=form, wrong=wrong, kinds=KINDS, modes=MODES,
        mandate_since=body["mandate_since"], order=order, handed_over=handed_over(order["handed_over"]) if order else [],
        requests=requests, addressees=ADDRESSEES, topics=TOPICS, answerable={
            one.request_id for one in requests if one.may_answer(visitor)},
        may_notify=CASEMANAGER in visitor.roles, is_vra=VRA in visitor.roles)
