"""The seal of a re-integration report: its manifest, the chain of readings, and the check of a package against both."""
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from services.casework.domain.documents.kinds import KINDS, DocumentKind

MANIFEST, COVER = "manifest.json", "00-verslag.pdf"
START_OF_CHAIN = "0" * 64


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file of a report.

    :ivar digest: SHA-256 of its content in hexadecimal digits
    """

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The chain of the readings of a dossier up to a number of them."""

    absence_number: str
    readings: int
    digest: str


def name_of(position: int, kind: DocumentKind, dated_on: date, extension: str) -> str:
    """The name of a document's file, such as ``03-plan-van-aanpak-2026-04-24.pdf``; it names no person."""
    words = KINDS[kind].title.lower().replace(",", "").replace(" ", "-")
    return f"{position:02d}-{words}-{dated_on.isoformat()}.{extension}"


def link(before: str, facts: Sequence[object]) -> str:
    """The hash of a chain after one more reading: SHA-256 of the hash before it and of all facts of the reading."""
    return hashlib.sha256(json.dumps([before, *map(_plain, facts)], ensure_ascii=False).encode()).hexdigest()


def _plain(fact: object) -> object:
    return fact.astimezone(UTC).isoformat() if isinstance(fact, datetime) else fact


def write_manifest(*, report_id: str, absence_number: str, sealed_at: datetime, files: Iterable[SealedFile],
                   chains: Iterable[ChainHead]) -> bytes:
    """The manifest as JSON: every file with its SHA-256 and size, and the hash of each chain of readings."""
    body = {
        "report": report_id, "absence_number": absence_number, "sealed_at": sealed_at.astimezone(UTC).isoformat(),
        "files": [{"name": file.name, "sha256": file.digest, "size": file.size} for file in files],
        "audit_chains": [{"absence_number": head.absence_number, "readings": head.readings, "sha256": head.digest}
                         for head in chains]}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True, slots=True)
class SealCheck:
    """The result of checking a package.

    :ivar sealed_at: None if no such report was sealed
    :ivar changed: names of files whose content is not what was sealed
    :ivar missing: names of sealed files that the package lacks
    :ivar added: names of files that were not sealed
    :ivar is_same_package: whether every byte of the package is as sealed, also around the files
    :ivar is_log_intact: whether the recorded readings are as they were when the report was sealed
    """

    sealed_at: datetime | None
    changed: Sequence[str] = ()
    missing: Sequence[str] = ()
    added: Sequence[str] = ()
    is_same_package: bool = False
    is_log_intact: bool = False

    @property
    def is_intact(self) -> bool:
        """Whether nothing was changed."""
        return self.sealed_at is not None and self.is_same_package and self.is_log_intact


def compare(sealed: Mapping[str, str], found: Mapping[str, str | None]) -> tuple[list[str], list[str], list[str]]:
    """The names of changed, missing and added files.

    :param sealed: digests by name
    :param found: those of the package; None for a file that cannot be read
    """
    changed = [name for name, digest in sealed.items() if name in found and found[name] != digest]
    missing = [name for name in sealed if name not in found]
    return changed, missing, [name for name in found if name not in sealed]
