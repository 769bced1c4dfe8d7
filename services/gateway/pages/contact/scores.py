"""How often consultants make the first contact in time, by period (features idea 12)."""
from datetime import date

from flask import render_template, request

from services.gateway.clients.gathering import services
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.forms import Form
from services.gateway.view.layout import CONTACT_ROLES
from shared.fields.dates import CASE_DATE

pages = page_blueprint("contact_scores", roles=CONTACT_ROLES)

FIRST, LAST = "van", "tot"


@pages.get("/contacten/score")
def scores() -> str | tuple[str, int]:
    """The scores of a period, by default of this year so far."""
    today = services().clock.today()
    form = Form({FIRST: f"01-01-{today.year}", LAST: f"{today:%d-%m-%Y}"} | request.args.to_dict())
    first, last = _day(form, FIRST, today), _day(form, LAST, today)
    if first and last and last < first:
        form.refuse(LAST, "Kies een dag op of na de eerste dag.")
    items = services().contacts.list_scores(first.isoformat(), last.isoformat()) if form.is_good and first and last else []
    page = render_template("contact/scores.html", form=form, rows=items)
    return page if form.is_good else (page, 422)


def _day(form: Form, name: str, today: date) -> date | None:
    return form.date(name, CASE_DATE, "Vul een dag in.", today=today)
