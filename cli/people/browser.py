"""An HTTP session that keeps cookies as a browser does on loopback: secure ones too, without TLS."""
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import get_cookie_header


def new_browser() -> requests.Session:
    """A browser with nothing in it."""
    session = requests.Session()
    session.trust_env = False
    session.headers["Accept-Language"] = "nl"
    session.cookies.set_policy(DefaultCookiePolicy(secure_protocols=("http", "https")))
    session.mount("http://", _LoopbackCookies(session.cookies))
    return session


class _LoopbackCookies(HTTPAdapter):
    """Writes the Cookie header from the session's own jar; requests copies it into one that forgets the policy."""

    def __init__(self, jar: CookieJar) -> None:
        self._jar = jar
        super().__init__()

    def add_headers(self, request: requests.PreparedRequest, **kwargs: Any) -> None:
        request.headers.pop("Cookie", None)
        cookies = get_cookie_header(self._jar, request)  # type: ignore[no-untyped-call]
        if cookies:
            request.headers["Cookie"] = cookies
