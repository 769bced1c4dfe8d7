"""Lines and cells of a text file: semicolon, comma or tab; UTF-8, UTF-16 or Windows-1252."""
import csv
import io
from collections.abc import Iterator

from services.absence.api.employee_files.heads import known_heads

DELIMITERS = ";\t,"
SAMPLE_LINES = 20
"""Lines in which the heads are looked for."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would calculate; we write an apostrophe before it, and take that off again."""

csv.field_size_limit(8 * 1024 * 1024)  # more than a body may hold: the length of a cell is checked by `reader`


def text_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Return number and cells of each line, split by the delimiter that gives the most known heads in one line."""
    text = _decode(content).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], "\n" + rest
    else:
        sample = text.split("\n")[:SAMPLE_LINES]
        delimiter = max(DELIMITERS, key=lambda sign: max(known_heads(_cells(line, sign)) for line in sample))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, [cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell for cell in cells]


def written_safely(cell: str) -> str:
    """Return a cell for a file that the platform writes, escaped so that a spreadsheet does not read it as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
