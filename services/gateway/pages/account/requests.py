"""Requests of the main contact to the helpdesk: an extra account, another address or number of a colleague (R-177, R-178)."""
from typing import Any

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.colleagues import colleagues_of
from services.gateway.view.accounts.parts import MAIN_CONTACT
from services.gateway.view.formatting import full_name, moment, phone
from services.gateway.view.forms import Form
from services.gateway.view.layout import notify
from shared.fields.contact import parse_email, parse_mobile
from shared.fields.names import parse_infix, parse_name
from shared.kernel.ids import new_id

pages = page_blueprint("account_requests", rights=["RIGHTS_MANAGEMENT"])

ROOT = "/account/aanvragen"
KINDS = {"EXTRA_ACCOUNT": "Een extra account", "NEW_EMAIL": "Een ander e-mailadres", "NEW_PHONE": "Een ander telefoonnummer"}
STATES = {"OPEN": "De helpdesk belt u terug", "EXECUTED": "Uitgevoerd", "REFUSED": "Geweigerd"}
GONE = {404: ("wie", "Deze collega bestaat niet meer. Kies iemand uit de lijst.")}
FIELDS = {"account_id": "wie", "email": "email", "phone": "telefoon", "first_name": "voornaam", "infix": "tussenvoegsel",
          "last_name": "achternaam", "salutation": "aanhef", "kind": "soort"}


@pages.before_request
def only_the_main_contact() -> None:
    """Only the contact person sends requests (R-177)."""
    if services().visitor().kind != MAIN_CONTACT:
        abort(403)


@pages.get(ROOT)
def overview() -> str:
    """What was asked, and the form of the chosen kind."""
    kind = request.args.get("soort", "")
    return _page(Form({"sleutel": new_id(), "soort": kind if kind in KINDS else ""}))


@pages.post(ROOT)
def ask() -> Response | tuple[str, int]:
    """Send a request."""
    form = Form(request.form.to_dict())
    body = _read(form)
    if is_sent(form, FIELDS, lambda key: services().colleagues.ask_helpdesk(body, key=key), shown=GONE):
        notify("Uw aanvraag is verstuurd. De helpdesk belt u terug op uw eigen nummer.")
        return redirect(ROOT, 303)
    return _page(form), 422


def _read(form: Form) -> dict[str, Any]:
    kind = form.choice("soort", KINDS, "Kies wat u wilt aanvragen.")
    body: dict[str, Any] = {"kind": kind}
    if kind == "EXTRA_ACCOUNT":
        body |= {"salutation": form.choice("aanhef", ("Dhr.", "Mevr.", "Neutraal"), "Kies een aanhef."),
                 "first_name": form.text("voornaam", parse_name, "Vul de voornaam in."),
                 "infix": form.text("tussenvoegsel", parse_infix) or None,
                 "last_name": form.text("achternaam", parse_name, "Vul de achternaam in.")}
    elif not form["wie"]:
        form.refuse("wie", "Kies voor wie dit is.")
    else:
        body["account_id"] = form["wie"]
    if kind in ("EXTRA_ACCOUNT", "NEW_EMAIL"):
        body["email"] = form.text("email", parse_email, "Vul het e-mailadres in.")
    if kind in ("EXTRA_ACCOUNT", "NEW_PHONE"):
        body["phone"] = form.text("telefoon", parse_mobile, "Vul een mobiel nummer in, bijvoorbeeld 06 12345678.")
    return body


def _page(form: Form) -> str:
    people = colleagues_of(services().colleagues.list_accounts(), services().clock.today())
    names = {one.id: one.name for one in people}
    rows = [(KINDS[body["kind"]], names.get(body["account_id"] or "") or full_name(body), body["email"] or phone(body["phone"]),
             moment(body["requested_at"]), STATES[body["state"]], body["decision_reason"] or "")
            for body in services().colleagues.list_requests()]
    choices = [(one.id, one.name, one.email) for one in people if not one.is_over and one.kind != "THIRD_PARTY"]
    return render_template("account/requests.html", form=form, rows=rows, kinds=KINDS, choices=choices)
