"""Wages recorded after a report: Claims accepts or rejects them, and the employer sees what was decided (§15.6)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.people import names
from services.gateway.view.trail import Trail
from shared.kernel.ids import new_id

CLAIMS = "insurer_claims"
pages = page_blueprint("wages", rights=[EMPLOYEE_DATA], roles=[CLAIMS])

PAGE = "/lonen"
STATES = {"WAITING": ("Wacht op beoordeling", "warning"), "ACCEPTED": ("Geaccepteerd", "success"),
          "REJECTED": ("Afgewezen", "danger"),
          "WITHDRAWN": ("Vervallen", "secondary")}
REASONS = {"PROVEN": "Aangetoond met loonstroken of contract", "COLLECTIVE_AGREEMENT": "Volgt uit de cao",
           "NOT_PROVEN": "Niet aangetoond", "AGREED_WHILE_SICK": "Afgesproken tijdens de ziekte"}
FOR_ACCEPTING = ("PROVEN", "COLLECTIVE_AGREEMENT")
CHOICES = {f"{'ja' if reason in FOR_ACCEPTING else 'nee'}-{reason}": reason for reason in REASONS}
"""The answers of the form: the decision and its reason."""


@pages.get(PAGE)
def overview() -> str:
    """The wages: for Claims those that wait, for an employer all of its own."""
    return _page(Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/<judgement_id>")
@only_for(roles=[CLAIMS])
def decide(judgement_id: str) -> Response | tuple[str, int]:
    """Accept or reject a wage."""
    form = Form(request.form.to_dict())
    answer = form.choice("besluit", CHOICES, "Kies wat u besluit, en waarom.")
    body = {"accept": answer.startswith("ja-"), "reason": CHOICES.get(answer)}
    if is_sent(form, {"reason": "besluit"}, lambda key: services().claims.judge_wage(judgement_id, body, key=key,
                                                                                   version=form.version)):
        notify("Het loon is geaccepteerd. De uitkering is opnieuw berekend." if body["accept"] else "Het loon is afgewezen.")
        return redirect(PAGE, 303)
    return _page(form), 422


def _page(form: Form) -> str:
    form.shows(None, {})
    visitor, attempts = services().visitor(), Attempts()
    trail = Trail.of(PAGE, request.args, {})
    found = services().claims.list_wage_judgements(status="WAITING" if visitor.is_staff else "", cursor=trail.cursor)
    rows: list[Json] = found["items"]
    ids = sorted({row["employee_id"] for row in rows})
    people = attempts.items("namen van werknemers", lambda: services().absence.find_employees(ids))
    return render_template(
        "insurer/wages.html", rows=rows, names=names(people), form=form, states=STATES, reasons=REASONS,
        choices=[(value, ("Accepteren: " if value.startswith("ja") else "Afwijzen: ") + REASONS[reason].lower())
                 for value, reason in CHOICES.items()],
        may_decide=CLAIMS in visitor.roles, missing=attempts.missing, previous=trail.previous, next=trail.next(found["next"]))
