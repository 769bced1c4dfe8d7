"""Settlements about the transition payment: what an employee agreed to and signed instead of what the law says (R-136)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import EMPLOYEE_DATA, notify
from services.gateway.view.trail import Trail
from shared.fields.dates import SERVICE_DATE
from shared.fields.identifiers import parse_employee_number
from shared.fields.numbers import COST
from shared.fields.text import parse_agreement
from shared.kernel.ids import new_id

pages = page_blueprint("settlements", rights=[EMPLOYEE_DATA])

PAGE = "/transitievergoeding/afspraken"
FIELDS = {"employee_number": "personeelsnummer", "amount": "bedrag", "text": "afspraak", "employee_agrees": "akkoord",
          "signed_on": "ondertekend_op"}


@pages.get(PAGE)
def overview() -> str:
    """The settlements of the employer, and a form to record one."""
    return _page(Form({"sleutel": new_id()}))


@pages.post(PAGE)
def record() -> Response | tuple[str, int]:
    """Record a settlement; the service refuses one without agreement and signature."""
    form = Form(request.form.to_dict())
    signed_on = form.date("ondertekend_op", SERVICE_DATE, today=services().clock.today())
    amount = form.number("bedrag", COST, "Vul het bedrag in dat u afsprak.")
    body = {"employee_number": form.text("personeelsnummer", parse_employee_number, "Vul het personeelsnummer in."),
            "amount": f"{amount}", "text": form.text("afspraak", parse_agreement, "Vul in wat u afsprak."),
            "employee_agrees": form["akkoord"] == YES, "signed_on": signed_on and signed_on.isoformat()}
    if is_sent(form, FIELDS, lambda key: services().casework.record_settlement(body, key=key)):
        notify("De afspraak is vastgelegd.")
        return redirect(PAGE, 303)
    return _page(form), 422


def _page(form: Form) -> str:
    trail = Trail.of(PAGE, request.args, {})
    page = services().casework.list_settlements(cursor=trail.cursor)
    return render_template("employer/leaving/settlements.html", form=form, settlements=page["items"], previous=trail.previous,
                           next=trail.next(page["next"]))
