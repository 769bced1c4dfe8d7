"""Many passwords posted at once to a real web process of identity; used by a test and by a benchmark."""
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlencode

import requests

from cli.platform.ports import free_ports
from shared.db.migrations import upgrade
from tests.attacks.web_process import WebProcess, web_process

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@dataclass(frozen=True)
class Posted:
    """The outcome.

    :ivar seconds: until the last answer
    :ivar peak_mb: the most memory of the web process
    """

    answers: list[requests.Response]
    seconds: float
    peak_mb: float


@contextmanager
def identity_process(database_url: str, log: Path, *options: str, **settings: str) -> Iterator[WebProcess]:
    """A web process of identity on an empty database, which this function migrates.

    :param options: of the command
    :param settings: further variables of its environment
    """
    port, = free_ports(1)
    upgrade("identity", database_url)
    issuer = f"http://localhost:{port}/id"
    environ = {"IDENTITY_DATABASE_URL": database_url, "IDENTITY_PORT": str(port), "ONTZORG_BUS_URL": database_url,
               "ONTZORG_ISSUER": issuer, "ONTZORG_JWKS_URL": f"{issuer}/oauth/jwks", "ONTZORG_ENVIRONMENT": "development",
               "IDENTITY_SECRET": token_urlsafe(32), "IDENTITY_PORTAL_CLIENT_SECRET": token_urlsafe(32), **settings}
    with web_process("identity", port, environ, log, *options) as process:
        yield process


def post_at_once(identity: WebProcess, count: int) -> Posted:
    """Begin this number of logins, then post a wrong password in all of them at the same time."""
    logins = [_begun_login(identity.port) for _ in range(count)]

    def post(login: tuple[requests.Session, str]) -> requests.Response:
        browser, token = login
        return browser.post(f"http://127.0.0.1:{identity.port}/inloggen", timeout=60,
                            data={"csrf_token": token, "username": "nobody", "password": token_urlsafe(8)})

    started = time.monotonic()
    with ThreadPoolExecutor(count) as pool:
        answers = list(pool.map(post, logins))
    return Posted(answers, time.monotonic() - started, identity.peak_mb())


def _begun_login(port: int) -> tuple[requests.Session, str]:
    """A browser at the form for the password, and the form's token."""
    browser, base = requests.Session(), f"http://127.0.0.1:{port}"
    asked = {"response_type": "code", "client_id": "portal", "redirect_uri": f"http://localhost:{port}/callback",
             "scope": "openid", "state": "s", "nonce": token_urlsafe(8), "code_challenge": CHALLENGE,
             "code_challenge_method": "S256"}
    browser.get(f"{base}/oauth/authorize?{urlencode(asked)}", allow_redirects=False, timeout=10).raise_for_status()
    page = browser.get(f"{base}/inloggen", timeout=10)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None, page.text
    return browser, token.group(1)
