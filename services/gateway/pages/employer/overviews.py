"""The six overviews of an employer, on a page with chart and table and as files (R-145…R-148)."""
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceClient, ServiceRefused
from services.gateway.view.formatting import full_name, short_day
from services.gateway.view.forms import Form
from services.gateway.view.overviews.kinds import DEFINITIONS, KINDS, Kind
from services.gateway.view.overviews.page import Shown, shown
from shared.fields.dates import QUERY_DATE
from shared.tables.csv_file import to_csv
from shared.tables.xlsx_file import to_xlsx

FIRST = "algemeen"
FIELDS = {"from": "van", "to": "tot"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> tuple[str, int]:
    """The page of one overview."""
    form = _form()
    overview = _overview(form)
    address = urlencode({name: form[name] for name in ("soort", "van", "tot")})
    page = render_template("employer/overviews/overview.html", form=form, kinds=KINDS.values(), overview=overview,
                           definitions=DEFINITIONS, address=address)
    return page, 200 if form.is_good else 422


def download() -> Response:
    """The file of one overview."""
    form = _form()
    overview = _overview(form)
    if overview is None:
        abort(422)
    kind, name = overview.kind, f"{overview.kind.slug}-{form['van']}-{form['tot']}"
    if form["vorm"] == "xlsx":
        return _attached(to_xlsx(overview.table, sheet=kind.title), XLSX, f"{name}.xlsx")
    return _attached(to_csv(overview.table), "text/csv; charset=utf-8", f"{name}.csv")


def _attached(content: bytes, kind: str, name: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _form() -> Form:
    today = services().clock.today()
    default = {"soort": FIRST, "van": short_day(date(today.year, 1, 1)), "tot": short_day(today), "vorm": "csv"}
    return Form(default | request.args.to_dict())


def _overview(form: Form) -> Shown | None:
    """The overview that the form asks for; errors are recorded in the form."""
    today = services().clock.today()
    slug = form.choice("soort", KINDS, "Dit overzicht bestaat niet. Kies een van de zes.")
    form.choice("vorm", ("csv", "xlsx"), "Kies CSV of Excel.")
    first = form.date("van", QUERY_DATE, "Vul de eerste dag in.", today=today)
    last = form.date("tot", QUERY_DATE, "Vul de laatste dag in.", today=today)
    if first and last and first > last:
        form.refuse("tot", "De laatste dag kan niet voor de eerste liggen.")
    if not form.is_good or first is None or last is None:
        return None
    try:
        body = _client(KINDS[slug]).get_overview(KINDS[slug].code, first.isoformat(), last.isoformat())
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
