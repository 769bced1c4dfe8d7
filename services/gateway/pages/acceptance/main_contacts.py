"""Main contacts: the form with the eight fields, the queue to call back, and who did not log in yet (R-186 … R-192)."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.accounts.main_contacts import PENDING, STATES, MainContact
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import ACCEPTANCE, notify
from services.gateway.view.trail import Trail
from shared.fields.contact import parse_email, parse_mobile, parse_phone
from shared.fields.identifiers import parse_policy_number
from shared.fields.names import parse_company_name, parse_infix, parse_name
from shared.kernel.ids import new_id

pages = page_blueprint("acceptance", roles=[ACCEPTANCE])

QUEUE = "/acceptatie"
NEW = f"{QUEUE}/hoofdcontactpersoon"
SALUTATIONS = ("Dhr.", "Mevr.", "Neutraal")
REASONS = {"MISTAKE": "De aanvraag berust op een vergissing", "MISUSE": "De aanvraag is niet te vertrouwen",
           "OTHER": "Er is een andere reden"}
FIELDS = {"policy_number": "polisnummer", "company_name": "bedrijfsnaam", "salutation": "aanhef", "first_name": "voornaam",
          "infix": "tussenvoegsels", "last_name": "achternaam", "email": "email", "phone": "telefoon", "landline": "vast",
          "reason": "reden"}


@pages.get(QUEUE)
def queue() -> str:
    """The main contacts in a state; who waits longest for a call-back comes first."""
    state = request.args.get("stand", PENDING)
    state = state if state in STATES else PENDING
    trail = Trail.of(QUEUE, request.args, {"stand": state} if state != PENDING else {})
    page = services().acceptance.list_main_contacts(state=state, cursor=trail.cursor)
    return render_template("acceptance/queue.html", found=[MainContact.of(body) for body in page["items"]], state=state,
                           states=STATES, previous=trail.previous, next=trail.next(page["next"]))


@pages.get(NEW)
def ask() -> str:
    """The empty form."""
    return _form(Form({"sleutel": new_id(), "polisnummer": request.args.get("polis", "")}))


@pages.post(NEW)
def create() -> Any:
    """Create the main contact."""
    form = Form(request.form.to_dict())
    body = read_main_contact(form)
    if made := sent(form, FIELDS, lambda key: services().acceptance.create(body, key=key)):
        waits = made["state"] == PENDING
        notify("Bel eerst terug. Daarna krijgt de hoofdcontactpersoon een e-mail met een tijdelijk wachtwoord." if waits else
               "Het account is gemaakt. De hoofdcontactpersoon krijgt een e-mail met een tijdelijk wachtwoord.")
        return redirect(f"{QUEUE}/hoofdcontactpersonen/{made['id']}", 303)
    return _form(form), 422


def read_main_contact(form: Form) -> Json:
    """Parse the fields; errors are recorded in the form."""
    body: Json = {
        "policy_number": form.text("polisnummer", parse_policy_number, "Vul het polisnummer in. Het staat op het polisblad."),
        "company_name": form.text("bedrijfsnaam", parse_company_name, "Vul de bedrijfsnaam in.")}
    return body | read_owner(form) | {"landline": form.text("vast", parse_phone) or None, "doubtful": form["twijfel"] == YES}


def read_owner(form: Form) -> Json:
    """Parse the fields of a person; errors are recorded in the form."""
    return {
        "salutation": form.choice("aanhef", SALUTATIONS, "Kies een aanhef."),
        "first_name": form.text("voornaam", parse_name, "Vul de voornaam in."),
        "infix": form.text("tussenvoegsels", parse_infix) or None,
        "last_name": form.text("achternaam", parse_name, "Vul de achternaam in."),
        "email": form.text("email", parse_email, "Vul het e-mailadres in."),
        "phone": form.text("telefoon", parse_mobile, "Vul een mobiel nummer in, bijvoorbeeld 06 12345678.")}


@pages.get(f"{QUEUE}/hoofdcontactpersonen/<account_id>")
def one(account_id: str) -> str:
    """One main contact with the next step."""
    return _page(account_id, Form({"sleutel": new_id()}))


@pages.post(f"{QUEUE}/hoofdcontactpersonen/<account_id>/teruggebeld")
def verify(account_id: str) -> Any:
    """Confirm the request after the call-back."""
    form = Form(request.form.to_dict())
    if form["gebeld"] != YES:
        form.refuse("gebeld", "Bel eerst terug. Kruis daarna aan dat u iemand heeft gesproken.")
    return _act(account_id, form, "De aanvraag is bevestigd. De hoofdcontactpersoon krijgt een e-mail.",
                lambda key: services().acceptance.verify(account_id, key=key, version=form.version))


@pages.post(f"{QUEUE}/hoofdcontactpersonen/<account_id>/weigeren")
def refuse(account_id: str) -> Any:
    """Refuse the request."""
    form = Form(request.form.to_dict())
    reason = form.choice("reden", REASONS, "Kies waarom u weigert.")
    return _act(account_id, form, "De aanvraag is geweigerd. Het bedrijf kan opnieuw iemand aanmelden.",
                lambda key: services().acceptance.refuse(account_id, reason, key=key, version=form.version))


@pages.post(f"{QUEUE}/hoofdcontactpersonen/<account_id>/wachtwoord")
def reissue(account_id: str) -> Any:
    """Mail a new temporary password."""
    form = Form(request.form.to_dict())
    return _act(account_id, form, "Er is een nieuw tijdelijk wachtwoord verstuurd. Het vorige werkt niet meer.",
                lambda key: services().acceptance.reissue(account_id, key=key, version=form.version))


def _act(account_id: str, form: Form, done: str, send: Callable[[str], None]) -> Response | tuple[str, int]:
    if is_sent(form, FIELDS, send):
        notify(done)
        return redirect(f"{QUEUE}/hoofdcontactpersonen/{account_id}", 303)
    return _page(account_id, form), 422


def _form(form: Form) -> str:
    return render_template("acceptance/new.html", form=form, salutations=[(one, one, "") for one in SALUTATIONS])


def _page(account_id: str, form: Form) -> str:
    contact = MainContact.of(services().acceptance.get_main_contact(account_id))
    form.shows(contact.version, contact.facts)
    return render_template("acceptance/main_contact.html", contact=contact, form=form,
                           reasons=[(code, words, "") for code, words in REASONS.items()])
