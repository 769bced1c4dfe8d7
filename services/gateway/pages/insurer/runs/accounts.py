"""Changed accounts of employers, which a second person confirms before they are paid to."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.formatting import full_name
from services.gateway.view.forms import Form
from services.gateway.view.insurer.runs import who
from services.gateway.view.layout import CLAIMS, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.trail import Trail
from shared.kernel.ids import new_id

pages = page_blueprint("payee_accounts", roles=[CLAIMS])

PAGE = "/claims/rekeningen"


@pages.get(PAGE)
def overview() -> str:
    """The changed accounts."""
    return _page(Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/<policy_number>")
def confirm(policy_number: str) -> Response | tuple[str, int]:
    """Confirm a changed account."""
    form = Form(request.form.to_dict())
    if is_sent(form, {"iban": "iban"}, lambda key: services().runs.confirm_account(policy_number, form["iban"], key=key)):
        notify("De wijziging is bevestigd. Na de wachttijd betalen wij op het nieuwe rekeningnummer.")
        return redirect(PAGE, 303)
    return _page(form), 422


def _page(form: Form) -> str:
    trail, attempts = Trail.of(PAGE, request.args, {}), Attempts()
    found = services().runs.list_account_changes(cursor=trail.cursor)
    staff = {body["id"]: full_name(body) for body in attempts.items(
        "namen van medewerkers", lambda: services().administration.list_staff())}
    return render_template("insurer/runs/accounts.html", rows=found["items"], form=form, staff=staff, who=who,
                           missing=attempts.missing, previous=trail.previous, next=trail.next(found["next"]))
