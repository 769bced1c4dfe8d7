"""The portal's static files: compressed once, and cached by browsers for a year under a URL that depends on the content."""
import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from services.gateway.edge.access import PUBLIC, protect_all

STATIC = Path(__file__).parents[1] / "static"
COMPRESSED = (".css", ".js", ".svg", ".json")
A_YEAR = "public, max-age=31536000, immutable"


@cache
def fingerprint(name: str) -> str:
    """A hash of the content."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def address(name: str) -> str:
    """The URL of a file."""
    return f"/static/{name}?v={fingerprint(name)}"


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress((STATIC / name).read_bytes(), mtime=0)


@cache
def _files() -> frozenset[str]:
    return frozenset(str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file())


def blueprint() -> Blueprint:
    """The route of the static files."""
    routes = protect_all(Blueprint("assets", __name__), PUBLIC)

    @routes.get("/static/<path:name>")
    def static(name: str) -> Response:
        """Serve one of the files that existed at the start."""
        if name not in _files():
            abort(404)
        is_compressed = name.endswith(COMPRESSED) and "gzip" in request.headers.get("Accept-Encoding", "")
        content = _compressed(name) if is_compressed else (STATIC / name).read_bytes()
        response = Response(content, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")
        if is_compressed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = A_YEAR if "v" in request.args else "public, max-age=300"
        return response

    return routes


def register(app: Flask) -> None:
    """Make `address` available to the templates."""
    app.jinja_env.globals["asset"] = address
