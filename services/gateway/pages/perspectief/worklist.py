"""What those who guide cases have to do: the open steps, and the questions of VRA to them."""
from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.layout import CASEWORK_ROLES
from services.gateway.view.plan import Step
from services.gateway.view.trail import Trail
from services.gateway.view.vra.worklist import questions_of

pages = page_blueprint("worklist", roles=CASEWORK_ROLES)

PAGE = "/te-doen"


@pages.get(PAGE)
def worklist() -> str:
    """What is due first, with a link to the form of each step and each answer."""
    trail = Trail.of(PAGE, request.args, {})
    caseload = services().casework.get_caseload(cursor=trail.cursor)
    questions = questions_of(services().vra.list_waiting("REQUESTS"), services().clock.today())
    return render_template("perspectief/worklist.html", steps=[Step.of(body) for body in caseload["items"]],
                           employers={body["absence_number"]: body["company_name"] for body in caseload["items"]},
                           questions=questions, open=caseload["open"], overdue=caseload["overdue"], previous=trail.previous,
                           next=trail.next(caseload.get("next")))
