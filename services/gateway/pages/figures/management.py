"""The management report with the indicators of arbo services: of an employer, or of all together (features N3)."""
from datetime import date
from urllib.parse import urlencode

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.downloads import attached, attached_pdf
from services.gateway.pages.guard import page_blueprint
from services.gateway.view.formatting import short_day
from services.gateway.view.forms import Form
from services.gateway.view.layout import SEE_STATISTICS, SICK_REPORTS
from services.gateway.view.overviews.indicators import Report, report_of
from shared.fields.dates import QUERY_DATE
from shared.fields.identifiers import parse_id
from shared.tables.csv_file import to_csv
from shared.tables.xlsx_file import to_xlsx

pages = page_blueprint("management_report", rights=[SICK_REPORTS], roles=SEE_STATISTICS)

PAGE = "/Verzuim/Managementrapport"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELDS = {"from": "van", "to": "tot", "employerId": "werkgever"}


@pages.get(PAGE)
def show() -> tuple[str, int]:
    """The report of a period, by default this year so far."""
    form = _form()
    report = _report(form)
    address = urlencode({name: form[name] for name in ("van", "tot", "werkgever") if form[name]})
    return render_template("figures/management.html", form=form, report=report, address=address), 200 if form.is_good else 422


@pages.get(f"{PAGE}/bestand")
def file() -> Response:
    """The report as CSV, XLSX or PDF."""
    form = _form()
    form.choice("vorm", ("csv", "xlsx", "pdf"), "Kies CSV, Excel of PDF.")
    report = _report(form)
    if report is None:
        abort(422)
    name = f"managementrapport-{form['van']}-{form['tot']}"
    match form["vorm"]:
        case "pdf":
            return attached_pdf(report.document, f"{name}.pdf")
        case "xlsx":
            return attached(to_xlsx(report.table, sheet="Managementrapport"), XLSX, f"{name}.xlsx")
        case _:
            return attached(to_csv(report.table), "text/csv; charset=utf-8", f"{name}.csv")


def _form() -> Form:
    today = services().clock.today()
    return Form({"van": short_day(date(today.year, 1, 1)), "tot": short_day(today), "vorm": "csv"} | request.args.to_dict())


def _report(form: Form) -> Report | None:
    """The report that the form asks for; errors are recorded in the form."""
    today = services().clock.today()
    first = form.date("van", QUERY_DATE, "Vul de eerste dag in.", today=today)
    last = form.date("tot", QUERY_DATE, "Vul de laatste dag in.", today=today)
    employer_id = form.text("werkgever", parse_id)
    if first and last and first > last:
        form.refuse("tot", "De laatste dag kan niet voor de eerste liggen.")
    if not form.is_good or first is None or last is None:
        return None
    try:
        return report_of(services().casework.get_indicators(first.isoformat(), last.isoformat(), employer_id))
    except ServiceRefused as refusal:
        if refusal.status in (401, 403):
            raise
        form.take_over(refusal, FIELDS)
        return None
