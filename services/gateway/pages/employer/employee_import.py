"""Import of employees from a file: the form, the progress of an import, and the result of each row."""
from urllib.parse import urlencode

from flask import Response as FlaskResponse
from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from services.gateway.clients.gathering import services
from services.gateway.clients.service import ServiceRefused
from services.gateway.pages.guard import page_blueprint
from services.gateway.pages.sending import is_sent
from services.gateway.view.employees.imports import CHOICES, COLUMNS, PERIODS, EmployeeImport, ImportedRow
from services.gateway.view.forms import Form
from services.gateway.view.layout import EMPLOYEE_DATA, notify
from services.gateway.view.outage import Attempts
from shared.kernel.ids import new_id

pages = page_blueprint("employee_import", rights=[EMPLOYEE_DATA])

ADDRESS = "/werknemers/importeren"
COLUMN = "kolom-"
"""Of the name of a field in the form; the number of the column follows."""
LATEST = 5
LOOK_AGAIN_SECONDS = 2
ONLY = {"fouten": "REFUSED", "": None}
"""Which rows are shown, as the address says it."""


@pages.get(ADDRESS)
def ask() -> str:
    """The form with an explanation of the columns, and earlier imports."""
    return _form()


@pages.post(ADDRESS)
def send() -> Response | tuple[str, int]:
    """Send the file to the absence service, which processes it in the background."""
    file = request.files.get("bestand")
    content = file.read() if file else b""
    if not content:
        return _form("Kies eerst een bestand."), 422
    try:
        sent = services().absence.send_employees(content, key=request.form.get("sleutel") or new_id())
    except ServiceRefused as refusal:
        if refusal.status in (401, 403):
            raise
        rows = "; ".join(error.message for error in refusal.errors[:5])
        return _form(rows or refusal.detail or "Dit bestand kunnen wij niet lezen. Controleer of het een CSV-bestand is."), 422
    return redirect(f"{ADDRESS}/{sent['import_id']}", 303)


@pages.get(f"{ADDRESS}/<import_id>")
def one(import_id: str) -> FlaskResponse:
    """The progress of an import and the results of its rows; the page reloads until the import is done."""
    return _page(import_id, Form({"sleutel": new_id()}))


@pages.post(f"{ADDRESS}/<import_id>/loon")
def answer_wage_period(import_id: str) -> Response:
    """Say whether the wages of the file are per month or per year."""
    form = Form(request.form.to_dict())
    period = form.choice("loon", PERIODS, "Kies of dit het loon per maand of per jaar is.")
    if form.is_good:
        try:
            services().absence.answer_wage_period(import_id, PERIODS[period], key=form["sleutel"] or new_id(),
                                                  version=form.version)
        except ServiceRefused as refusal:
            if refusal.status in (401, 403, 404):
                raise
            form.take_over(refusal, {"wage_period": "loon"})
            form.typed["sleutel"] = new_id()
        else:
            notify("Wij rekenen met het loon per jaar." if period == "jaar" else "Wij rekenen met het loon per maand.")
            return redirect(f"{ADDRESS}/{import_id}", 303)
    return _page(import_id, form, status=422)


@pages.post(f"{ADDRESS}/<import_id>/kolommen")
def choose_columns(import_id: str) -> Response | FlaskResponse:
    """Say what each column of the file is; then its rows are taken."""
    form = Form(request.form.to_dict())
    names = sorted((name for name in form.typed if name.startswith(COLUMN) and name[len(COLUMN):].isdecimal()),
                   key=lambda name: int(name[len(COLUMN):]))
    period = form.choice("loon", PERIODS, "Kies wat er in de kolom met het loon staat.")
    if is_sent(form, {"fields": f"{COLUMN}0", "wage_period": "loon"}, lambda key: services().absence.choose_columns(
            import_id, [form[name] or None for name in names], PERIODS[period], key=key, version=form.version)):
        return redirect(f"{ADDRESS}/{import_id}", 303)
    return _page(import_id, form, status=422)


@pages.get(f"{ADDRESS}/<import_id>/fouten.csv")
def refused_rows(import_id: str) -> FlaskResponse:
    """The refused rows as a file, to be corrected and sent again."""
    content = services().absence.get_refused_rows(import_id)
    return FlaskResponse(content, content_type="text/csv; charset=utf-8",
                         headers={"Content-Disposition": 'attachment; filename="niet-opgenomen.csv"'})


def _form(error: str = "") -> str:
    attempts = Attempts()
    latest = attempts.items("eerdere bestanden", lambda: services().absence.list_imports(limit=LATEST))
    return render_template("employer/employees/employee_import.html", columns=COLUMNS, key=new_id(), error=error,
                           latest=[EmployeeImport.of(body) for body in latest], missing=attempts.missing)


def _page(import_id: str, form: Form, *, status: int = 200) -> FlaskResponse:
    absence = services().absence
    sent = EmployeeImport.of(absence.get_import(import_id))
    form.shows(sent.version, sent.facts)
    if sent.is_mapping:
        return make_response(_columns_page(sent, form), status)
    only = request.args.get("toon", "")
    rows = {"items": []} if sent.is_asking else absence.list_import_rows(
        import_id, result=ONLY.get(only), cursor=request.args.get("vanaf", ""))
    more = f"{ADDRESS}/{import_id}?{urlencode({'toon': only, 'vanaf': rows['next']})}" if rows.get("next") else None
    page = make_response(render_template("employer/employees/employee_imported.html", sent=sent, form=form, only=only, more=more,
                                         rows=[ImportedRow.of(body) for body in rows["items"]]), status)
    if sent.is_working and not form.errors:
        page.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return page


def _columns_page(sent: EmployeeImport, form: Form) -> str:
    columns = services().absence.get_columns(sent.import_id)
    if f"{COLUMN}0" not in form.typed:
        form.typed |= {f"{COLUMN}{at}": column["field"] or "" for at, column in enumerate(columns)}
        form.typed["loon"] = next((word for word, period in PERIODS.items() if period == sent.wage_period), "")
    return render_template("employer/employees/employee_import_columns.html", sent=sent, form=form, columns=columns,
                           choices=CHOICES, prefix=COLUMN)
