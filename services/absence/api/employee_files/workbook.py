"""Lines and cells of an Excel workbook, as text.

Only stored values are read: formulas are not calculated and linked files are not fetched.
"""
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from services.absence.api.employee_files.workbook_bounds import UnreadableWorkbook, check_bounds
from shared.kernel.refusals import RuleViolated

Line = tuple[int, list[str]]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a zip archive, as an xlsx is."""
    return content.startswith(b"PK\x03\x04")


def workbook_lines(content: bytes, *, is_head: Callable[[Sequence[str]], bool]) -> list[Line]:
    """Return row number and cells of the first sheet with known heads, otherwise of the first sheet.

    :raises RuleViolated: ``import.not_readable``, ``import.too_large``
    """
    try:
        check_bounds(content)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [_lines_of(workbook, name) for name in workbook.sheet_names]
    except (UnreadableWorkbook, CalamineError, PasswordError, zipfile.BadZipFile, OSError):
        raise RuleViolated("import.not_readable", "Dit Excel-bestand kunnen wij niet lezen. Bewaar het opnieuw als werkmap "
                                                  "(xlsx) zonder wachtwoord, of als CSV.") from None
    return next((lines for lines in sheets if any(is_head(cells) for _, cells in lines)), sheets[0] if sheets else [])


def _lines_of(workbook: CalamineWorkbook, name: str) -> list[Line]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [(number, [_text(value) for value in row]) for number, row in enumerate(rows, start=1)]


def _text(value: object) -> str:
    """Return a value in Dutch notation; the library gives every number as a float."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, timedelta):  # a duration such as 36:30
        value = value / timedelta(hours=1)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(Decimal(repr(value)))
    return str(value)


def _number(number: Decimal) -> str:
    """Return a number with a decimal comma, never with three decimals, which would look like thousands."""
    whole, _, decimals = format(number, "f").partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}{'0' * (len(decimals) == 3)}" if decimals else whole
