"""Read the bytes of a file into a table: heads, possibly below title lines, rows, and the wage period given by a head."""
import re
from collections.abc import Sequence

from services.absence.api.employee_files.delimited_text import text_lines
from services.absence.api.employee_files.heads import WAGE, Known, fields_of, is_never_read, known_heads, period_of
from services.absence.api.employee_files.workbook import is_workbook, workbook_lines
from services.absence.usecases.imports.table import Table, TableRow
from shared.kernel.refusals import Refusal, RuleViolated, Several

MOST_TITLE_LINES = 20
FEWEST_HEADS = 3
"""A line with fewer known heads is a title, or data."""
LONGEST_CELL = 1_000
MOST_ROWS = 60_000
MOST_COLUMNS = 200
OTHER_KINDS = {
    b"%PDF": "een PDF", b"\xd0\xcf\x11\xe0": "een oud of beveiligd Excel-bestand", b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding", b"GIF8": "een afbeelding", b"\x1f\x8b": "een ingepakt bestand",
    b"Rar!": "een ingepakt bestand", b"7z\xbc\xaf": "een ingepakt bestand", b"{\\rtf": "een tekstdocument",
    b"<": "een webpagina of XML-bestand", b"{": "een JSON-bestand", b"[": "een JSON-bestand"}
"""Files that people send by mistake, by their first bytes."""
_DIGITS = re.compile(r"[0-9]")

Line = tuple[int, list[str]]


def read_table(content: bytes, known: Known) -> Table:
    """The rows below the heads, without columns that are never kept; `Table.check` says whether its columns suffice.

    :param known: fields of heads that the employer chose before
    :raises RuleViolated: ``import.empty``, ``import.not_csv``, ``import.no_rows``, ``import.too_many_rows``,
        ``import.too_many_columns``; ``import.cell_too_long`` for each row; of a workbook as `workbook_lines`
    """
    lines = [(number, [_tidy(cell) for cell in cells]) for number, cells in _lines(content, known)]
    if not any(any(cells) for _, cells in lines):
        raise RuleViolated("import.empty", "Het bestand is leeg.")
    _check_cells(lines)
    position = _position_of_heads(lines, known)
    heads = _without_blanks_behind(lines[position][1])
    if len(heads) > MOST_COLUMNS:
        raise RuleViolated("import.too_many_columns", f"Het bestand heeft meer dan {MOST_COLUMNS} kolommen.")
    rows = [TableRow(number, cells) for number, cells in lines[position + 1:] if any(cells)]
    if not rows:
        raise RuleViolated("import.no_rows", "Onder de kolomnamen staan geen werknemers.")
    if len(rows) > MOST_ROWS:
        raise RuleViolated("import.too_many_rows", f"Het bestand heeft meer dan {MOST_ROWS:n} rijen. Verdeel het over bestanden.")
    fields = fields_of(heads, known)
    wage = next((head for head, field in zip(heads, fields, strict=True) if field == WAGE), "")
    return Table(heads, fields, period_of(wage), rows, len(lines) - 1 - len(rows),
                 frozenset(at for at, head in enumerate(heads) if is_never_read(head)))


def _lines(content: bytes, known: Known) -> list[Line]:
    if is_workbook(content):
        return workbook_lines(content, is_head=lambda cells: known_heads(cells, known) >= FEWEST_HEADS)
    for start, kind in OTHER_KINDS.items():
        if content.lstrip().startswith(start):
            raise RuleViolated("import.not_csv", f"Dit is {kind}. Bewaar het als Excel-werkmap (xlsx) of als CSV.")
    return list(text_lines(content, known))


def _tidy(cell: str) -> str:
    """Return the text without surrounding blanks; NUL, which PostgreSQL cannot store, becomes the replacement character."""
    return cell.strip().replace("\0", "\ufffd")


def _position_of_heads(lines: Sequence[Line], known: Known) -> int:
    """The first line with known heads; without any, the first that has several texts without digits, else the first of all."""
    first = lines[:MOST_TITLE_LINES]
    for at, (_, cells) in enumerate(first):
        if known_heads(cells, known) >= FEWEST_HEADS:
            return at
    for at, (_, cells) in enumerate(first):
        if sum(map(bool, cells)) >= FEWEST_HEADS and not any(_DIGITS.search(cell) for cell in cells):
            return at
    return next((at for at, (_, cells) in enumerate(lines) if any(cells)), 0)


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
        raise Several(long[:MOST_TITLE_LINES])
