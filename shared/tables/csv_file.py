"""CSV as Dutch spreadsheets read it: semicolons, UTF-8 with a byte-order mark."""
import csv
import io
from collections.abc import Iterable, Sequence

from shared.tables.cells import safe_text


def to_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """The file of these rows, the first of which is the head."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows([safe_text(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()
