"""What employer and employee agreed, from the first sick day; it is added to and never changed (R-128)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.roles import ROLES
from services.gateway.view.forms import Form
from services.gateway.view.layout import CASEMANAGER, CASEWORK_ROLES, SICK_REPORTS, notify
from shared.fields.dates import CASE_DATE
from shared.fields.text import parse_agreement
from shared.kernel.ids import new_id

pages = page_blueprint("agreements", rights=[SICK_REPORTS], roles=CASEWORK_ROLES)

PAGE = "/dossier/<absence_number>/afspraken"
FIELDS = {"agreed_on": "datum", "text": "afspraak"}


@pages.get(PAGE)
def overview(absence_number: str) -> str:
    """The agreements, and a form to add one."""
    return _page(absence_number, Form({"sleutel": new_id()}))


@pages.post(PAGE)
def add(absence_number: str) -> Response | tuple[str, int]:
    """Add an agreement."""
    form = Form(request.form.to_dict())
    agreed_on = form.date("datum", CASE_DATE, "Vul in wanneer u dit afsprak.", today=services().clock.today())
    body = {"agreed_on": agreed_on and agreed_on.isoformat(),
            "text": form.text("afspraak", parse_agreement, "Vul in wat u afsprak.")}
    if is_sent(form, FIELDS, lambda key: services().documents.note_agreement(absence_number, body, key=key)):
        notify("De afspraak staat in het dossier.")
        return redirect(PAGE.replace("<absence_number>", absence_number), 303)
    return _page(absence_number, form), 422


def _page(absence_number: str, form: Form) -> str:
    visitor = services().visitor()
    return render_template(
        "documents/agreements.html", number=absence_number, form=form, roles=ROLES | {"employer": "De werkgever"},
        agreements=services().documents.list_agreements(absence_number),
        may_add=visitor.may(SICK_REPORTS) or CASEMANAGER in visitor.roles)
