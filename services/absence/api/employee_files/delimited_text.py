"""Lines and cells of a text file: semicolon, comma, tab or bar; UTF-8, UTF-16 with or without its mark, UTF-32
or Windows-1252."""
import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from services.absence.api.employee_files.heads import Known, known_heads
from shared.tables.cells import plain_text

DELIMITERS = ";\t,|"
SAMPLE_BYTES = 400
SAMPLE_LINES = 20
"""Lines in which the heads are looked for."""
csv.field_size_limit(16 * 1024 * 1024)  # more than a body may hold: the length of a cell is checked by `reader`


def text_lines(content: bytes, known: Known) -> Iterator[tuple[int, list[str]]]:
    """Return first line and cells of each row, split by the delimiter that gives the most known heads in one line, or without any
    the most cells in most lines.
    """
    text = _decode(content).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], "\n" + rest
    else:
        sample = text.split("\n")[:SAMPLE_LINES]
        delimiter = max(DELIMITERS, key=lambda sign: _fit([_cells(line, sign) for line in sample], known))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, [plain_text(cell) for cell in cells]
        line = reader.line_num + 1


def _fit(lines: list[list[str]], known: Known) -> tuple[int, int]:
    """How well a delimiter fits: the known heads of the best line, and the number of cells that most lines have."""
    widths = Counter(len(cells) for cells in lines if cells)
    return max(known_heads(cells, known) for cells in lines), max(widths, key=lambda width: (widths[width], width), default=0)


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return content.decode("utf-32", errors="replace")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if (start := content[:SAMPLE_BYTES]).count(0) * 4 > len(start):  # every other byte of Latin text in UTF-16
        return content.decode("utf-16-le" if start[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
