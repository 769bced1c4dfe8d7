"""Whom a company doctor has working under him."""
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import DOCTOR, notify
from services.gateway.view.perspectief.medical import Consultant
from shared.kernel.ids import new_id

pages = page_blueprint("delegations", roles=[DOCTOR])


@pages.get("/delegaties")
def show() -> str:
    """All consultants, with the doctor under whom each works."""
    return _page(Form({"sleutel": new_id()}))


@pages.post("/delegaties/<consultant_id>")
def delegate(consultant_id: str) -> Response | tuple[str, int]:
    """Take a consultant under the doctor."""
    return _sent(lambda key: services().casework.delegate(consultant_id, key=key), "De consultant werkt nu onder u.")


@pages.post("/delegaties/<delegation_id>/intrekken")
def withdraw(delegation_id: str) -> Response | tuple[str, int]:
    """Withdraw a delegation."""
    return _sent(lambda key: services().casework.withdraw_delegation(delegation_id, key=key), "De delegatie is ingetrokken.")


def _sent(send: Any, done: str) -> Response | tuple[str, int]:
    form = Form(request.form.to_dict())
    if is_sent(form, {}, send):
        notify(done)
        return redirect("/delegaties", 303)
    return _page(form), 422


def _page(form: Form) -> str:
    visitor = services().visitor()
    consultants = [Consultant.of(body, visitor.account_id) for body in services().casework.list_consultants()]
    return render_template("staffing/delegations.html", consultants=consultants, form=form)
