"""Optimistic locking over HTTP: an ETag is the version, a change names it in If-Match."""
from flask import Response, request

from shared.kernel.refusals import Conflict
from shared.web.problems import problem


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


class StaleVersion(Conflict):
    """Somebody changed it since it was read."""


def required_version() -> int | Response:
    """The version that the caller read, or the problem to answer with: 428 without If-Match, 412 if it is no version."""
    header = request.headers.get("If-Match")
    if header is None:
        return problem(428)
    text = header.strip().removeprefix("W/").strip('"')
    return int(text) if text.isdecimal() else problem(412)


def optional_version() -> int | None:
    """The version in If-Match, if one was sent."""
    header = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    return int(header) if header.isdecimal() else None
