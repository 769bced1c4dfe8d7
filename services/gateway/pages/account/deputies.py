"""Deputies: a colleague has the rights of the main contact while that person is absent."""
from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.colleagues import colleagues_of
from services.gateway.view.accounts.parts import MAIN_CONTACT
from services.gateway.view.formatting import as_date
from services.gateway.view.forms import Form
from services.gateway.view.layout import notify
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("deputies", rights=["RIGHTS_MANAGEMENT"])

ROOT = "/account/vervanging"
GONE = {404: ("vervanger", "Deze collega bestaat niet meer. Kies iemand uit de lijst.")}
FIELDS = {"account_id": "vervanger", "first": "van", "last": "tot_en_met"}


@pages.before_request
def only_the_main_contact() -> None:
    """A colleague who manages rights, or deputises, names no deputy."""
    if services().visitor().kind != MAIN_CONTACT:
        abort(403)


@pages.get(ROOT)
def overview() -> str:
    """The periods, and the form of another one."""
    return _page(Form({"sleutel": new_id()}))


@pages.post(ROOT)
def name() -> Response | tuple[str, int]:
    """Name a deputy."""
    form, today = Form(request.form.to_dict()), services().clock.today()
    first = form.date("van", CASE_DATE, "Vul de eerste dag in.", today=today)
    last = form.date("tot_en_met", CASE_DATE, "Vul de laatste dag in.", today=today)
    if not form["vervanger"]:
        form.refuse("vervanger", "Kies een collega.")
    if form.is_good and first and last:
        body = {"account_id": form["vervanger"], "first": first.isoformat(), "last": last.isoformat()}
        if is_sent(form, FIELDS, lambda key: services().colleagues.name_deputy(body, key=key), shown=GONE):
            notify("De vervanging is opgeslagen.")
            return redirect(ROOT, 303)
    return _page(form), 422


@pages.post(f"{ROOT}/<deputy_id>/beeindigen")
def end(deputy_id: str) -> Response:
    """End a period."""
    form = Form(request.form.to_dict())
    services().colleagues.end_deputy(deputy_id, key=form["sleutel"] or new_id(), version=form.version)
    notify("De vervanging is beëindigd.")
    return redirect(ROOT, 303)


def _page(form: Form) -> str:
    today = services().clock.today()
    people = colleagues_of(services().colleagues.list_accounts(), today)
    names = {one.id: one.name for one in people}
    periods = [body | {"name": names.get(body["account_id"], "–")} for body in services().colleagues.list_deputies()
               if body["ended_at"] is None and (as_date(body["last"]) or today) >= today]
    choices = [(one.id, one.name, one.email) for one in people if one.kind == "COLLEAGUE" and not one.is_over]
    return render_template("account/colleagues/deputies.html", form=form, periods=periods, choices=choices, new_key=new_id)
