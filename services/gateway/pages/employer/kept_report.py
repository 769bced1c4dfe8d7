"""Reporting sick while absence is away: a form that needs no data of the employee, and the page of a report that is kept."""
import re
from collections.abc import Mapping
from typing import Any, cast

from flask import abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.edge.kept_reports import SENT, WAITING, Kept
from services.gateway.edge.session import portal_session
from services.gateway.pages.employer.delivery import Delivery
from services.gateway.pages.guard import page_blueprint
from services.gateway.view import drafts
from services.gateway.view.formatting import moment, short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import SICK_REPORTS
from services.gateway.view.report_questions import FIRST_SICK_DAY, QUESTIONS, SAME_CAUSE, check_contested, opens_more
from shared.fields.text import parse_search
from shared.kernel.ids import new_id
from shared.observability.metrics import KEPT_REPORTS

pages = page_blueprint("kept_report", rights=[SICK_REPORTS])

_IS_KEY = re.compile(r"[A-Za-z0-9-]{1,64}")
ASKED = [question for question in QUESTIONS if question is not SAME_CAUSE]


def delivery() -> Delivery:
    """The delivery of the running application."""
    return cast(Delivery, current_app.extensions["delivery"])


def kept_reports() -> list[Kept]:
    """The visitor's reports that are not delivered, after another attempt."""
    visitor, kept = services().visitor(), delivery().kept
    if any(one.state == WAITING for one in kept.list_of(visitor.account_id, visitor.employer_id)):
        delivery().send_own(visitor.account_id, visitor.employer_id, services().doorkeeper)
    return [one for one in kept.list_of(visitor.account_id, visitor.employer_id) if one.state != SENT]


def keep(key: str, report: Mapping[str, Any], who: str) -> Response:
    """Keep a report that absence does not take now, and lead to its page.

    :param who: the employee, as the visitor named or saw him
    """
    visitor, key = services().visitor(), key if _IS_KEY.fullmatch(key) else new_id()
    delivery().kept.keep(key, account_id=visitor.account_id, employer_id=str(visitor.employer_id), at=services().clock.now(),
                         content={"report": dict(report), "who": who, "cookie": portal_session().cookie})
    KEPT_REPORTS.labels("kept").inc()
    return redirect(f"/ziek-melden/bewaard/{key}", 303)


@pages.get("/ziek-melden/zonder-lijst")
def ask() -> tuple[str, int]:
    """The form that names the employee in words."""
    draft = drafts.take()
    return _form(Form(draft or {"eerste_ziektedag": short_day(services().clock.today()), "sleutel": new_id()}), 200)


@pages.post("/ziek-melden/zonder-lijst")
def answer() -> Any:
    """Keep the report, if it is complete."""
    form, today = Form(request.form.to_dict()), services().clock.today()
    who = form.text("werknemer", parse_search, "Vul in wie er ziek is.")
    form.choice("gegevens", ("kloppen",), "Bevestig dat de gegevens van uw werknemer kloppen.")
    answers = {question.fact: question.read(form, today) for question in (FIRST_SICK_DAY, *ASKED)}
    check_contested(form, answers)
    if not form.is_good:
        return _form(form, 422)
    report = {"data_checked": True} | {fact: said for fact, said in answers.items() if said is not None}
    return keep(form["sleutel"] or new_id(), report, who)


@pages.get("/ziek-melden/bewaard/<key>")
def kept(key: str) -> Any:
    """What became of a kept report; leads to the absence once it is delivered."""
    found = _own(key)
    if found.state == SENT:
        address = f"/ziek-melden/gedaan/{found.outcome}"
        return Response(headers={"HX-Redirect": address}) if request.headers.get("HX-Request") else redirect(address, 303)
    template = "_kept.html" if request.headers.get("HX-Request") else "kept.html"
    return render_template(f"employer/sick_report/{template}", kept=found, since=moment(found.kept_at.isoformat()))


def _own(key: str) -> Kept:
    visitor = services().visitor()
    found = delivery().kept.find(key, account_id=visitor.account_id, employer_id=visitor.employer_id)
    if found is None:
        abort(404)
    return found


def _form(form: Form, status: int) -> tuple[str, int]:
    page = render_template("employer/sick_report/without_list.html", form=form, first_day=FIRST_SICK_DAY, questions=ASKED,
                           opens_more=opens_more(form))
    return page, status
