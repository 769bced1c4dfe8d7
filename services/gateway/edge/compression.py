"""Compresses pages, which repeat their markup.

A page holds a secret, the form token, beside words from the address. The length of the compressed page would reveal whether a
guess equals the secret (BREACH), so a name of random length stands in its header.
"""
import secrets
from gzip import GzipFile
from io import BytesIO

from flask import Flask, Response, request

SMALLEST = 1_000
"""Bytes below which a page fits one packet."""
MOST_PADDING = 100
LEVEL = 6


def register_compression(app: Flask) -> None:
    """Compress every page for browsers that accept it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype != "text/html" or response.is_streamed or "Content-Encoding" in response.headers:
            return response
        response.vary.add("Accept-Encoding")
        page = response.get_data()
        if len(page) >= SMALLEST and request.accept_encodings["gzip"] > 0:
            response.set_data(_zipped(page))
            response.headers["Content-Encoding"] = "gzip"
        return response


def _zipped(page: bytes) -> bytes:
    name, packed = "x" * (1 + secrets.randbelow(MOST_PADDING)), BytesIO()
    with GzipFile(filename=name, mode="wb", compresslevel=LEVEL, fileobj=packed, mtime=0) as file:
        file.write(page)
    return packed.getvalue()
