"""The six overviews of an employer, on a page with chart and table and as files (R-145…R-148)."""
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceClient, ServiceRefused
from services.gateway.pages.downloads import attached, attached_pdf
from services.gateway.view.formatting import full_name, short_day
from services.gateway.view.forms import Form
from services.gateway.view.overviews.kinds import DEFINITIONS, HIDDEN_GROUP, KINDS, Kind
from services.gateway.view.overviews.page import MOST_ROWS, Shown, shown
from services.gateway.view.overviews.paper import MOST_ROWS as ROWS_ON_PAPER
from services.gateway.view.overviews.paper import on_paper
from shared.fields.dates import QUERY_DATE
from shared.tables.csv_file import to_csv
from shared.tables.xlsx_file import to_xlsx

FIRST = "algemeen"
FIELDS = {"from": "van", "to": "tot"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> tuple[str, int]:
    """The page of one overview."""
    form = _form()
    overview = _overview(form, MOST_ROWS)
    address = urlencode({name: form[name] for name in ("soort", "van", "tot")})
    page = render_template("employer/overviews/overview.html", form=form, kinds=KINDS.values(), overview=overview,
                           definitions=DEFINITIONS, hidden_group=HIDDEN_GROUP, address=address)
    return page, 200 if form.is_good else 422


def download() -> Response:
    """The file of one overview."""
    form = _form()
    overview = _overview(form, ROWS_ON_PAPER if form["vorm"] == "pdf" else None)
    if overview is None:
        abort(422)
    name = f"{overview.kind.slug}-{form['van']}-{form['tot']}"
    match form["vorm"]:
        case "pdf":
            employer = services().visitor().employer
            period = f"{form['van']} t/m {form['tot']}"
            return attached_pdf(on_paper(overview, employer=employer.name if employer else None, period=period), f"{name}.pdf")
        case "xlsx":
            return attached(to_xlsx(overview.table, sheet=overview.kind.title), XLSX, f"{name}.xlsx")
        case _:
            return attached(to_csv(overview.table), "text/csv; charset=utf-8", f"{name}.csv")


def _form() -> Form:
    today = services().clock.today()
    default = {"soort": FIRST, "van": short_day(date(today.year, 1, 1)), "tot": short_day(today), "vorm": "csv"}
    return Form(default | request.args.to_dict())


def _overview(form: Form, limit: int | None) -> Shown | None:
    """The overview that the form asks for; errors are recorded in the form.

    :param limit: of rows; None for all
    """
    today = services().clock.today()
    slug = form.choice("soort", KINDS, "Dit overzicht bestaat niet. Kies een van de zes.")
    form.choice("vorm", ("csv", "xlsx", "pdf"), "Kies CSV, Excel of PDF.")
    first = form.date("van", QUERY_DATE, "Vul de eerste dag in.", today=today)
    last = form.date("tot", QUERY_DATE, "Vul de laatste dag in.", today=today)
    if first and last and first > last:
        form.refuse("tot", "De laatste dag kan niet voor de eerste liggen.")
    if not form.is_good or first is None or last is None:
        return None
    try:
        body = _client(KINDS[slug]).get_overview(KINDS[slug].code, first.isoformat(), last.isoformat(), limit=limit)
    except ServiceRefused as refusal:
        if refusal.status in (401, 403):
            raise
        form.take_over(refusal, FIELDS)
        return None
    return shown(KINDS[slug], body, _names(body))


def _client(kind: Kind) -> ServiceClient:
    clients: dict[str, ServiceClient] = {
        "absence": services().absence, "casework": services().casework, "claims": services().claims}
    return clients[kind.service]


def _names(body: Json) -> dict[str, str]:
    """The names of employees whom a service knows by id only."""
    nameless: set[Any] = {row["employee_id"] for row in body["items"] if "employee" not in row}
    found = services().absence.find_employees(sorted(nameless)) if nameless else []
    return {one["employee_id"]: full_name(one.get("person") or one) for one in found}
