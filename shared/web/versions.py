"""Optimistic locking over HTTP: an ETag is the version, a change names it in If-Match."""
from flask import request


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def optional_version() -> int | None:
    """The version in If-Match, if one was sent."""
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    return int(header) if header.isdecimal() else None
