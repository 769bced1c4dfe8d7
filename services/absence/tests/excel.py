"""A workbook as Excel writes it, for tests: texts, numbers, and dates as serial numbers with the format of a date."""
import io
import zipfile
from collections.abc import Sequence
from datetime import date

Cell = str | int | float | date | None

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARTS = {
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        '</Relationships>',
    "xl/workbook.xml":
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        '</Relationships>',
    "xl/styles.xml":
        f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}
SHEET = "xl/worksheets/sheet1.xml"
FIRST_DAY = date(1899, 12, 30)


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """An xlsx file with one sheet."""
    lines = [f'<row r="{number}">' + "".join(_cell(value, column, number) for column, value in enumerate(cells)) + "</row>"
             for number, cells in enumerate(rows, start=1)]
    return archive({SHEET: sheet_xml("".join(lines))})


def sheet_xml(rows: str) -> str:
    """A sheet of these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def archive(parts: dict[str, str]) -> bytes:
    """A workbook whose other parts are as they should be."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in (_PARTS | parts).items():
            zipped.writestr(name, content)
    return file.getvalue()


def _cell(value: Cell, column: int, row: int) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - FIRST_DAY).days}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
