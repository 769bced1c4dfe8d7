"""In which regions consultants work, and who stands in for an absent casemanager or consultant (R-030, features C1)."""
from typing import Any

from flask import redirect, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.accounts.staffing import CASEMANAGER, Replacement, Staff
from services.gateway.view.forms import YES, Form
from services.gateway.view.layout import PLATFORM_ADMIN, notify
from services.gateway.view.perspectief.regions import REGIONS, ConsultantInRegions
from shared.fields.dates import CASE_DATE
from shared.kernel.ids import new_id

pages = page_blueprint("guides", roles=[CASEMANAGER, PLATFORM_ADMIN])

GUIDES = "/begeleiders"
ABSENT, INSTEAD, FIRST, LAST = "afwezig", "vervanger", "eerste", "laatste"


@pages.get(GUIDES)
def show() -> str:
    """The consultants with their regions, and who stands in."""
    return _page(Form({"sleutel": new_id()}))


@pages.post(f"{GUIDES}/vervanging")
def replace() -> Any:
    """Let a colleague stand in."""
    form, today = Form(request.form.to_dict()), services().clock.today()
    if not form[ABSENT]:
        form.refuse(ABSENT, "Kies wie er afwezig is.")
    if not form[INSTEAD]:
        form.refuse(INSTEAD, "Kies wie er vervangt.")
    first = form.date(FIRST, CASE_DATE, "Vul de eerste dag in.", today=today)
    last = form.date(LAST, CASE_DATE, "Vul de laatste dag in.", today=today)
    order = {"absent_id": form[ABSENT], "account_id": form[INSTEAD], "first_day": first.isoformat() if first else "",
             "last_day": last.isoformat() if last else ""}
    names = {"absent_id": ABSENT, "account_id": INSTEAD, "first_day": FIRST, "last_day": LAST}
    if not is_sent(form, names, lambda key: services().staffing.stand_in(order, key=key)):
        return _page(form), 422
    notify("De vervanging is vastgelegd.")
    return redirect(GUIDES, 303)


@pages.post(f"{GUIDES}/vervanging/<stand_in_id>/terug")
def end(stand_in_id: str) -> Any:
    """End a replacement: the colleague is back."""
    form = Form(request.form.to_dict())
    if not is_sent(form, {}, lambda key: services().staffing.end_stand_in(stand_in_id, key=key)):
        return _page(form), 422
    notify("De vervanging is beëindigd.")
    return redirect(GUIDES, 303)


@pages.get(f"{GUIDES}/<consultant_id>")
def show_regions(consultant_id: str) -> str:
    """The regions of a consultant, to change them."""
    consultant = ConsultantInRegions.of(services().staffing.get_consultant(consultant_id))
    return _regions(consultant, Form({_tick(region): YES for region in consultant.regions}))


@pages.post(f"{GUIDES}/<consultant_id>")
def set_regions(consultant_id: str) -> Any:
    """Replace the regions of a consultant."""
    form = Form(request.form.to_dict())
    regions = [region for region in REGIONS if form[_tick(region)] == YES]
    if not is_sent(form, {"regions": "regio"}, lambda key: services().staffing.set_regions(
            consultant_id, regions, version=form.version)):
        return _regions(ConsultantInRegions.of(services().staffing.get_consultant(consultant_id)), form), 422
    notify("De regio's zijn gewijzigd.")
    return redirect(GUIDES, 303)


def _tick(region: str) -> str:
    return f"regio_{region}"


def _regions(consultant: ConsultantInRegions, form: Form) -> str:
    form.shows(consultant.version, {"de regio's": consultant.where})
    return render_template("staffing/regions.html", consultant=consultant, form=form,
                           regions=[(_tick(region), name) for region, name in REGIONS.items()])


def _page(form: Form) -> str:
    client = services().staffing
    staff = Staff.of(services().administration.list_staff())
    consultants = [ConsultantInRegions.of(body) for body in client.list_consultants()]
    return render_template(
        "staffing/guides.html", form=form, staff=staff, consultants=consultants,
        replacements=[Replacement.of(body, staff) for body in client.list_stand_ins()])
