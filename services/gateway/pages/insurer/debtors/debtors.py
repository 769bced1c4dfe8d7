"""Debtors by age, invoices by what must be done with them, and one debtor with its ledger and address."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import NO_ITEMS, Json, ServiceRefused
from services.gateway.pages.employer.invoices import KINDS, Invoice
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent, sent
from services.gateway.view.forms import Form
from services.gateway.view.layout import BILLING, notify
from services.gateway.view.outage import Attempts
from services.gateway.view.trail import Trail
from shared.fields.contact import parse_postcode
from shared.fields.identifiers import parse_policy_number
from shared.fields.invoicing import parse_city, parse_kvk_number, parse_street
from shared.kernel.ids import new_id

pages = page_blueprint("debtors", roles=[BILLING])

PAGE = "/debiteuren"
LISTS = {"open": "Open", "betwist": "Betwist", "vrij-te-geven": "Vrij te geven", "alle": "Alle"}
WHICH = {"open": "open", "betwist": "disputed", "alle": "all"}
BOOKABLE = {"ARBO": "Arbofactuur", "PREMIUM": "Premie"}
ENTRIES = KINDS | {"PAYMENT": "Betaling"}
ADDRESS = {"street": "straat", "postcode": "postcode", "city": "plaats", "kvk_number": "kvk"}
BOOKING = {"kind": "soort", "day": "soort", "policy_number": "polis"}


@pages.get(PAGE)
def debtors() -> str:
    """Employers with open invoices, by the age of what is open."""
    trail, attempts = Trail.of(PAGE, request.args, {}), Attempts()
    found = attempts.get("debiteuren", lambda: services().debtors.list_debtors(cursor=trail.cursor), NO_ITEMS)
    return render_template("insurer/debtors/debtors.html", rows=found["items"], missing=attempts.missing,
                           previous=trail.previous, next=trail.next(found["next"]))


@pages.get(f"{PAGE}/facturen")
def invoices() -> str:
    """Invoices to release, open, disputed, or all."""
    return _invoices(Form({"sleutel": new_id()}), [])


@pages.post(f"{PAGE}/facturen")
def book() -> Response | str | tuple[str, int]:
    """Show what would be booked to a policy, or book it."""
    form = Form(request.form.to_dict())
    number = form.text("polis", parse_policy_number, "Vul een polisnummer in.")
    body = {"kind": form.choice("soort", BOOKABLE, "Kies wat u factureert."), "day": services().clock.today().isoformat()}
    call = services().debtors.book if form["stap"] == "boeken" else services().debtors.preview
    made = sent(form, BOOKING, lambda key: call(number, body, key=key),
                shown={404: ("polis", "Deze polis bestaat niet.")})
    if made is None:
        return _invoices(form, []), 422
    if form["stap"] != "boeken":
        return _invoices(form, [Invoice.of(one) for one in made])
    notify(f"Geboekt: {', '.join(one['number'] for one in made)}.")
    return redirect(f"{PAGE}/facturen/{made[0]['number']}", 303)


@pages.get(f"{PAGE}/polissen/<policy_number>")
def debtor(policy_number: str) -> str:
    """The ledger of an employer, and its address on invoices."""
    known = _address(policy_number)
    return _debtor(policy_number, Form({own: str(known.get(name) or "") for name, own in ADDRESS.items()}))


@pages.post(f"{PAGE}/polissen/<policy_number>")
def set_address(policy_number: str) -> Response | tuple[str, int]:
    """Record the address on invoices."""
    form = Form(request.form.to_dict())
    body = {"street": form.text("straat", parse_street, "Vul straat en huisnummer in."),
            "postcode": form.text("postcode", parse_postcode, "Vul de postcode in."),
            "city": form.text("plaats", parse_city, "Vul de plaats in."),
            "kvk_number": form.text("kvk", parse_kvk_number, "Vul het KvK-nummer in.")}
    if is_sent(form, ADDRESS, lambda key: services().debtors.set_address(policy_number, body)):
        notify("Het adres is vastgelegd.")
        return redirect(f"{PAGE}/polissen/{policy_number}", 303)
    return _debtor(policy_number, form), 422


def _invoices(form: Form, preview: list[Invoice]) -> str:
    which = request.args.get("lijst", "open")
    which = which if which in LISTS else "open"
    trail, attempts = Trail.of(f"{PAGE}/facturen", request.args, {"lijst": which}), Attempts()
    due = attempts.get("vrij te geven", services().debtors.list_due, NO_ITEMS)["items"]
    found = NO_ITEMS if which == "vrij-te-geven" else attempts.get(
        "facturen", lambda: services().debtors.list_invoices(WHICH[which], cursor=trail.cursor), NO_ITEMS)
    return render_template(
        "insurer/debtors/invoices.html", rows=[Invoice.of(one) for one in found["items"]], due=due, which=which, lists=LISTS,
        kinds=BOOKABLE, form=form, preview=preview, missing=attempts.missing, previous=trail.previous,
        next=trail.next(found["next"]))


def _debtor(policy_number: str, form: Form) -> str:
    attempts = Attempts()
    policy = services().policies.get_policy(policy_number)
    entries = attempts.items("het grootboek", lambda: services().debtors.get_ledger(policy_number))
    return render_template("insurer/debtors/debtor.html", policy=policy, entries=entries, kinds=ENTRIES, form=form,
                           missing=attempts.missing)


def _address(policy_number: str) -> Json:
    try:
        return services().debtors.find_address(policy_number)
    except ServiceRefused as refusal:
        if refusal.code != "invoice_address.not_found":
            raise
        return {}
