"""The page "Wachtwoord": change the own password with the old one and a code."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import notify

pages = page_blueprint("own_password")

ROOT = "/account/wachtwoord"
FIELDS = {"code": "code", "old_password": "huidig", "new_password": "nieuw", "new_password_again": "nogmaals"}
MISSING = {"code": "Vul de code in die wij u stuurden.", "huidig": "Vul uw huidige wachtwoord in.",
           "nieuw": "Vul een nieuw wachtwoord in.", "nogmaals": "Vul het nieuwe wachtwoord nog een keer in."}
SENT = {
    "ALLOWED": "Wij hebben u een code gestuurd.",
    "TOO_SOON": "Wij hebben net een code verstuurd. Wacht een minuut voordat u opnieuw een code aanvraagt.",
    "TOO_MANY": "U hebt vaak een code aangevraagd. Probeer het over een uur opnieuw.",
    "TOO_MANY_TODAY": "U hebt vandaag vaak een code aangevraagd. Probeer het morgen opnieuw.",
}
NOT_SENT = "Het versturen van de code is niet gelukt. Probeer het over een minuut opnieuw."


@pages.get(ROOT)
def password_form() -> str:
    """The button that sends a code, and the form."""
    return render_template("account/password.html", form=Form({}))


@pages.post(f"{ROOT}/code")
def send_code() -> Response:
    """Send the code."""
    notify(SENT.get(services().own_account.send_password_code(), NOT_SENT))
    return redirect(ROOT, 303)


@pages.post(ROOT)
def change_password() -> Response | tuple[str, int]:
    """Change the password; no password is shown again."""
    form = Form({})
    given = {name: request.form.get(field, "") for name, field in FIELDS.items()}
    for name, field in FIELDS.items():
        if not given[name].strip():
            form.refuse(field, MISSING[field])
    if is_sent(form, FIELDS, lambda _: services().own_account.change_password(given)):
        notify("Uw wachtwoord is gewijzigd. Op alle andere apparaten bent u uitgelogd.")
        return redirect(ROOT, 303)
    return render_template("account/password.html", form=form), 422
