"""Accounts for measuring logins at a real web process of identity, and browsers of different addresses."""
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import requests
from requests.adapters import HTTPAdapter

from services.identity.domain.accounts.account import AccountKind, AccountState
from services.identity.domain.accounts.person import Salutation
from services.identity.hashing import hash_password
from services.identity.store import Account, LockoutRow
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from tests.attacks.posted_passwords import CHALLENGE, identity_process
from tests.attacks.web_process import WebProcess

PASSWORD = "Vier-Groene-7"
MANY = "1000000"
"""A limit that no measure reaches: the limits of posts by address and name are measured elsewhere."""


@contextmanager
def identity(database_url: str, log: Path) -> Iterator[WebProcess]:
    """A web process of identity without limits of posts by address and user name."""
    with identity_process(database_url, log, IDENTITY_LOGINS_A_MINUTE=MANY, IDENTITY_LOGINS_OF_ONE_NAME_A_MINUTE=MANY) as process:
        yield process


def add_accounts(database_url: str, names: Iterable[str], *, failures: int = 0, locked_minutes: int = 0) -> None:
    """Add active accounts with one password, which is hashed once.

    :param failures: wrong answers that count for the address 127.0.0.1
    :param locked_minutes: for which that address is locked out
    """
    now, password_hash = datetime.now(UTC), hash_password(PASSWORD)
    with Database(database_url, SystemClock(), application="benchmark").transaction() as session:
        for number, name in enumerate(names):
            session.add(Account(
                id=name, kind=AccountKind.STAFF, state=AccountState.ACTIVE, username=name, email=f"{name}@example.org",
                phone=f"+316{number:08}", salutation=Salutation.NEUTRAL, first_name="Jo", last_name="Post",
                roles=["insurer_claims"], password_hash=password_hash, created_at=now, activated_at=now, version=1))
        session.flush()
        for name in names if failures else ():
            session.add(LockoutRow(account_id=name, source="address:127.0.0.1", failures=failures, last_failed_at=now,
                                   locked_until=now + timedelta(minutes=locked_minutes) if locked_minutes else None))


class Browser:
    """A browser at the form for the password."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self._base = f"http://127.0.0.1:{port}"
        self._session = requests.Session()
        self._session.mount("http://", _From(address))
        asked = {"response_type": "code", "client_id": "portal", "redirect_uri": f"http://localhost:{port}/callback",
                 "scope": "openid", "state": "s", "nonce": token_urlsafe(8), "code_challenge": CHALLENGE,
                 "code_challenge_method": "S256"}
        self._session.get(f"{self._base}/oauth/authorize?{urlencode(asked)}", allow_redirects=False, timeout=60)
        page = self._session.get(f"{self._base}/inloggen", timeout=60)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found is not None, page.text
        self.token = found.group(1)

    def post(self, username: str, password: str) -> requests.Response:
        """Post the form."""
        return self.post_to("/inloggen", username=username, password=password, csrf_token=self.token)

    def post_to(self, path: str, **form: str) -> requests.Response:
        """Post to a page, without following its redirect."""
        return self._session.post(self._base + path, data=form, timeout=120, allow_redirects=False)


class _From(HTTPAdapter):
    """Connects from an address of loopback, as clients of a service have different ones."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, source_address=(self._address, 0), **named)
