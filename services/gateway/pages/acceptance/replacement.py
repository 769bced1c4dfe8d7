"""Another main contact: a colleague of the employer, or somebody without an account (R-180)."""
from typing import Any

from flask import redirect, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.acceptance.main_contacts import FIELDS, QUEUE, SALUTATIONS, read_owner
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import sent
from services.gateway.view.accounts.main_contacts import MainContact
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import NO, YES, Form
from services.gateway.view.layout import ACCEPTANCE, notify
from shared.kernel.ids import new_id

pages = page_blueprint("replacement", roles=[ACCEPTANCE])

ONE = f"{QUEUE}/hoofdcontactpersonen/<account_id>/vervangen"
SOMEBODY_NEW = "nieuw"
OF_OWNER = {f"owner.{field}": name for field, name in FIELDS.items()} | FIELDS | {
    "account_id": "wie", "keeps_account": "blijft", "owner": "wie"}


@pages.get(ONE)
def ask(account_id: str) -> str:
    """Who follows, and what becomes of the present main contact."""
    return _page(account_id, Form({"sleutel": new_id()}))


@pages.post(ONE)
def replace(account_id: str) -> Any:
    """Replace the main contact."""
    form = Form(request.form.to_dict())
    body: Json = {"keeps_account": form.choice("blijft", (YES, NO), "Kies wat er met het account gebeurt.") == YES}
    if form["wie"] == SOMEBODY_NEW:
        body |= {"owner": read_owner(form)}
    elif form["wie"]:
        body |= {"account_id": form["wie"]}
    else:
        form.refuse("wie", "Kies wie de nieuwe hoofdcontactpersoon is.")
    made = sent(form, OF_OWNER, lambda key: services().acceptance.replace(account_id, body, key=key, version=form.version))
    if made is None:
        return _page(account_id, form), 422
    notify("De hoofdcontactpersoon is vervangen. Iedereen om wie het gaat krijgt een e-mail.")
    return redirect(f"{QUEUE}/hoofdcontactpersonen/{made['id']}", 303)


def _page(account_id: str, form: Form) -> str:
    contact = MainContact.of(services().acceptance.get_main_contact(account_id))
    form.shows(contact.version, contact.facts)
    choices = [(one["id"], full_name(one), one["email"]) for one in services().acceptance.list_successors(account_id)]
    return render_template("acceptance/replacement.html", contact=contact, form=form,
                           choices=[*choices, (SOMEBODY_NEW, "Iemand zonder account", "Vul hieronder de gegevens in.")],
                           salutations=[(one, one, "") for one in SALUTATIONS])
