"""Another day for a step, which employer and employee both want, with their reasons (Regeling procesgang art. 5)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEMANAGER, CASEWORK_ROLES, SICK_REPORTS, notify
from services.gateway.view.plan import DEVIATIONS, TO_STAFF, Step
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_agreement
from shared.kernel.ids import new_id

pages = page_blueprint("deviations", rights=[SICK_REPORTS], roles=CASEWORK_ROLES)

PAGE = "/dossier/<absence_number>/afwijken"
FIELDS = {"code": "stap", "due_on": "datum", "reason": "reden"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """What the parties want to move, and a form."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
def move(absence_number: str) -> Response | tuple[str, int]:
    """Record that the visitor's party wants another day."""
    form = Form(request.form.to_dict())
    steps = [step["code"] for step in services().documents.get_deviations(absence_number)["steps"]]
    code = form.choice("stap", steps, "Kies de stap waarvoor u een andere datum wilt.")
    due_on = form.date("datum", CASE_DATE, "Vul in welke dag u wilt.", today=services().clock.today())
    body = {"due_on": due_on and due_on.isoformat(), "reason": form.text("reden", parse_agreement, "Vul in waarom u afwijkt.")}
    if is_sent(form, FIELDS, lambda key: services().documents.deviate(absence_number, str(code), body, key=key,
                                                                      version=form.version)):
        notify("Dit is vastgelegd. De datum geldt zodra beide partijen hetzelfde willen.")
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form), 422


def _page(absence_number: str, form: Form) -> str:
    visitor, found = services().visitor(), services().documents.get_deviations(absence_number)
    form.shows(found["version"], {row["title"]: row["due_on"] for row in found["items"]})
    return render_template(
        "plan/deviations.html", number=absence_number, form=form, rows=found["items"], parties=TO_STAFF, standings=DEVIATIONS,
        steps=[Step.of(step) for step in found["steps"]],
        may_move=visitor.may(SICK_REPORTS) or CASEMANAGER in visitor.roles, is_staff=visitor.is_staff)
