"""Who is assigned to which employer: casemanager and consultant, doctors, labour experts and VRA advisers (domain.md §7.5)."""
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.staffing import CASEMANAGER, Assignment, Staff, guides_of
from services.gateway.view.forms import Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.perspectief.regions import REGIONS
from services.gateway.view.trail import Trail
from shared.fields.dates import CASE_DATE
from shared.fields.identifiers import parse_absence_number
from shared.kernel.ids import new_id

pages = page_blueprint("staffing", roles=[CASEMANAGER, PLATFORM_ADMIN])

LIST = "/toewijzingen"
ONE = f"{LIST}/<employer_id>"
FIELDS = {"casemanager_id": "casemanager", "account_id": "wie", "absence_number": "nummer"}
CONSULTANT_WORD = "consultant"
WHO, SINCE, GUIDED_SINCE, LAST = "wie", "vanaf", "begeleid_vanaf", "laatste"


@pages.get(LIST)
def search() -> str:
    """The employers that the text finds, by company name; on request only those without an active consultant."""
    text, without = " ".join(request.args.get("zoek", "").split())[:80], request.args.get("zonder") == CONSULTANT_WORD
    trail = Trail.of(LIST, request.args, {"zoek": text, "zonder": CONSULTANT_WORD if without else ""})
    page = services().staffing.list_employers(search=text, without_consultant=without, cursor=trail.cursor)
    return render_template("staffing/employers.html", employers=page["items"], regions=REGIONS, text=text, without=without,
                           previous=trail.previous, next=trail.next(page["next"]))


@pages.get(ONE)
def one(employer_id: str) -> str:
    """Who is assigned to an employer, and the forms to change it."""
    return _page(employer_id, Form({"sleutel": new_id()}))


@pages.post(f"{ONE}/casemanager")
@only_for(roles=[CASEMANAGER])
def hand_over(employer_id: str) -> Any:
    """Assign another casemanager."""
    form = Form(request.form.to_dict())
    if not form["casemanager"]:
        form.refuse("casemanager", "Kies een casemanager.")
    order = {"casemanager_id": form["casemanager"], "valid_from": _day(form, GUIDED_SINCE)}
    return _act(employer_id, form, FIELDS | {"valid_from": GUIDED_SINCE}, "De nieuwe casemanager is toegewezen.",
                lambda key: services().staffing.hand_over(employer_id, order, key=key, version=_number(form, "casemanagers")))


@pages.post(f"{ONE}/consultant")
def assign_consultant(employer_id: str) -> Any:
    """Assign another consultant, from today."""
    form = Form(request.form.to_dict())
    if not form["consultant"]:
        form.refuse("consultant", "Kies een consultant.")
    return _act(employer_id, form, {"consultant_id": "consultant"}, "De consultant is toegewezen.",
                lambda key: services().staffing.assign_consultant(
                    employer_id, form["consultant"], key=key, version=_number(form, "casemanagers")))


@pages.post(f"{ONE}/medewerker")
def assign(employer_id: str) -> Any:
    """Assign a doctor, labour expert or VRA adviser."""
    form = Form(request.form.to_dict())
    role, _, account_id = form[WHO].partition(" ")
    if not account_id:
        form.refuse(WHO, "Kies wie u toewijst.")
    order: Json = {"role": role, "account_id": account_id, "valid_from": _day(form, SINCE),
                   "absence_number": form.text("nummer", parse_absence_number) or None}
    return _act(employer_id, form, FIELDS | {"valid_from": SINCE, "role": WHO}, "De medewerker is toegewezen.",
                lambda key: services().staffing.assign(employer_id, order, key=key, version=_number(form, "toewijzingen")))


@pages.post(f"{ONE}/beeindigen")
def end(employer_id: str) -> Any:
    """Set the last day of an assignment."""
    form = Form(request.form.to_dict())
    if not form["welke"]:
        form.refuse("welke", "Kies welke toewijzing eindigt.")
    last_day = _day(form, LAST)
    return _act(employer_id, form, {"valid_until": LAST}, "De toewijzing is beëindigd.",
                lambda key: services().staffing.end(employer_id, form["welke"], last_day, key=key))


def _day(form: Form, name: str) -> str:
    found = form.date(name, CASE_DATE, "Vul een dag in.", today=services().clock.today())
    return found.isoformat() if found else ""


def _number(form: Form, name: str) -> int | None:
    return int(form[name]) if form[name].isdecimal() and len(form[name]) < 6 else None


def _act(employer_id: str, form: Form, fields: dict[str, str], done: str, send: Callable[[str], None]) -> Any:
    if not is_sent(form, fields, send):
        return _page(employer_id, form), 422
    notify(done)
    return redirect(f"{LIST}/{employer_id}", 303)


def _page(employer_id: str, form: Form) -> str:
    client, guides = services().staffing, CASEMANAGER in services().visitor().roles
    staff = Staff.of(services().administration.list_staff())
    casemanagers = client.list_casemanagers(employer_id) if guides else []
    assigned = [Assignment.of(body, staff) for body in client.list_staffing(employer_id)]
    employer = client.get_employer(employer_id)
    return render_template(
        "staffing/employer.html", employer=employer, region=REGIONS.get(employer["region"]), form=form, staff=staff,
        guides=guides_of(casemanagers, staff) if guides else None, assigned=assigned,
        ending=[one.choice for one in assigned if not one.until])
