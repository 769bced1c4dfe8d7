"""Optimistic locking over HTTP: the ETag is the version, and a change must send it in If-Match."""
import re
from typing import Any

from flask import request

from shared.kernel.refusals import Malformed

_WRITTEN = re.compile(r'(?:W/)?"([0-9]{1,9})"|([0-9]{1,9})', re.ASCII)


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def with_etag(shown: Any, version: int) -> tuple[Any, dict[str, str]]:
    """A response with the ETag of the version."""
    return shown, {"ETag": etag_of(version)}


def expected_version() -> int | None:
    """The version in If-Match; None without the header and for ``*``, which matches any version.

    :raises Malformed: ``version.malformed``
    """
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    match = _WRITTEN.fullmatch(header)
    if match is None:
        raise Malformed("version.malformed", 'Schrijf in If-Match de versie uit ETag, zoals "3".')
    return int(match[1] or match[2])
