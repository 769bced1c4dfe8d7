"""Identity's only cookie: an opaque value whose digest identifies a row."""
from flask import request
from werkzeug.wrappers import Response as AnyResponse

from services.identity.oauth.context import settings


def login_token() -> str | None:
    """The cookie's value, if the browser sent one."""
    return request.cookies.get(settings().cookie_name)


def give_cookie(response: AnyResponse, token: str) -> AnyResponse:
    """Set the cookie for the browser session."""
    own = settings()
    response.set_cookie(own.cookie_name, token, httponly=True, secure=own.is_secure, samesite="Lax", path="/")
    return response


def take_cookie(response: AnyResponse) -> AnyResponse:
    """Delete the cookie."""
    own = settings()
    response.delete_cookie(own.cookie_name, httponly=True, secure=own.is_secure, samesite="Lax", path="/")
    return response
