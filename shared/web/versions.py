"""Optimistic locking over HTTP: the ETag is the version, and a change must send it in If-Match."""
import re
from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from typing import Any

from flask import request

from shared.kernel.refusals import Malformed

_WRITTEN = re.compile(r'(?:W/)?"([0-9]{1,9})"|([0-9]{1,9})', re.ASCII)
_HEADER = {"in": "header", "name": "If-Match", "required": False, "schema": {"type": "string"}, "example": '"3"',
           "description": "ETag of what is changed; 412 if it was changed since. Without it the last change wins."}


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def with_etag(shown: Any, version: int) -> tuple[Any, dict[str, str]]:
    """A response with the ETag of the version."""
    return shown, {"ETag": etag_of(version)}


def changes(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a route that changes what exists; the view gets the version in If-Match as `version`, None without one.

    Stands below `idempotent`, so that a repeated call gets its first answer and no 412.

    :raises Malformed: ``version.malformed``
    """
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        return view(*args, version=_expected_version(), **kwargs)
    described: Any = guarded
    described.takes_version = True
    described._apidoc = deepcopy(getattr(view, "_apidoc", {}))
    described._apidoc.setdefault("manual_doc", {})["parameters"] = [_HEADER]
    return guarded


def _expected_version() -> int | None:
    """The version in If-Match; None without the header and for ``*``, which matches any version."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    match = _WRITTEN.fullmatch(header)
    if match is None:
        raise Malformed("version.malformed", 'Schrijf in If-Match de versie uit ETag, zoals "3".')
    return int(match[1] or match[2])
