"""What those who guide cases have to do: the open steps, and the questions of VRA to them."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import CASEWORK_ROLES
from services.gateway.view.plan import Reminded, Step
from services.gateway.view.trail import Trail
from services.gateway.view.vra.worklist import questions_of

pages = page_blueprint("worklist", roles=CASEWORK_ROLES)

PAGE = "/te-doen"
ESCALATED = "blijft-liggen"
"""The list of what stayed undone after a reminder (R-024)."""


@pages.get(PAGE)
def worklist() -> str:
    """What is due first, with a link to the form of each step and each answer."""
    which = ESCALATED if request.args.get("lijst") == ESCALATED else ""
    trail = Trail.of(PAGE, request.args, {"lijst": which})
    caseload = services().casework.get_caseload(escalated=bool(which), cursor=trail.cursor)
    rows = [(Step.of(body), body["company_name"], Reminded.of(body["reminded"])) for body in caseload["items"]]
    questions = questions_of(services().vra.list_waiting("REQUESTS"), services().clock.today())
    return render_template("perspectief/worklist.html", rows=rows, which=which, caseload=caseload, questions=questions,
                           previous=trail.previous, next=trail.next(caseload.get("next")))
