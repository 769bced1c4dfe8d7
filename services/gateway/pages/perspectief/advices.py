"""The advices of a dossier with the guarantee meter: the employer answers, Perspectief gives advice and judges reasons."""
from collections.abc import Callable

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEWORK_ROLES, SEE_DOSSIERS, SICK_REPORTS, notify
from services.gateway.view.perspectief.advices import KINDS, REASONS, Advice, Meter
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("advices", rights=[SICK_REPORTS], roles=SEE_DOSSIERS)

PAGE = "/dossier/<absence_number>/adviezen"
LIST = "/adviezen"
FIELDS = {"kind": "soort", "due_on": "voor", "outcome": "antwoord", "reason_code": "reden", "accepted": "akkoord"}
LISTS = {"antwoord": ("Op een antwoord", "ANSWER"), "oordeel": ("Op een oordeel over de reden", "JUDGEMENT")}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The advices of a dossier, and the conditions of the guarantee."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
@only_for(roles=CASEWORK_ROLES)
def give(absence_number: str) -> Response | tuple[str, int]:
    """Give an advice."""
    form = Form(request.form.to_dict())
    kind = form.choice("soort", KINDS, "Kies wat u adviseert.")
    due_on = form.date("voor", CASE_DATE, "Vul in voor welke dag u antwoord wilt.", today=services().clock.today())
    body = {"kind": kind, "due_on": due_on and due_on.isoformat()}
    return _done(absence_number, form, "Het advies staat in het dossier. De werkgever ziet het bij zijn taken.",
                 lambda key: services().casework.give_advice(absence_number, body, key=key, version=form.version))


@pages.post(f"{PAGE}/<advice_id>/antwoord")
def answer(absence_number: str, advice_id: str) -> Response | tuple[str, int]:
    """Record whether the advice was followed."""
    form = Form(request.form.to_dict())
    outcome = form.choice("antwoord", ("FOLLOWED", "NOT_FOLLOWED"), "Kies of het advies is opgevolgd.")
    not_followed = outcome == "NOT_FOLLOWED"
    reason = form.choice("reden", REASONS, "Kies waarom het advies niet is opgevolgd.") if not_followed else None
    body = {"outcome": outcome, "reason_code": reason}
    return _done(absence_number, form, "Het antwoord is vastgelegd." + (
        " De casemanager beoordeelt de reden." if not_followed else ""), lambda key: services().casework.act_on_advice(
            absence_number, advice_id, "outcome", body, key=key, version=form.version), advice_id)


@pages.post(f"{PAGE}/<advice_id>/oordeel")
@only_for(roles=CASEWORK_ROLES)
def judge(absence_number: str, advice_id: str) -> Response | tuple[str, int]:
    """Accept or refuse the reason for not following the advice."""
    form = Form(request.form.to_dict())
    accepted = form.choice("akkoord", ("ja", "nee"), "Kies of u akkoord bent met de reden.") == "ja"
    return _done(absence_number, form, "Uw oordeel is vastgelegd.", lambda key: services().casework.act_on_advice(
        absence_number, advice_id, "judgement", {"accepted": accepted}, key=key, version=form.version), advice_id)


@pages.get(LIST)
def waiting() -> str:
    """The advices that wait for an answer or for a judgement, by due date."""
    today, which = services().clock.today(), request.args.get("wacht", "")
    which = which if which in LISTS else next(iter(LISTS))
    trail = Trail.of(LIST, request.args, {"wacht": which})
    page = services().casework.list_waiting_advices(LISTS[which][1], cursor=trail.cursor)
    rows = [(Advice.of(body["advice"], today), body) for body in page["items"]]
    return render_template("perspectief/waiting_advices.html", rows=rows, which=which,
                           lists=[(code, name) for code, (name, _) in LISTS.items()], previous=trail.previous,
                           next=trail.next(page["next"]))


def _done(absence_number: str, form: Form, done: str, send: Callable[[str], None],
          advice_id: str = "") -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form, advice_id), 422


def _page(absence_number: str, form: Form, advice_id: str = "") -> str:
    dossier, visitor, today = services().casework.get_dossier(absence_number), services().visitor(), services().clock.today()
    advices = [Advice.of(body, today) for body in dossier["advices"]]
    form.shows(dossier["version"], {f"advies {advice.title}": advice.state[0] for advice in advices})
    return render_template(
        "perspectief/advices.html", number=absence_number, name=full_name(dossier), advices=advices, form=form,
        wrong=advice_id, meter=Meter.of(dossier["meter"], advices) if dossier.get("meter") else None,
        kinds=[(code, title, asks) for code, (title, asks) in KINDS.items()],
        reasons=list(REASONS.items()), may_give=bool(visitor.roles & CASEWORK_ROLES),
        may_answer=visitor.may(SICK_REPORTS) or bool(visitor.roles & CASEWORK_ROLES))
