"""Direct debits by day: the file for the bank, and what the bank booked and returned."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS
from services.gateway.pages.downloads import attached
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import BILLING, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("collections", roles=[BILLING])

PAGE = "/debiteuren/incasso"
FIELDS = {"booked_on": "geboekt_op", "returned": "geretourneerd"}


@pages.get(PAGE)
def overview() -> str:
    """The days with direct debits."""
    return _page(Form({"sleutel": new_id()}))


@pages.get(f"{PAGE}/<collected_on>/bestand")
def file(collected_on: str) -> Response:
    """The SEPA file of a day."""
    return attached(services().debtors.get_collection_file(collected_on), "application/xml", f"COLLECT-{collected_on}.xml")


@pages.post(f"{PAGE}/<collected_on>")
def book(collected_on: str) -> Response | tuple[str, int]:
    """Record what the bank booked and returned."""
    form = Form(request.form.to_dict())
    booked_on = form.date("geboekt_op", CASE_DATE, "Vul de dag in waarop de bank boekte.", today=services().clock.today())
    body = {"booked_on": booked_on.isoformat() if booked_on else None,
            "returned": form["geretourneerd"].replace(",", " ").split()}
    if is_sent(form, FIELDS, lambda key: services().debtors.book_collection(collected_on, body, key=key, version=form.version)):
        notify("De incasso is geboekt. De facturen zijn betaald, behalve wat de bank terugboekte.")
        return redirect(PAGE, 303)
    return _page(form, chosen=collected_on), 422


def _page(form: Form, *, chosen: str = "") -> str:
    trail, attempts = Trail.of(PAGE, request.args, {}), Attempts()
    found = attempts.get("incasso", lambda: services().debtors.list_collections(cursor=trail.cursor), NO_ITEMS)
    return render_template("insurer/debtors/collections.html", rows=found["items"], form=form, chosen=chosen,
                           missing=attempts.missing, previous=trail.previous, next=trail.next(found["next"]))
