"""A sealed package: files in one folder of a ZIP archive, always the same bytes, and the SHA-256 of each file.

The files are not compressed, so that reading a package from anybody costs no more than its own size.
"""
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

MOST_FILES = 300
LARGEST_PACKAGE = 50_000_000
LONGEST_NAME = 300
_CHUNK = 1 << 20
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3
_DAMAGED = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
"""What the standard library raises for an entry that does not fit its description."""


class PackageUnreadable(Exception):
    """The file is no package: too large, no ZIP archive, or without a readable list of files."""


@dataclass(frozen=True, slots=True)
class PackageDigests:
    """What a package contains.

    :ivar folder: the folder of most files
    :ivar digest: SHA-256 of the whole package in hexadecimal digits
    :ivar files: SHA-256 by name below the folder; None for a file that cannot be read
    """

    folder: str
    digest: str
    files: Mapping[str, str | None]


def build_package(folder: str, files: Iterable[tuple[str, bytes]]) -> bytes:
    """The package of these files, in their order; the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(f"{folder}/{name}", _LONG_AGO)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content)
    return target.getvalue()


def digest_package(source: BinaryIO) -> PackageDigests:
    """The digests of a package.

    :param source: seekable
    :raises PackageUnreadable: if it is none
    """
    digest, size = _digest(source)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            if not 0 < len(entries) <= MOST_FILES or sum(entry.file_size for entry in entries) > size:
                raise PackageUnreadable
            found = {_readable(entry.filename): _digest_entry(archive, entry) for entry in entries}
    except _DAMAGED:
        raise PackageUnreadable from None
    folder = Counter(name.partition("/")[0] for name in found).most_common(1)[0][0]
    return PackageDigests(folder, digest, {name.removeprefix(f"{folder}/"): value for name, value in found.items()})


def _digest(source: BinaryIO) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    source.seek(0)
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST_PACKAGE:
            raise PackageUnreadable
        found.update(chunk)
    return found.hexdigest(), size


def _readable(name: str) -> str:
    """The name on one line; that of a damaged entry can have any character."""
    return " ".join("".join(sign if sign.isprintable() else "?" for sign in name).split())[:LONGEST_NAME] or "?"


def _digest_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str | None:
    if entry.compress_type != zipfile.ZIP_STORED:
        return None
    found = hashlib.sha256()
    try:
        with archive.open(entry) as content:
            while chunk := content.read(_CHUNK):
                found.update(chunk)
    except _DAMAGED:
        return None
    return found.hexdigest()
