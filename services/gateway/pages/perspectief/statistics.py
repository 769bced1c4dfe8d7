"""The overview page: the six overviews for employers, casework's statistics of a period for staff (R-145…R-148)."""
from datetime import date
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.employer import overviews
from services.gateway.pages.guard import only_for, page_blueprint
from services.gateway.view.formatting import short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import SEE_STATISTICS, SICK_REPORTS
from shared.fields.dates import QUERY_DATE

pages = page_blueprint("statistics", rights=[SICK_REPORTS], roles=SEE_STATISTICS)

CLASSES = {"SHORT": "Kort (tot en met 14 dagen)", "MEDIUM": "Middellang (15 tot en met 91 dagen)",
           "LONG": "Lang (92 tot en met 365 dagen)", "EXTRA_LONG": "Extra lang (366 tot en met 730 dagen)"}


@pages.get("/Verzuim/Overzichten")
def overview() -> tuple[str, int]:
    """The requested overview of the requested period, by default this year until today."""
    return _of_staff() if services().visitor().is_staff else overviews.show()


@pages.get("/Verzuim/Overzichten/bestand")
@only_for(SICK_REPORTS)
def file() -> Response:
    """The rows of an overview as CSV or XLSX."""
    return overviews.download()


def _of_staff() -> tuple[str, int]:
    today = services().clock.today()
    form = Form(request.args.to_dict() or {"van": short_day(date(today.year, 1, 1)), "tot": short_day(today)})
    first = form.date("van", QUERY_DATE, "Vul de eerste dag in.", today=today)
    last = form.date("tot", QUERY_DATE, "Vul de laatste dag in.", today=today)
    if first and last and first > last:
        form.refuse("tot", "De laatste dag kan niet voor de eerste liggen.")
    clipped = last is not None and last > today
    figures = _figures(first, min(last, today), form) if form.is_good and first and last else None
    page = render_template("perspectief/statistics.html", form=form, figures=figures, first=first, last=last, clipped=clipped)
    return page, 200 if form.is_good else 422


def _figures(first: date, last: date, form: Form) -> dict[str, Any] | None:
    if first > last:
        form.refuse("van", "De periode ligt in de toekomst.")
        return None
    try:
        body = services().casework.get_statistics(first.isoformat(), last.isoformat())
    except ServiceRefused as refusal:
        if refusal.status in (401, 403):
            raise
        form.take_over(refusal, {"from": "van", "to": "tot"})
        return None
    by_class = {str(name).upper(): value for name, value in (body.get("by_class") or {}).items()}
    return body | {"by_class": {CLASSES[name]: by_class[name] for name in CLASSES if name in by_class}}
