"""Signing keys and secrets are replaced while tokens are checked and people sign in, and no check and no sign-in fails."""
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from joserfc.jwk import KeySet

from services.identity.app import create_app
from services.identity.tests.conftest import CASEMANAGER, ISSUER, PORTAL_SECRET, SECRET, Browser, Identity, settings_of
from services.identity.usecases.tokens.rotate_secret import rotate_secret
from services.identity.usecases.tokens.signing_keys import find_active_key, retire_signing_key
from shared.kernel.services import NAMES, audience_of
from shared.web.tokens import TokenChecker

NEW = "n7_Kq2xWv9bTz4mLd8pRf6hYc3gSj5aU-nieuw"
NEW_PORTAL_SECRET = "Jd7_mWq4xRz9vKb2tLp6hGs8fYc3nTa5"
CHECKERS = 3
ROUNDS = 4
LONGEST_SECONDS = 60.0


class PublishedKeys:
    """The keys that identity publishes, read again only for an unknown key, as services do."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._keys: KeySet | None = None

    def keys(self, *, fresh: bool = False) -> KeySet:
        if self._keys is None or fresh:
            answer = self._identity.app.test_client().get("/oauth/jwks")
            self._keys = KeySet.import_key_set(answer.json)
        return self._keys


@contextmanager
def working(work: Callable[[], Any]) -> Iterator[list[Any]]:
    """Repeat work in threads until the block ends; gives what they returned, and raises what they raised."""
    done, results = Event(), list[Any]()

    def repeat() -> None:
        while not done.is_set():
            results.append(work())

    with ThreadPoolExecutor(CHECKERS) as pool:
        workers = [pool.submit(repeat) for _ in range(CHECKERS)]
        try:
            yield results
        finally:
            done.set()
    for worker in workers:
        worker.result()


def wait_for_more(results: list[Any]) -> None:
    """Wait until each thread has begun and finished its work once more."""
    enough, deadline = len(results) + 2 * CHECKERS, time.monotonic() + LONGEST_SECONDS
    while len(results) < enough:
        assert time.monotonic() < deadline, f"{len(results)} results, expected {enough}"
        time.sleep(0.01)


@pytest.fixture
def refreshing(identity: Identity, browser: Browser) -> Callable[[], str]:
    """Sign in as the next person would: refresh a session, and check the new token at a service."""
    checkers = [TokenChecker(ISSUER, PublishedKeys(identity), audiences=[audience_of(name)]) for name in NAMES]
    refresh_token = browser.tokens(CASEMANAGER)["refresh_token"]

    def refresh_and_check() -> str:
        answer = browser.ask_token(grant_type="refresh_token", refresh_token=refresh_token)
        assert answer.status_code == 200, answer.text
        for checker in checkers:
            checker.check(answer.json["access_token"])
        return str(answer.json["access_token"])

    return refresh_and_check


def active_key(identity: Identity) -> str:
    row = identity.query(find_active_key)
    return "" if row is None else str(row.kid)


class TestSigningKey:
    def test_is_replaced_several_times_without_a_failed_check(self, identity: Identity, refreshing):
        used = set()
        with working(refreshing) as tokens:
            for _ in range(ROUNDS):
                used.add(active_key(identity))
                identity.run(retire_signing_key, now=identity.machine_clock.now())
                wait_for_more(tokens)

        assert len(used) == ROUNDS
        assert len(tokens) >= 2 * CHECKERS * ROUNDS


class TestSecretOfIdentity:
    def test_is_replaced_without_a_failed_check(self, identity: Identity, refreshing):
        key = active_key(identity)
        with working(refreshing) as tokens:
            for own in ({"IDENTITY_SECRET": SECRET, "IDENTITY_PREVIOUS_SECRET": NEW},
                        {"IDENTITY_SECRET": NEW, "IDENTITY_PREVIOUS_SECRET": SECRET}, {"IDENTITY_SECRET": NEW}):
                if len(own) == 1:
                    identity.run(rotate_secret, secrets=(NEW, SECRET), is_lost=False, now=identity.machine_clock.now())
                restart(identity, **own)
                wait_for_more(tokens)

        assert active_key(identity) == key


class TestSecretOfThePortal:
    def test_is_accepted_with_the_former_one_until_that_is_taken_away(self, identity: Identity, browser: Browser):
        restart(identity, IDENTITY_PORTAL_CLIENT_SECRET=NEW_PORTAL_SECRET, IDENTITY_PREVIOUS_PORTAL_CLIENT_SECRET=PORTAL_SECRET)
        refresh_token = browser.tokens(CASEMANAGER)["refresh_token"]
        during = [status(browser, secret, refresh_token) for secret in (PORTAL_SECRET, NEW_PORTAL_SECRET)]
        restart(identity, IDENTITY_PORTAL_CLIENT_SECRET=NEW_PORTAL_SECRET)
        after = [status(browser, secret, refresh_token) for secret in (PORTAL_SECRET, NEW_PORTAL_SECRET)]

        assert (during, after) == ([200, 200], [401, 200])


def status(browser: Browser, secret: str, refresh_token: str) -> int:
    """The answer to a refresh with a secret of the portal."""
    answer = browser.ask_token(auth=("portal", secret), grant_type="refresh_token", refresh_token=refresh_token)
    return answer.status_code


def restart(identity: Identity, **own: str) -> None:
    """Replace the process of identity by one with other settings."""
    identity._app = create_app(settings_of(identity.database.url, **own), database=identity.database,
                               machine_clock=identity.machine_clock)
