"""Optimistic locking over HTTP: an ETag is the version, a change names it in If-Match."""
import re
from typing import Any

from flask import request

from shared.kernel.refusals import Malformed

_WRITTEN = re.compile(r'(?:W/)?"([0-9]{1,9})"|([0-9]{1,9})', re.ASCII)


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def with_etag(shown: Any, version: int) -> tuple[Any, dict[str, str]]:
    """An answer with the ETag that a later change may name."""
    return shown, {"ETag": etag_of(version)}


def expected_version() -> int | None:
    """The version in If-Match; None without the header, or for ``*``, which any version fits.

    :raises Malformed: ``version.malformed``
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    match = _WRITTEN.fullmatch(header)
    if match is None:
        raise Malformed("version.malformed", 'Schrijf in If-Match de versie uit ETag, zoals "3".')
    return int(match[1] or match[2])
