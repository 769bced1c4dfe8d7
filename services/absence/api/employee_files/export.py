"""The employees as a file with the heads that the import knows; importing it again changes nothing."""
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import phonenumbers

from services.absence.api.employee_files.heads import LABELS
from services.absence.queries.employee_list import EmployeeView
from shared.tables.csv_file import to_csv
from shared.tables.xlsx_file import to_xlsx

FILES = {"csv": "text/csv",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""Kinds of files and their media types."""


def employee_file(employees: Iterable[EmployeeView], kind: str) -> bytes:
    """The file with one employee a row.

    :param kind: one of `FILES`
    """
    rows = ([_cell(field, view) for field in LABELS] for view in employees)
    if kind == "xlsx":
        return to_xlsx([list(LABELS.values()), *rows], sheet="Werknemers")
    return to_csv([list(LABELS.values()), *([_written(cell) for cell in row] for row in rows)])


def _cell(field: str, view: EmployeeView) -> object:
    """The value of a field: a Decimal, or text; dates as text, because programs show dates in their own way."""
    match field:
        case "wage_from":
            value: object = view.wage.valid_from
        case "annual_wage" | "contract_hours":
            value = getattr(view.wage, field)
        case _:
            value = getattr(view.employee, field)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return _phone(value) if field == "phone" and isinstance(value, str) else value


def _written(cell: object) -> object:
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell


def _phone(number: str) -> str:
    """With spaces, so that a spreadsheet keeps it as text."""
    parsed = phonenumbers.parse(number, "NL")
    is_dutch = parsed.country_code == phonenumbers.country_code_for_region("NL")
    kind = phonenumbers.PhoneNumberFormat.NATIONAL if is_dutch else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind)
