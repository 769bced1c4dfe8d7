"""The open steps of the cases that a casemanager, consultant, doctor or labour expert guides."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import CASEWORK_ROLES
from services.gateway.view.plan import Step
from services.gateway.view.trail import Trail

pages = page_blueprint("worklist", roles=CASEWORK_ROLES)

PAGE = "/te-doen"


@pages.get(PAGE)
def worklist() -> str:
    """What is due first, with a link to the form of each step."""
    trail = Trail.of(PAGE, request.args, {})
    caseload = services().casework.get_caseload(cursor=trail.cursor)
    return render_template("perspectief/worklist.html", steps=[Step.of(body) for body in caseload["items"]],
                           employers={body["absence_number"]: body["company_name"] for body in caseload["items"]},
                           open=caseload["open"], overdue=caseload["overdue"], previous=trail.previous,
                           next=trail.next(caseload.get("next")))
