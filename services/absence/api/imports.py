"""Parser of employee files from payroll packages and spreadsheets.

Semicolon, comma or tab; UTF-8, UTF-16 or Windows-1252; title lines above the heads; Dutch dates and amounts.
"""
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from marshmallow import ValidationError

from services.absence.api.import_heads import LABELS, field_of, is_monthly_wage
from services.absence.api.schemas import EmployeeSchema
from services.absence.usecases.employees.add_employee import EmployeeData
from shared.fields.invalid import InvalidInput
from shared.fields.written import read_date, read_number
from shared.kernel.refusals import Refusal, RuleViolated, Several
from shared.web.problems import field_errors

DELIMITERS = ";\t,"
MOST_TITLE_LINES = 20
FEWEST_HEADS = 3
"""A line with fewer known heads is a title, or data."""
LONGEST_CELL = 1_000
DATES = ("birth_date", "employed_from", "employed_until")
NUMBERS = ("annual_wage", "contract_hours")

csv.field_size_limit(8 * 1024 * 1024)  # larger than any request body: the length of a cell is checked per row


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file: a command, or its errors.

    :ivar number: number of its last line in the file
    """

    number: int
    command: EmployeeData | None
    errors: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class ImportFile:
    """The content of a file.

    :ivar left_out: heads of the ignored columns
    :ivar skipped: number of blank rows and title lines
    """

    rows: list[ImportRow]
    left_out: list[str]
    skipped: int


def read_file(content: bytes) -> ImportFile:
    """The rows below the heads.

    :raises RuleViolated: if the file has no table of employees, or a column or cell is ambiguous
    """
    lines = list(_lines(_decode(content)))
    if not any(any(cells) for _, cells in lines):
        raise RuleViolated("import.empty", "Het bestand is leeg.")
    _check_cells(lines)
    position = next((i for i, (_, cells) in enumerate(lines[:MOST_TITLE_LINES]) if _is_head(cells)), None)
    heads = lines[position][1] if position is not None else lines[0][1]
    fields = _fields_of(heads)
    body = lines[(position or 0) + 1:]
    rows = [_read(number, fields, cells) for number, cells in body if any(cells)]
    if not rows:
        raise RuleViolated("import.no_rows", "Onder de kolomnamen staan geen werknemers.")
    left_out = [head for head, field in zip(heads, fields, strict=True) if field is None and head]
    return ImportFile(rows, left_out, len(lines) - 1 - len(rows))


def _decode(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        raise RuleViolated("import.not_csv", "Dit is een Excel-bestand. Bewaar het als CSV (UTF-8) en kies dat bestand.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line, with the delimiter that gives a line with the most known heads."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], "\n" + rest
    else:
        sample = text.split("\n")[:MOST_TITLE_LINES]
        delimiter = max(DELIMITERS, key=lambda sign: max(_known_heads(_cells(line, sign)) for line in sample))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, [cell.strip() for cell in cells]


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _known_heads(cells: list[str]) -> int:
    return sum(field_of(cell) is not None for cell in cells)


def _is_head(cells: list[str]) -> bool:
    return _known_heads(cells) >= FEWEST_HEADS


def _check_cells(lines: list[tuple[int, list[str]]]) -> None:
    long: list[Refusal] = [
        RuleViolated("import.cell_too_long", f"Rij {number}: een cel heeft meer dan {LONGEST_CELL} tekens. Misschien "
                                             "ontbreekt er een aanhalingsteken.", field=f"rows.{number}")
        for number, cells in lines if any(len(cell) > LONGEST_CELL for cell in cells)]
    if long:
        raise Several(long)


def _fields_of(heads: list[str]) -> list[str | None]:
    fields = [field_of(head) for head in heads]
    for field in fields:
        if field is not None and fields.count(field) > 1:
            twice = " en ".join(head for head, other in zip(heads, fields, strict=True) if other == field)
            raise RuleViolated("import.column_twice", f"Deze kolommen zijn hetzelfde gegeven: {twice}. Laat er één staan.")
    if "annual_wage" not in fields and any(is_monthly_wage(head) for head in heads):
        raise RuleViolated("import.wage_per_month", "Dit bestand heeft een loon per maand. Vul een kolom Jaarloon in, met "
                                                    "vakantiegeld en vaste toeslagen.")
    missing = [label for field, label in LABELS.items() if field not in fields]
    if missing:
        raise RuleViolated("import.columns_missing", "Deze kolommen ontbreken: " + ", ".join(missing) + ".")
    return fields


def _read(number: int, fields: list[str | None], cells: list[str]) -> ImportRow:
    while len(cells) > len(fields) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != len(fields):
        what = "meer" if len(cells) > len(fields) else "minder"
        return ImportRow(number, None, [{
            "field": "", "code": "import.cells", "message": f"Deze rij heeft {what} cellen dan er kolommen zijn."}])
    data = {field: cell for field, cell in zip(fields, cells, strict=True) if field and cell}
    _part_last_name(data)
    errors = _translate(data)
    return _load(number, data, errors)


def _part_last_name(data: dict[str, str]) -> None:
    """``Kok, de`` is the last name Kok with the infix de."""
    last, comma, infix = data.get("last_name", "").partition(",")
    if comma and "infix" not in data:
        data["last_name"], data["infix"] = last.strip(), infix.strip()


def _translate(data: dict[str, str]) -> list[dict[str, str]]:
    """Convert dates and numbers to the API's notation; unreadable values are removed and reported."""
    errors = []
    for field in (*DATES, *NUMBERS):
        if field in data:
            try:
                data[field] = read_date(data[field]).isoformat() if field in DATES else format(read_number(data[field]), "f")
            except InvalidInput as refusal:
                del data[field]
                errors.append({"field": field, "code": refusal.code, "message": refusal.message})
    return errors


def _load(number: int, data: dict[str, str], errors: list[dict[str, str]]) -> ImportRow:
    told = {error["field"] for error in errors}
    try:
        command = EmployeeSchema().load(data)
    except ValidationError as problem:
        errors += [error for error in field_errors(problem.messages) if error["field"] not in told]
        return ImportRow(number, None, errors)
    return ImportRow(number, None if errors else command, errors)
