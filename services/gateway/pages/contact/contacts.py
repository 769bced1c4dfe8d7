"""Contacts to make after a report, with the number to call: the home page of a consultant, and what is late for the
casemanager (R-029, R-096, features idea 12)."""
from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.contact.contacts import LISTS, REASONS, Contact
from services.gateway.view.forms import Form
from services.gateway.view.layout import CONTACT_ROLES, notify
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("contacts", roles=CONTACT_ROLES)

PAGE = "/contacten"
OF_CASE = f"{PAGE}/<absence_number>"
CODES = ("M02", "CONFLICT_CONTACT")


@pages.get(PAGE)
def waiting() -> str:
    """One of the lists, the earliest end of a clock first."""
    return _page(Form({}))


@pages.post(f"{OF_CASE}/gesproken")
def log(absence_number: str) -> Response | tuple[str, int]:
    """Record that the contact was made today."""
    form = Form(request.form.to_dict())
    code = form.choice("stap", CODES, "Kies welk contact u had.")
    today = services().clock.today().isoformat()
    if not is_sent(form, {}, lambda key: services().casework.complete(
            absence_number, code, {"completed_on": today}, key=key, version=None)):
        return _page(form), 422
    notify("Het contact is vastgelegd.")
    return redirect(PAGE, 303)


@pages.get(f"{OF_CASE}/later")
def ask(absence_number: str) -> str:
    """Why the clock pauses, and until when."""
    return _ask(absence_number, Form({"sleutel": new_id()}))


@pages.post(f"{OF_CASE}/later")
def pause(absence_number: str) -> Response | tuple[str, int]:
    """Pause the clock."""
    form = Form(request.form.to_dict())
    reason = form.choice("reden", REASONS, "Kies waarom u later belt.")
    last_day = form.date("tot", CASE_DATE, "Vul in tot en met welke dag u wacht.", today=services().clock.today())
    body = {"reason": reason, "last_day": last_day and last_day.isoformat()}
    if not is_sent(form, {"reason": "reden", "last_day": "tot"},
                   lambda key: services().contacts.pause(absence_number, body, key=key)):
        return _ask(absence_number, form), 422
    notify("De termijn staat stil. Het contact komt vanzelf terug.")
    return redirect(PAGE, 303)


@pages.post(f"{OF_CASE}/later/<pause_id>/terug")
def resume(absence_number: str, pause_id: str) -> Response | tuple[str, int]:
    """Let the clock run again."""
    form = Form(request.form.to_dict())
    if not is_sent(form, {}, lambda key: services().contacts.resume(absence_number, pause_id, key=key)):
        return _page(form), 422
    notify("De termijn loopt weer.")
    return redirect(PAGE, 303)


def _page(form: Form) -> str:
    which = request.args.get("lijst", "")
    which = which if which in LISTS else next(iter(LISTS))
    trail = Trail.of(PAGE, request.args, {"lijst": which})
    page = services().contacts.list_waiting(LISTS[which].source, cursor=trail.cursor)
    rows = [(Contact.of(body), Form({"sleutel": new_id()})) for body in page["items"]]
    return render_template(
        "contact/contacts.html", rows=rows, form=form, which=which, shown=LISTS[which], previous=trail.previous,
        lists=[(code, one.title, page[one.count]) for code, one in LISTS.items()], next=trail.next(page["next"]))


def _ask(absence_number: str, form: Form) -> str:
    return render_template("contact/later.html", number=absence_number, form=form,
                           reasons=[(code, text, "") for code, text in REASONS.items()])
