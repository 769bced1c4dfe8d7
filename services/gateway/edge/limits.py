"""Rate limits of visitors: by address, account, route and, for posted passwords, user name."""
import math
from collections.abc import Iterator

from flask import Flask, abort, g, request

from services.gateway.edge.session import portal_session
from services.gateway.settings import Settings
from shared.db.rate_limits import Limit, RateLimits
from shared.web.tokens import TokenChecker, TokenRefused

UNLIMITED = ("/static/", "/health/", "/dev/")
OF_LOGIN = ("/login", "/callback")
AT_IDENTITY, PROGRAMS = "/id/", ("/id/oauth/", "/id/sms/")


def limit_requests(app: Flask, settings: Settings, counted: RateLimits, checker: TokenChecker) -> None:
    """Answer 429 to requests over a limit. No header of a request changes under which limits it counts, except for a valid
    access token."""
    @app.before_request
    def count() -> None:
        if not request.path.startswith(UNLIMITED):
            _refuse(counted.count(_limits_of_request(settings, _account(checker))))
            if _is_login_step() and (name := _posted_name()):
                _refuse(counted.count_login(name, request.remote_addr or "", settings.logins_of_one_name_a_minute))


def _limits_of_request(settings: Settings, account: str | None) -> Iterator[Limit]:
    address = request.remote_addr or ""
    who = f"account {account}" if account else f"address {address}"
    yield Limit("address", address, settings.address_requests_a_minute)
    yield Limit("requests", who, settings.requests_a_minute)
    yield Limit("route", f"{who} {request.method} {_route()}", settings.route_requests_a_minute)
    if request.path in OF_LOGIN:
        yield Limit("login", address, settings.logins_a_minute)
    if _is_login_step():
        yield Limit("login step", address, settings.logins_a_minute)


def _is_login_step() -> bool:
    """Whether a password, code or the like is posted to a page of identity."""
    return request.method == "POST" and request.path.startswith(AT_IDENTITY) and not request.path.startswith(PROGRAMS)


def _posted_name() -> str | None:
    """The user name of a posted form, whose body stays readable because it is passed on to identity."""
    request.get_data()
    return request.form.get("username")


def _route() -> str:
    """The route; of an API, which is one route here, the service and the kind of object, and of identity the path."""
    if request.path.startswith(("/api/", AT_IDENTITY)):
        return "/".join(request.path.split("/", 5)[:5])
    return request.url_rule.rule if request.url_rule else ""


def _account(checker: TokenChecker) -> str | None:
    """The account of the session or of a valid access token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and request.path.startswith("/api/"):
        try:
            return checker.check(token.strip()).account_id
        except TokenRefused:
            return None
    return portal_session().account_id


def _refuse(seconds: float | None) -> None:
    if seconds is not None:
        g.retry_after = max(1, math.ceil(seconds))
        abort(429)
