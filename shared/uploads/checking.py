"""Accepts a file by its content, never by its name or by what the sender says it is."""
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import puremagic

from shared.kernel.refusals import RuleViolated
from shared.uploads.active_pdf import is_active

LARGEST_UPLOAD = 8_000_000
"""Bytes of one file."""
_TAIL = 1024
"""Bytes in which a PDF file ends; some programs write a few after its end."""


class FileKind(StrEnum):
    """Kinds of file by media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"

    @property
    def extension(self) -> str:
        """The usual end of the file name."""
        return {FileKind.PDF: "pdf", FileKind.PNG: "png", FileKind.JPEG: "jpg"}[self]


NAMES = {FileKind.PDF: "PDF", FileKind.PNG: "PNG", FileKind.JPEG: "JPEG"}
_ENDS = {FileKind.PDF: b"%%EOF", FileKind.PNG: b"IEND", FileKind.JPEG: b"\xff\xd9"}


class UploadRefused(RuleViolated):
    """The file is empty, too large, incomplete, protected, of another kind, or does more than show pages."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file.

    :ivar digest: SHA-256 in hexadecimal digits
    """

    kind: FileKind
    digest: str
    content: bytes


def check_upload(content: bytes, *, kinds: Iterable[FileKind] = tuple(FileKind), largest: int = LARGEST_UPLOAD) -> Upload:
    """Accept a file of one of the kinds.

    :raises UploadRefused: ``upload.empty``, ``upload.too_large``, ``upload.kind``, ``upload.incomplete``,
        ``upload.protected`` or ``upload.active``
    """
    if not content:
        raise UploadRefused("upload.empty", "Kies een bestand. Dit bestand is leeg.", field="file")
    if len(content) > largest:
        raise UploadRefused("upload.too_large", f"Verstuur een bestand van hoogstens {largest // 1_000_000} MB.", field="file")
    kinds = tuple(kinds)
    kind = next((kind for kind in kinds if kind in _recognised(content)), None)
    if kind is None:
        raise UploadRefused(
            "upload.kind", f"Verstuur een bestand van de soort {' of '.join(NAMES[kind] for kind in kinds)}.", field="file")
    if _ENDS[kind] not in content[-_TAIL:]:
        raise UploadRefused(
            "upload.incomplete", "Dit bestand is niet compleet. Sla het opnieuw op en verstuur het nog een keer.", field="file")
    if kind is FileKind.PDF and b"/Encrypt" in content:
        raise UploadRefused("upload.protected", "Dit bestand is beveiligd. Sla het op zonder wachtwoord.", field="file")
    if kind is FileKind.PDF and is_active(content):
        raise UploadRefused("upload.active", "In dit bestand zit een script, een opdracht of een bijlage. Druk het af als PDF, "
                                             "en verstuur dat bestand.", field="file")
    return Upload(kind, hashlib.sha256(content).hexdigest(), content)


def _recognised(content: bytes) -> set[str]:
    """The media types of which the content starts with the signature."""
    try:
        return {found.mime_type for found in puremagic.magic_string(content) if found.offset == 0}
    except puremagic.PureError:
        return set()

