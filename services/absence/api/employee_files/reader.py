"""Read the bytes of a file into a table: heads, possibly below title lines, rows, and the wage period given by a head."""
from collections.abc import Sequence

from services.absence.api.employee_files.delimited_text import text_lines
from services.absence.api.employee_files.heads import LABELS, WAGE, field_of, is_other_wage, known_heads, period_of
from services.absence.api.employee_files.workbook import is_workbook, workbook_lines
from services.absence.usecases.imports.table import Table, TableRow
from shared.kernel.refusals import Refusal, RuleViolated, Several

MOST_TITLE_LINES = 20
FEWEST_HEADS = 3
"""A line with fewer known heads is a title, or data."""
LONGEST_CELL = 1_000
MOST_ROWS = 20_000
OTHER_KINDS = {b"%PDF": "een PDF", b"\xd0\xcf\x11\xe0": "een oud of beveiligd Excel-bestand"}
"""Files that people send by mistake, by their first bytes."""

Line = tuple[int, list[str]]


def read_table(content: bytes) -> Table:
    """The rows below the heads.

    :raises RuleViolated: ``import.empty``, ``import.not_csv``, ``import.no_rows``, ``import.too_many_rows``,
        ``import.column_twice``, ``import.columns_missing``; ``import.cell_too_long`` for each row; of a workbook as
        `workbook_lines`
    """
    lines = [(number, [_tidy(cell) for cell in cells]) for number, cells in _lines(content)]
    if not any(any(cells) for _, cells in lines):
        raise RuleViolated("import.empty", "Het bestand is leeg.")
    _check_cells(lines)
    position = next((at for at, (_, cells) in enumerate(lines[:MOST_TITLE_LINES]) if _is_head(cells)), None)
    heads = _without_blanks_behind(lines[position or 0][1])
    fields = _fields_of(heads)
    rows = [TableRow(number, cells) for number, cells in lines[(position or 0) + 1:] if any(cells)]
    if not rows:
        raise RuleViolated("import.no_rows", "Onder de kolomnamen staan geen werknemers.")
    if len(rows) > MOST_ROWS:
        raise RuleViolated("import.too_many_rows", f"Het bestand heeft meer dan {MOST_ROWS:n} rijen. Verdeel het over bestanden.")
    wage = next(head for head, field in zip(heads, fields, strict=True) if field == WAGE)
    return Table(heads, fields, period_of(wage), rows, len(lines) - 1 - len(rows))


def _lines(content: bytes) -> list[Line]:
    if is_workbook(content):
        return workbook_lines(content, is_head=_is_head)
    for start, kind in OTHER_KINDS.items():
        if content.startswith(start):
            raise RuleViolated("import.not_csv", f"Dit is {kind}. Bewaar het als Excel-werkmap (xlsx) of als CSV.")
    return list(text_lines(content))


def _tidy(cell: str) -> str:
    """Return the text without surrounding blanks; NUL, which PostgreSQL cannot store, becomes the replacement character."""
    return cell.strip().replace("\0", "\ufffd")


def _is_head(cells: Sequence[str]) -> bool:
    return known_heads(cells) >= FEWEST_HEADS


def _without_blanks_behind(heads: list[str]) -> list[str]:
    while heads and not heads[-1]:
        heads = heads[:-1]
    return heads


def _check_cells(lines: list[Line]) -> None:
    long: list[Refusal] = [
        RuleViolated("import.cell_too_long", f"Rij {number}: een cel heeft meer dan {LONGEST_CELL} tekens. Misschien "
                                             "ontbreekt er een aanhalingsteken.", field=f"rows.{number}")
        for number, cells in lines if any(len(cell) > LONGEST_CELL for cell in cells)]
    if long:
        raise Several(long)


def _fields_of(heads: list[str]) -> list[str | None]:
    """Return the field of each column; a wage that may be per month is used only if the file has no annual wage."""
    fields = [field_of(head) for head in heads]
    if WAGE not in fields:
        fields = [WAGE if is_other_wage(head) else field for head, field in zip(heads, fields, strict=True)]
    for field in fields:
        if field is not None and fields.count(field) > 1:
            twice = " en ".join(head for head, other in zip(heads, fields, strict=True) if other == field)
            raise RuleViolated("import.column_twice", f"Deze kolommen zijn hetzelfde gegeven: {twice}. Laat er één staan.")
    missing = [label for field, label in LABELS.items() if field not in fields]
    if missing:
        raise RuleViolated("import.columns_missing", "Deze kolommen ontbreken: " + ", ".join(missing) + ".")
    return fields
