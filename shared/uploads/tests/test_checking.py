"""Files are accepted by their content."""
import pytest

from shared.uploads.checking import LARGEST_UPLOAD, FileKind, UploadRefused, check_upload

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 40 + b"\xff\xd9"
WEB_PAGE = b"<!doctype html><html><script>alert(1)</script></html>"


class TestAcceptance:
    @pytest.mark.parametrize(("content", "kind"), [(PDF, FileKind.PDF), (PNG, FileKind.PNG), (JPEG, FileKind.JPEG)])
    def test_is_by_content(self, content: bytes, kind: FileKind) -> None:
        upload = check_upload(content)

        assert (upload.kind, upload.content, len(upload.digest)) == (kind, content, 64)

    def test_is_of_the_kinds_that_are_asked(self) -> None:
        with pytest.raises(UploadRefused, match=r"upload\.kind.*PDF\."):
            check_upload(PNG, kinds=[FileKind.PDF])

    @pytest.mark.parametrize(("content", "code"), [
        (b"", "upload.empty"), (PDF + b"\n" * LARGEST_UPLOAD, "upload.too_large"), (WEB_PAGE, "upload.kind"),
        (b"MZ\x90\x00" + b"\0" * 60, "upload.kind"), (b"PK\x03\x04" + b"\0" * 60, "upload.kind"),
        (b"GIF89a" + b"\0" * 20, "upload.kind"), (b"nota", "upload.kind"), (WEB_PAGE + PDF, "upload.kind"),
        (PDF[:-8], "upload.incomplete"), (PNG[:-12], "upload.incomplete"), (JPEG[:-2], "upload.incomplete"),
        (PDF.replace(b"<<>>\n%%EOF", b"<</Encrypt 5 0 R>>\n%%EOF"), "upload.protected"),
    ], ids=["empty", "large", "page", "program", "zip", "gif", "text", "page before a pdf", "half a pdf", "half a png",
            "half a jpeg", "password"])
    def test_is_refused_with_a_sentence(self, content: bytes, code: str) -> None:
        with pytest.raises(UploadRefused) as refused:
            check_upload(content)

        assert (refused.value.code, refused.value.field) == (code, "file")
