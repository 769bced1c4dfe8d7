"""PDFs with scripts, launch actions or embedded files are refused, however they are written."""
import io
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from shared.uploads.active_pdf import is_active
from shared.uploads.checking import UploadRefused, check_upload


def written(writer: PdfWriter) -> bytes:
    """The file."""
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def of_one_page() -> PdfWriter:
    """A file with an empty page."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    return writer


def with_attachment() -> bytes:
    writer = of_one_page()
    writer.add_attachment("nota.exe", b"MZ")
    return written(writer)


def with_action(kind: str, writer: PdfWriter | None = None) -> bytes:
    """A file that runs an action when it opens."""
    writer = writer or of_one_page()
    action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("calc.exe")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return written(writer)


def with_objects(objects: bytes, *, filters: bytes = b"/FlateDecode", damaged: bool = False) -> bytes:
    """A file with an object 2 in a stream of objects; damaged without its table of references."""
    body = zlib.compress(b"2 0 " + objects)
    body = body.hex().encode() + b">" if b"ASCIIHex" in filters else body
    stream = b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        filters, len(body), body)
    head = b"%PDF-1.7\n"
    catalogue = (b"1 0 obj\n<</Type/Catalog/OpenAction 2 0 R/Pages 3 0 R>>\nendobj\n"
                 b"3 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n")
    table_at = len(head + catalogue + stream)
    pages_at = len(head) + catalogue.index(b"3 0 obj")
    rows = [(0, 0, 0), (1, len(head), 0), (2, 4, 0), (1, pages_at, 0), (1, len(head + catalogue), 0), (1, table_at, 0)]
    table = b"".join(bytes([kind]) + at.to_bytes(4) + bytes([more]) for kind, at, more in rows)
    references = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        len(table), table)
    end = b"%%EOF\n" if damaged else b"startxref\n%d\n%%%%EOF\n" % table_at
    return head + catalogue + stream + (b"" if damaged else references) + end


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
GOES_TO = b"<</S/GoTo/D[3 0 R/Fit]>>"
ACTIVE = {
    "attachment": with_attachment(), "launch action": with_action("/Launch"),
    "script on opening": with_action("/JavaScript"), "file in an embedded file": with_action("/GoToE"),
    "script in a stream of objects": with_objects(SCRIPT),
    "script in a stream of objects with two filters": with_objects(SCRIPT, filters=b"[/ASCIIHexDecode/FlateDecode]"),
    "script with an escaped name": with_objects(b"<</S/J#61vaScript/J#53(app.alert(1))>>"),
    "script in a damaged file": b"%PDF-1.7\n1 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\n%%EOF\n",
    "escaped name in a damaged file": b"%PDF-1.7\n1 0 obj\n<</S/L#61unch/F(calc.exe)>>\nendobj\n%%EOF\n",
    "script in a stream of a damaged file": with_objects(SCRIPT, damaged=True),
    "stream with two filters in a damaged file": with_objects(SCRIPT, filters=b"[/ASCIIHexDecode/FlateDecode]", damaged=True)}
QUIET = {
    "empty page": written(of_one_page()), "link to a page": with_objects(GOES_TO), "web link": with_action("/URI"),
    "damaged file": with_objects(GOES_TO, damaged=True)}


class TestPdf:
    @pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
    def test_that_does_more_than_show_pages_is_refused_with_a_sentence(self, content: bytes) -> None:
        with pytest.raises(UploadRefused) as refused:
            check_upload(content)

        assert (refused.value.code, refused.value.field) == ("upload.active", "file")
        assert "script, een opdracht of een bijlage" in str(refused.value)

    @pytest.mark.parametrize("content", QUIET.values(), ids=QUIET)
    def test_that_only_shows_pages_is_accepted(self, content: bytes) -> None:
        assert check_upload(content).content == content

    def test_with_very_many_objects_is_searched_as_text(self) -> None:
        writer = of_one_page()
        writer.root_object[NameObject("/Numbers")] = ArrayObject(writer._add_object(NumberObject(each)) for each in range(9))
        quiet = written(writer)
        active = with_action("/JavaScript", writer)

        assert [is_active(each, most_objects=10) for each in (quiet, active)] == [False, True]
