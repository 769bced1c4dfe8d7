"""Identity's two cookies, opaque values whose digests identify rows: the login of the browser, and the device."""
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from services.identity.domain.login.login import STAY_TTL
from services.identity.oauth.context import settings
from services.identity.usecases.login.finish_login import NewCookies

DEVICE_TTL = timedelta(days=400)
"""Browsers keep no cookie longer."""


def login_token() -> str | None:
    """The value of the login cookie, if the browser sent one."""
    return request.cookies.get(settings().cookie_name)


def device_token() -> str | None:
    """The value of the device cookie, if the browser sent one of a length that identity gives."""
    value = request.cookies.get(settings().device_cookie_name)
    return value if value and len(value) <= 64 else None


def give_cookie(response: AnyResponse, token: str) -> AnyResponse:
    """Set the login cookie for the browser session."""
    return _set(response, settings().cookie_name, token, None)


def give_cookies(response: AnyResponse, cookies: NewCookies) -> AnyResponse:
    """Set the cookies of a login that advanced; the login cookie outlives the browser if the person stays signed in."""
    _set(response, settings().cookie_name, cookies.login_token, STAY_TTL if cookies.stays else None)
    if cookies.device_token:
        _set(response, settings().device_cookie_name, cookies.device_token, DEVICE_TTL)
    return response


def take_cookie(response: AnyResponse) -> AnyResponse:
    """Delete the login cookie; the device stays known."""
    own = settings()
    response.delete_cookie(own.cookie_name, httponly=True, secure=own.is_secure, samesite="Lax", path="/")
    return response


def _set(response: AnyResponse, name: str, value: str, age: timedelta | None) -> AnyResponse:
    response.set_cookie(name, value, max_age=age, httponly=True, secure=settings().is_secure, samesite="Lax", path="/")
    return response
