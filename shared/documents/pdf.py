"""A document as the bytes of a PDF/UA-1 file, bounded in size, time and number at once."""
import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from shared.documents.blocks import Document
from shared.documents.printable import printable

MEDIA_TYPE = "application/pdf"
MOST_BYTES = 80_000
"""Of the data of a document: some 300 rows of thirteen columns, for which Typst takes 100 MB."""
SECONDS = 10
WAITING_SECONDS = 3
"""For other documents of the process; longer would keep the threads from everything else."""
_COMPILER = Path(__file__).with_name("compiler.py")
_ONE_AT_A_TIME = threading.BoundedSemaphore(1)
"""A process compiles one document at a time, so that its memory is bounded too."""


class DocumentFailed(Exception):
    """No PDF could be made of a document."""


class DocumentTooLarge(DocumentFailed):
    """The document has more content than a PDF may have."""


class DocumentTooSlow(DocumentFailed):
    """The PDF was not ready in time, or others were made meanwhile."""


def to_pdf(document: Document) -> bytes:
    """The PDF of a document; the same bytes for the same document.

    :raises DocumentTooLarge: above `MOST_BYTES` of data
    :raises DocumentTooSlow: after `SECONDS`, or after `WAITING_SECONDS` for others
    :raises DocumentFailed: if Typst refuses it
    """
    data = json.dumps(_data(document), ensure_ascii=False).encode()
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(f"{len(data)} bytes")
    if not _ONE_AT_A_TIME.acquire(timeout=WAITING_SECONDS):
        raise DocumentTooSlow("waited for another document")
    try:
        return _compile(data)
    finally:
        _ONE_AT_A_TIME.release()


def _compile(data: bytes) -> bytes:
    try:
        ended = subprocess.run([sys.executable, "-I", str(_COMPILER)], input=data, capture_output=True, timeout=SECONDS,
                               env={"RAYON_NUM_THREADS": "1"}, check=False)
    except subprocess.TimeoutExpired:
        raise DocumentTooSlow(f"{SECONDS} seconds") from None
    if ended.returncode:
        raise DocumentFailed(ended.stderr.decode(errors="replace")[-500:])
    return ended.stdout


def _data(document: Document) -> dict[str, Any]:
    """The document as the template reads it."""
    made_on = datetime.combine(document.made_on, time(), UTC)
    plain: dict[str, Any] = _plain(document)
    return plain | {"about": _plain(document.about.facts), "timestamp": int(made_on.timestamp()),
                               "footer": f"Gemaakt op {document.made_on:%d-%m-%Y}"}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, date):
        return [value.year, value.month, value.day]
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return named | ({"kind": value.kind} if hasattr(value, "kind") else {})
    if isinstance(value, Mapping):
        raise TypeError("a document has no mappings")
    return [_plain(each) for each in value] if isinstance(value, Sequence) else value
