"""Fifty passwords posted at once to a real web process of identity."""
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from secrets import token_urlsafe
from urllib.parse import urlencode

import pytest
import requests

from cli.platform.ports import free_ports
from services.identity.usecases.accounts.seed_staff import seed_staff
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from tests.attacks.web_process import WebProcess, web_process

POSTS = 50
MOST_MB = 250.0
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.fixture
def identity(new_database: Callable[[str], str], tmp_path) -> Iterator[WebProcess]:
    """A web process of identity with staff accounts."""
    url, (port,) = new_database("identity"), free_ports(1)
    upgrade("identity", url)
    database = Database(url, SystemClock())
    with database.transaction() as session:
        seed_staff(session)
    database.dispose()
    issuer = f"http://localhost:{port}/id"
    environ = {"IDENTITY_DATABASE_URL": url, "IDENTITY_PORT": str(port), "ONTZORG_BUS_URL": url, "ONTZORG_ISSUER": issuer,
               "ONTZORG_JWKS_URL": f"{issuer}/oauth/jwks", "ONTZORG_ENVIRONMENT": "development",
               "IDENTITY_SECRET": token_urlsafe(32), "IDENTITY_PORTAL_CLIENT_SECRET": token_urlsafe(32)}
    with web_process("identity", port, environ, tmp_path / "identity.log") as process:
        yield process


def begun_login(port: int) -> tuple[requests.Session, str]:
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


class TestFiftyPasswords:
    def test_take_little_memory_and_are_all_answered(self, identity):
        logins = [begun_login(identity.port) for _ in range(POSTS)]

        def post(login: tuple[requests.Session, str]) -> requests.Response:
            browser, token = login
            return browser.post(f"http://127.0.0.1:{identity.port}/inloggen", timeout=60,
                                data={"csrf_token": token, "username": "nobody", "password": token_urlsafe(8)})

        with ThreadPoolExecutor(POSTS) as pool:
            answers = list(pool.map(post, logins))

        assert Counter(answer.status_code for answer in answers).keys() <= {401, 503}
        assert any(answer.status_code == 401 for answer in answers)
        assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers if answer.status_code == 503)
        assert identity.peak_mb() < MOST_MB
