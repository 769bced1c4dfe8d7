"""Protection of a visitor's session against other sites: CSRF check and security headers."""
import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, current_app, request
from secure import (
    CacheControl,
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from services.gateway.edge.session import portal_session
from services.gateway.settings import Settings

FIELD, HEADER = "csrf_token", "X-CSRF-Token"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
A_YEAR = 31_536_000
OF_PROGRAMS = ("/api/", "/id/oauth/token")
"""Addresses that programs call, which the Ingress does not redirect to TLS."""


class CsrfMissing(Exception):
    """A write request did not come from a page of the portal."""


class TlsMissing(Exception):
    """A program called without TLS."""


class EmployerChanged(Exception):
    """The form was made while the visitor worked for another employer."""


def form_token() -> str:
    """The token of the session's forms: a secret and the employer whom the page is about; empty without a session."""
    session = portal_session()
    visitor = (session.tokens or {}).get("visitor", {})
    return f"{session['csrf_token']}.{visitor.get('employer_id') or ''}" if session.get("csrf_token") else ""


def employer_of_form() -> str:
    """The employer whom the page of a sent form was about."""
    return request.form.get(FIELD, "").partition(".")[2]


def check_csrf(*, is_for_any_employer: bool = False) -> None:
    """Refuse a write without the session's token, from another origin, or with a form of another employer.

    :param is_for_any_employer: whether the form does not concern the employer, like the one to log out
    :raises CsrfMissing: in the first two cases
    :raises EmployerChanged: in the third
    """
    expected, given = form_token(), request.headers.get(HEADER) or request.form.get(FIELD, "")
    secret, given_secret = expected.partition(".")[0], given.partition(".")[0]
    if not secret or not hmac.compare_digest(secret.encode(), given_secret.encode()) or not is_own_origin():
        raise CsrfMissing
    if given != expected and not is_for_any_employer:
        raise EmployerChanged


def is_own_origin() -> bool:
    """Whether the request headers do not indicate another origin; old browsers send no such headers."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == urlsplit(current_app.config["PUBLIC_URL"]).netloc


def security_headers(settings: Settings) -> Secure:
    """The headers of every page of the portal."""
    policy = (ContentSecurityPolicy().default_src("'self'").img_src("'self'", "data:").object_src("'none'")
              .base_uri("'none'").form_action("'self'").frame_ancestors("'none'"))
    transport = StrictTransportSecurity().max_age(A_YEAR).include_subdomains() if settings.is_secure else None
    return Secure(csp=policy, hsts=transport, referrer=ReferrerPolicy().same_origin(), xcto=XContentTypeOptions().nosniff(),
                  coop=CrossOriginOpenerPolicy().same_origin(), cache=CacheControl().no_store(),
                  permissions=PermissionsPolicy().camera().microphone().geolocation())


def answer_as_public_host(app: Flask, settings: Settings) -> None:
    """Replace the Host header of each request by the public origin, so that no redirect leads to a host of the client."""
    public, wsgi = urlsplit(settings.public_url), app.wsgi_app

    def as_public_host(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return wsgi(environ | {"HTTP_HOST": public.netloc, "wsgi.url_scheme": public.scheme}, start_response)

    app.wsgi_app = as_public_host  # type: ignore[method-assign]


def protect(app: Flask, settings: Settings) -> None:
    """Set the headers on every response, except those that identity or a service has set; refuse programs without TLS."""
    wanted = security_headers(settings).headers

    @app.before_request
    def need_tls() -> None:
        """Refuse a program whose call reached the proxy without TLS: a redirect would hide that it sent its token in clear."""
        if settings.is_secure and request.path.startswith(OF_PROGRAMS) and request.headers.get("X-Forwarded-Proto") == "http":
            raise TlsMissing

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in wanted.items():
            response.headers.setdefault(name, value)
        return response
