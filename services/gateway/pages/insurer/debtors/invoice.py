"""One invoice for billing: what it says, its stand, and all that is done with it."""
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.employer.invoices import Invoice
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import BILLING, notify
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import PAYMENT
from shared.fields.text import parse_reason
from shared.kernel.ids import new_id

pages = page_blueprint("debtor_invoices", roles=[BILLING])

PAGE = "/debiteuren/facturen/<number>"
PAYMENT_FIELDS = {"amount": "bedrag", "paid_on": "betaald_op"}
DONE = {"undone-credits": "De creditnota is ongedaan gemaakt met factuur {}.",
        "ended-disputes": "De betwisting is beëindigd. De herinneringen gaan verder.",
        "disputes": "De betwisting is vastgelegd. Er gaan geen herinneringen uit.",
        "credits": "De factuur is gecrediteerd met creditnota {}.", "payments": "De betaling is vastgelegd."}


@pages.get(PAGE)
def invoice(number: str) -> str:
    """The invoice."""
    return _page(number, Form({"sleutel": new_id()}))


@pages.post(f"{PAGE}/betaling")
def pay(number: str) -> Response | tuple[str, int]:
    """Record a payment."""
    form = Form(request.form.to_dict())
    amount = form.number("bedrag", PAYMENT)
    paid_on = form.date("betaald_op", CASE_DATE, "Vul de dag van betaling in.", today=services().clock.today())
    body = {"paid_on": paid_on.isoformat() if paid_on else None} | ({"amount": f"{amount:.2f}"} if amount is not None else {})
    return _done(number, form, "payments", body, PAYMENT_FIELDS)


@pages.post(f"{PAGE}/betwisten")
def dispute(number: str) -> Response | tuple[str, int]:
    """Record a dispute."""
    form = Form(request.form.to_dict())
    return _done(number, form, "disputes", {"reason": form.text("waarom", parse_reason, "Vul in wat er niet klopt.")},
                 {"reason": "waarom"})


@pages.post(f"{PAGE}/crediteren")
def credit(number: str) -> Response | str | tuple[str, int]:
    """Show the credit note, or issue it."""
    form = Form(request.form.to_dict())
    body = {"reason": form.text("reden", parse_reason, "Vul in waarom u crediteert.")}
    if form["stap"] == "boeken":
        return _done(number, form, "credits", body, {"reason": "reden"})
    found = sent(form, {"reason": "reden"}, lambda key: services().debtors.preview_credit(number, body, key=key))
    return (_page(number, form), 422) if found is None else _page(number, form, preview=Invoice.of(found[0]))


@pages.post(f"{PAGE}/ongedaan")
def undo(number: str) -> Response | tuple[str, int]:
    """Undo a credit note."""
    return _done(number, Form(request.form.to_dict()), "undone-credits", {}, {})


@pages.post(f"{PAGE}/betwisting-beeindigen")
def end_dispute(number: str) -> Response | tuple[str, int]:
    """End a dispute."""
    return _done(number, Form(request.form.to_dict()), "ended-disputes", {}, {})


def _done(number: str, form: Form, what: str, body: Json, fields: dict[str, str]) -> Response | tuple[str, int]:
    made: list[Json] = []
    if is_sent(form, fields, lambda key: made.append(
            services().debtors.act(number, what, body, key=key, version=form.version))):
        notify(DONE[what].format(made[0]["number"]))
        return redirect(f"/debiteuren/facturen/{made[0]['number']}", 303)
    return _page(number, form), 422


def _page(number: str, form: Form, *, preview: Invoice | None = None) -> str:
    body: dict[str, Any] = services().billing.get_invoice(number)
    form.shows(body.get("version"), {"Stand": Invoice.of(body).label, "Betaald": str(body.get("paid") or "0.00")})
    return render_template("insurer/debtors/invoice.html", invoice=Invoice.of(body), body=body, form=form, preview=preview)
