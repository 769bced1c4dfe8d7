"""An HTTP session that treats loopback as secure for cookies, as browsers do."""
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import get_cookie_header


def new_browser() -> requests.Session:
    """A session without cookies."""
    session = requests.Session()
    session.trust_env = False
    session.headers["Accept-Language"] = "nl"
    session.cookies.set_policy(DefaultCookiePolicy(secure_protocols=("http", "https")))
    session.mount("http://", _LoopbackCookies(session.cookies))
    return session


class _LoopbackCookies(HTTPAdapter):
    """Writes the Cookie header from the session's jar, because requests copies the jar without its policy."""

    def __init__(self, jar: CookieJar) -> None:
        self._jar = jar
        super().__init__()

    def add_headers(self, request: requests.PreparedRequest, **kwargs: Any) -> None:
        request.headers.pop("Cookie", None)
        cookies = get_cookie_header(self._jar, request)  # type: ignore[no-untyped-call]
        if cookies:
            request.headers["Cookie"] = cookies
