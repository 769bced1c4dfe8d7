"""Renders pages with security headers."""
from typing import Any

from flask import Response, make_response, render_template

CSP = ("default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; "
       "frame-ancestors 'none'")
HEADERS = {
    "Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
}


def page(template: str, status: int, **values: Any) -> Response:
    """A page of identity, with headers against caching, framing and scripts."""
    response = make_response(render_template(template, **values), status)
    response.headers.extend(HEADERS)
    return response


def allow_own_script(response: Response) -> Response:
    """Allow identity's own script on this page, and passkeys."""
    response.headers["Content-Security-Policy"] = f"{CSP}; script-src 'self'"
    response.headers["Permissions-Policy"] = "publickey-credentials-get=(self)"
    return response
