"""Files of employees over HTTP: sent once, worked in the background, with the result of each row."""
import hashlib
from typing import Any

from flask import Response, request
from marshmallow import Schema
from marshmallow import fields as ma

from services.absence import queries
from services.absence.api.employee_files.heads import LABELS
from services.absence.api.employee_files.reader import read_table
from services.absence.domain.employee_import import RowResult, WagePeriod
from services.absence.store.imports import EmployeeImport
from services.absence.usecases.imports.choose_columns import choose_columns
from services.absence.usecases.imports.send_file import send_file
from services.absence.usecases.imports.table import Table, check_columns
from services.absence.usecases.imports.take_row import Taken, take_table
from services.absence.usecases.imports.wage_period import answer_wage_period, settle
from shared.kernel.refusals import RuleViolated
from shared.tables.csv_file import to_csv
from shared.web.access import current_actor, may_write
from shared.web.fields import Choice, Word, list_of
from shared.web.input.blueprints import Blueprint
from shared.web.pages import PageQuery
from shared.web.transactions import idempotent, read, transaction
from shared.web.versions import changes, etag_of, with_etag

blueprint = Blueprint("employee_imports", __name__, url_prefix="/v1")

LARGEST_FILE = 8_000_000
"""Bytes; a workbook of 50,000 employees has about a quarter."""
FIELDS = tuple(LABELS)
MOST_AT_ONCE = 250
"""Rows that are taken while the sender waits; a longer file is worked in the background."""


class WagePeriodQuery(Schema):
    """What the sender says of the wages in a file."""

    wage_period = Choice(WagePeriod, data_key="wagePeriod", load_default=None)


class WagePeriodSchema(Schema):
    """Over what the wages of a file are."""

    wage_period = Choice(WagePeriod, required=True)


class FileQuery(WagePeriodQuery):
    """What the sender says of a file.

    `review`: whether the sender looks at the columns before anything is taken
    """

    review = Word(("true", "false"), load_default="false")


class ColumnsSchema(Schema):
    """The field of each column of a file, null for one that is not read; and over what its wages are."""

    fields_of_columns = ma.List(Word(FIELDS, allow_none=True), required=True, data_key="fields")
    wage_period = Choice(WagePeriod, load_default=None, allow_none=True)


class ColumnSchema(Schema):
    """A column of a file, with cells of its first rows."""

    head = ma.String()
    field = ma.String(allow_none=True)
    examples = ma.List(ma.String())


class ShownColumnsSchema(Schema):
    """The columns of a file."""

    columns = ma.List(ma.Nested(ColumnSchema))


class ImportSchema(Schema):
    """An import and how far it is."""

    import_id = ma.String()
    state = ma.String()
    sent_at = ma.AwareDateTime(format="iso")
    sent_by = ma.String(attribute="actor_id")
    finished_at = ma.AwareDateTime(format="iso", allow_none=True)
    wage_period = ma.String(allow_none=True)
    wage_head = ma.Function(lambda sent: sent.heads[sent.fields.index("annual_wage")] if "annual_wage" in sent.fields else "")
    total = ma.Integer()
    handled = ma.Integer()
    added = ma.Integer()
    changed = ma.Integer()
    unchanged = ma.Integer()
    refused = ma.Integer()
    set_aside = ma.Integer()
    left_out = ma.List(ma.String())
    skipped = ma.Integer()
    version = ma.Integer()


class RowErrorSchema(Schema):
    """What is wrong with a cell of a row."""

    field = ma.String()
    code = ma.String()
    message = ma.String()


class RowSchema(Schema):
    """A row of a file; `result` is null while it waits."""

    row = ma.Integer(attribute="number")
    result = ma.String(allow_none=True)
    employee_id = ma.String(allow_none=True)
    errors = ma.List(ma.Nested(RowErrorSchema))


class TakenRowSchema(Schema):
    """A row of a file that was taken at once."""

    row = ma.Integer()
    result = ma.String()
    employee_id = ma.String()
    errors = ma.List(ma.Nested(RowErrorSchema))


class TakenFileSchema(Schema):
    """The outcome of a file that was taken at once."""

    rows = ma.List(ma.Nested(TakenRowSchema))
    left_out = ma.List(ma.String())
    skipped = ma.Integer()


class RowQuery(PageQuery):
    """Query of the rows; `result` gives those with one result only."""

    result = Choice(RowResult, load_default=None)


@blueprint.before_request
def take_larger_files() -> None:
    """Take files that are larger than other bodies may be; they are read after the right of their sender was checked."""
    if request.method == "POST" and request.path.endswith(("/employee-imports", "/employees/import")):
        request.max_content_length = LARGEST_FILE


def _table(content: bytes) -> Table:
    return read_table(content, read(queries.list_known_columns, actor=current_actor()))


def _shown(sent: EmployeeImport) -> Any:
    return with_etag(sent, sent.version)


@blueprint.post("/employees/import")
@may_write("employee")
@idempotent
@blueprint.arguments(WagePeriodQuery, location="query")
@blueprint.response(200, TakenFileSchema)
def post_file(query: dict[str, Any]) -> Any:
    """Employees from a file of few rows; each row has its own result, bad rows leave the good ones alone."""
    content = request.get_data()
    table = _table(content)
    check_columns(table.heads, table.fields)
    if len(table.rows) > MOST_AT_ONCE:
        return _accepted(content, table, query["wage_period"])
    period = settle(table.wage_period, query["wage_period"])
    if period is None:
        raise RuleViolated("import.wage_per_month", "Is dit het loon per maand of per jaar? Geef wagePeriod=MONTH of YEAR mee, "
                                                    "of noem de kolom Jaarloon, met vakantiegeld en vaste toeslagen.")
    rows = transaction(take_table, actor=current_actor(), table=table, wage_period=period)
    return {"rows": [_result(number, taken) for number, taken in rows], "left_out": table.left_out, "skipped": table.skipped}


def _result(number: int, taken: Taken) -> dict[str, Any]:
    if taken.errors:
        return {"row": number, "result": taken.result, "errors": list(taken.errors)}
    return {"row": number, "result": taken.result, "employee_id": taken.employee_id}


@blueprint.post("/employee-imports")
@may_write("employee")
@idempotent
@blueprint.arguments(FileQuery, location="query")
@blueprint.response(202, ImportSchema)
def post_import(query: dict[str, Any]) -> Any:
    """Employees from a file of any length, taken in the background, after the sender saw its columns if `review` is true."""
    content = request.get_data()
    return _accepted(content, _table(content), query["wage_period"], is_reviewed=query["review"] == "true")


def _accepted(content: bytes, table: Table, wage_period: WagePeriod | None, *, is_reviewed: bool = False) -> Response:
    return accepted(transaction(send_file, actor=current_actor(), table=table, wage_period=wage_period,
                                sha256=hashlib.sha256(content).hexdigest(), is_reviewed=is_reviewed))


def accepted(sent: EmployeeImport) -> Response:
    """The answer to a file that is worked in the background."""
    answer = Response(ImportSchema().dumps(sent, ensure_ascii=False), 202, content_type="application/json")
    answer.headers["Location"] = f"/v1/employee-imports/{sent.import_id}"
    answer.headers["ETag"] = etag_of(sent.version)
    return answer


@blueprint.get("/employee-imports")
@may_write("employee")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, list_of(ImportSchema))
def get_imports(query: dict[str, Any]) -> Any:
    """The imports of the own employer, latest first."""
    return read(queries.list_imports, actor=current_actor(), **query)


@blueprint.get("/employee-imports/<import_id>")
@may_write("employee")
@blueprint.response(200, ImportSchema)
def get_import(import_id: str) -> Any:
    """One import: whether it is done, and how many rows had which result."""
    return _shown(read(queries.get_import, actor=current_actor(), import_id=import_id))


@blueprint.get("/employee-imports/<import_id>/columns")
@may_write("employee")
@blueprint.response(200, ShownColumnsSchema)
def get_columns(import_id: str) -> Any:
    """The columns of a file with what each is read as, and examples while the sender looks at them."""
    sent, columns = read(queries.list_columns, actor=current_actor(), import_id=import_id)
    return with_etag({"columns": columns}, sent.version)


@blueprint.post("/employee-imports/<import_id>/columns")
@may_write("employee")
@idempotent
@changes
@blueprint.arguments(ColumnsSchema)
@blueprint.response(200, ImportSchema)
def post_columns(body: dict[str, Any], import_id: str, version: int | None) -> Any:
    """Say what each column is; it is remembered for the next file, and the rows are taken."""
    return _shown(transaction(choose_columns, actor=current_actor(), import_id=import_id, version=version,
                              fields=body["fields_of_columns"], wage_period=body["wage_period"]))


@blueprint.get("/employee-imports/<import_id>/rows")
@may_write("employee")
@blueprint.arguments(RowQuery, location="query")
@blueprint.response(200, list_of(RowSchema))
def get_rows(query: dict[str, Any], import_id: str) -> Any:
    """The rows of an import, in the order of the file."""
    return read(queries.list_rows, actor=current_actor(), import_id=import_id, **query)


@blueprint.get("/employee-imports/<import_id>/refused-rows")
@may_write("employee")
@blueprint.response(200, {"type": "string"}, content_type="text/csv")
def get_refused_rows(import_id: str) -> Response:
    """The rows that were refused as a CSV file, with the reason behind each; corrected it can be sent again."""
    heads, rows = read(queries.get_refused_rows, actor=current_actor(), import_id=import_id)
    return Response(to_csv([heads, *rows]), content_type="text/csv; charset=utf-8",
                    headers={"Content-Disposition": f'attachment; filename="niet-opgenomen-{import_id}.csv"'})


@blueprint.post("/employee-imports/<import_id>/wage-period")
@may_write("employee")
@idempotent
@changes
@blueprint.arguments(WagePeriodSchema)
@blueprint.response(200, ImportSchema)
def post_wage_period(body: dict[str, Any], import_id: str, version: int | None) -> Any:
    """Say whether the wages of the file are per month or per year; per month counts twelve times, with holiday allowance."""
    return _shown(transaction(answer_wage_period, actor=current_actor(), import_id=import_id, version=version, **body))
