"""A CSV file of employees as it comes from spreadsheets: comma or semicolon, UTF-8 or Windows, Dutch or English heads."""
import csv
import io
from dataclasses import dataclass

from marshmallow import ValidationError

from services.absence.api.schemas import EmployeeSchema
from services.absence.usecases.employees.add_employee import EmployeeData
from shared.kernel.refusals import RuleViolated
from shared.web.problems import field_errors

HEADS = {
    "personeelsnummer": "employee_number", "voornaam": "first_name", "tussenvoegsels": "infix",
    "tussenvoegsel": "infix", "achternaam": "last_name", "geboortedatum": "birth_date", "telefoonnummer": "phone",
    "functie": "function", "afdeling": "department", "in_dienst": "employed_from", "in dienst": "employed_from",
    "uit_dienst": "employed_until", "uit dienst": "employed_until", "jaarloon": "annual_wage",
    "uren": "contract_hours", "uren per week": "contract_hours",
}
REQUIRED = ("employee_number", "first_name", "last_name", "birth_date", "employed_from", "annual_wage", "contract_hours")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of the file: a command, or what is wrong with it."""

    number: int
    command: EmployeeData | None
    errors: list[dict[str, str]]


def read_rows(content: bytes) -> list[ImportRow]:
    """The rows below the head.

    :raises RuleViolated: if the file is empty, or heads are missing
    """
    lines = _decode(content).splitlines()
    if not lines:
        raise RuleViolated("import.empty", "Het bestand is leeg.")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    heads = [HEADS.get(head.strip().lower(), head.strip().lower()) for head in next(reader)]
    missing = [name for name in REQUIRED if name not in heads]
    if missing:
        raise RuleViolated("import.columns_missing", "Deze kolommen ontbreken: " + ", ".join(missing) + ".")
    return [_read(number, dict(zip(heads, cells, strict=False))) for number, cells in enumerate(reader, 2) if any(cells)]


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read(number: int, cells: dict[str, str]) -> ImportRow:
    data = {name: value.strip() for name, value in cells.items() if value and value.strip()}
    for name in ("birth_date", "employed_from", "employed_until"):
        if name in data:
            data[name] = _iso(data[name])
    for name in ("annual_wage", "contract_hours"):
        if name in data:
            data[name] = _point(data[name])
    try:
        return ImportRow(number, EmployeeSchema().load(data), [])
    except ValidationError as problem:
        return ImportRow(number, None, list(field_errors(problem.messages)))


def _iso(text: str) -> str:
    """dd-mm-yyyy as people write it, as ISO."""
    parts = text.replace("/", "-").split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    return text


def _point(text: str) -> str:
    """1.920,00 as people write it, as 1920.00."""
    return text.replace(".", "").replace(",", ".") if "," in text else text
