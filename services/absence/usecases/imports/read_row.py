"""What the cells of a row say: Dutch dates and amounts, read by the field types of the API."""
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from services.absence.domain.employee_import import WagePeriod, annual_wage_of
from services.absence.store.imports import FieldError
from services.absence.usecases.imports.table import REQUIRED
from shared.fields.contact import parse_phone
from shared.fields.dates import BIRTH_DATE, SERVICE_DATE, WAGE_DATE, DateRule
from shared.fields.identifiers import parse_employee_number
from shared.fields.invalid import InvalidInput, required
from shared.fields.names import letters_lost, parse_infix, parse_name
from shared.fields.numbers import ANNUAL_WAGE, MONTH_WAGE, WEEKLY_HOURS
from shared.fields.text import parse_occupation
from shared.fields.written import read_date, read_hours, read_number
from shared.kernel.names import part_infix
from shared.observability.refused_texts import count_medical

Parse = Callable[[str], Any]

_ABBREVIATED = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]+", re.ASCII)
_CAPITAL_INSIDE = re.compile("[a-zß-ÿ][ŠŒŽŸ][a-zß-ÿ]")
"""A capital between small letters, as an é that an old Mac wrote becomes in Windows-1252."""


class RowRefused(Exception):
    """A row holds cells that cannot be read.

    :ivar errors: all that is wrong, by field
    """

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__(", ".join(error["code"] for error in errors))
        self.errors = errors


def read_row(fields: Sequence[str | None], cells: Sequence[str], *, wage_period: WagePeriod, today: date) -> dict[str, Any]:
    """The values of a row by field; an empty cell is left out, so that it erases nothing, except an empty infix.

    :param fields: the field of each column
    :raises RowRefused: ``import.cells`` if cells are missing or too many, else the errors of its fields
    """
    written = {field: cell for field, cell in zip(fields, fitted(cells, len(fields)), strict=True) if field and cell}
    _part_last_name(written, has_infix="infix" in fields)
    values = _read(written, _parsers(wage_period, today))
    return values if "infix" in values or "infix" not in fields else values | {"infix": None}


def fitted(cells: Sequence[str], columns: int) -> Sequence[str]:
    """One cell for each column; empty cells behind the last one do not count.

    :raises RowRefused: ``import.cells``, because nobody knows which cell belongs to which column
    """
    while len(cells) > columns and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != columns:
        what = "meer" if len(cells) > columns else "minder"
        why = " Misschien ontbreekt er een aanhalingsteken." if any("\n" in cell for cell in cells) else ""
        raise RowRefused([_error("", "import.cells", f"Deze rij heeft {what} cellen dan er kolommen zijn.{why}")])
    return cells


def _part_last_name(written: dict[str, str], *, has_infix: bool) -> None:
    """``Kok, de`` is the last name Kok with the infix de; so is ``de Kok`` in a file without a column for the infix."""
    name = written.get("last_name", "")
    last, comma, infix = name.partition(",")
    leading, rest = ("", name) if has_infix else part_infix(name)
    if comma and "infix" not in written:
        written["last_name"], written["infix"] = last.strip(), infix.strip()
    elif leading:
        written["last_name"], written["infix"] = rest, leading


def _read(written: Mapping[str, str], parsers: Mapping[str, Parse]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    for field, parse in parsers.items():
        try:
            if field in written:
                read[field] = parse(written[field])
            elif field in REQUIRED:
                raise required()
        except InvalidInput as refusal:
            count_medical(refusal)
            errors.append(_error(field, refusal.code, refusal.message))
    if errors:
        raise RowRefused(errors)
    return read


def _parsers(wage_period: WagePeriod, today: date) -> dict[str, Parse]:
    def day(rule: DateRule) -> Parse:
        return lambda text: rule.check(read_date(text, latest=rule.latest(today)), today=today)

    return {
        "employee_number": _employee_number, "first_name": _name, "infix": parse_infix, "last_name": _name,
        "birth_date": day(BIRTH_DATE), "phone": parse_phone, "function": parse_occupation, "department": parse_occupation,
        "employed_from": day(SERVICE_DATE), "employed_until": day(SERVICE_DATE),
        "annual_wage": lambda text: _annual_wage(read_number(text), wage_period, today),
        "wage_from": day(WAGE_DATE), "contract_hours": lambda text: WEEKLY_HOURS.check(read_hours(text))}


def _employee_number(text: str) -> str:
    """The number, unless a spreadsheet replaced its last digits: ``5,6E+11``."""
    if _ABBREVIATED.fullmatch(text):
        raise InvalidInput("input.number_lost", "Dit nummer is door het rekenblad afgekort. Maak de kolom op als tekst en typ "
                                                "het nummer opnieuw.")
    return parse_employee_number(text)


def _name(text: str) -> str:
    """The name, unless the file was read in another encoding than it was written in: ``RenÃ©e``, ``RenŽe``."""
    if _CAPITAL_INSIDE.search(text) or _is_twice_encoded(text):
        raise letters_lost()
    return parse_name(text)


def _is_twice_encoded(text: str) -> bool:
    """Whether the text is UTF-8 that was read as Windows-1252, and saved as UTF-8 again."""
    try:
        return text.encode("cp1252").decode() != text
    except UnicodeError:
        return False


def _annual_wage(written: Decimal, wage_period: WagePeriod, today: date) -> Decimal:
    if wage_period is WagePeriod.YEAR:
        return ANNUAL_WAGE.check(written)
    return ANNUAL_WAGE.check(annual_wage_of(MONTH_WAGE.check(written), wage_period, on=today))


def _error(field: str, code: str, message: str) -> FieldError:
    return {"field": field, "code": code, "message": message}
