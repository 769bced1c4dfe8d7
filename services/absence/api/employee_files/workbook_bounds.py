"""Bounds of an Excel workbook, checked before it is opened.

The library that reads workbooks allocates the whole rectangle of each sheet: two distant cells in a file of 5 kB would exhaust
the memory. So every part is unpacked here first, as the library does, and its rows and cells are counted.
"""
import io
import re
import zipfile
import zlib
from xml.parsers import expat

from shared.kernel.refusals import RuleViolated

MOST_PARTS = 200
MOST_BYTES = 60_000_000
"""Of all parts together once unpacked; what an archive says of itself is not believed."""
MOST_CELLS = 2_000_000
"""In the rectangle of a sheet."""
MOST_ROWS = 200_000
"""In a sheet, blank ones included; to count more takes seconds."""
BLOCK = 1 << 16
OTHER_FORMATS = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts of workbooks of other kinds, which the library would read without these bounds."""
SHEET = b"sheetData"
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)


class UnreadableWorkbook(Exception):
    """The workbook is damaged, or of a kind that is not supported."""


def check_bounds(content: bytes) -> None:
    """Refuse a workbook that would need too much memory.

    :raises UnreadableWorkbook: if a part cannot be read
    :raises RuleViolated: ``import.too_large``
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts, unpacked = archive.infolist(), 0
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names or names & OTHER_FORMATS or len(names) < len(parts):
                raise UnreadableWorkbook
            if len(parts) > MOST_PARTS:
                raise too_large()
            for part in parts:
                unpacked += _check_part(archive, part, MOST_BYTES - unpacked)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise UnreadableWorkbook from None


def too_large() -> RuleViolated:
    """Return the refusal of a workbook that is too large."""
    return RuleViolated("import.too_large", "Dit Excel-bestand is uitgepakt te groot. Bewaar alleen het blad met de werknemers.")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most_bytes: int) -> int:
    """Check one part of the archive.

    :returns: its unpacked size in bytes
    """
    sheet = _Sheet() if part.filename.endswith((".xml", ".rels", ".vml")) else None
    size, before = 0, b""
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > most_bytes:
                raise too_large()
            if sheet is not None:
                sheet.parser.Parse(block)
            elif SHEET in before + block:
                raise UnreadableWorkbook  # a sheet under another name
            before = block[-len(SHEET):]
    if sheet is not None:
        sheet.parser.Parse(b"", True)
    return size


class _Sheet:
    """Counts rows and columns of a part while it is read."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._row = self._column = self._rows = self._columns = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
        elif kind == "c":
            self._place(attributes.get("r"))
        else:
            return
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        if self._rows > MOST_ROWS or self._rows * self._columns > MOST_CELLS:
            raise too_large()

    def _place(self, reference: str | None) -> None:
        """Set the position of a cell: its reference, or the column after the previous cell."""
        if reference is None:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise UnreadableWorkbook
        self._column, self._row = 0, int(match[2])
        for letter in match[1].upper():
            self._column = self._column * 26 + ord(letter) - ord("A") + 1

    def _refuse(self, *_: object) -> None:
        """Refuse a document type declaration: workbooks have none, and its entities could expand without limit."""
        raise UnreadableWorkbook
