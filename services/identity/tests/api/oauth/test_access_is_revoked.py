"""What ends access publishes it, and identity refuses the tokens on its own API too."""
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from sqlalchemy import select

from services.identity.store import SecurityEvent
from services.identity.tests.api.login.test_logout import log_out
from services.identity.tests.conftest import CASEMANAGER, PORTAL_SECRET, Browser, Identity
from services.identity.usecases.tokens.refresh_tokens import REUSE_GRACE
from shared.events.identity import AccessRevoked
from shared.messaging.revocation import memory


@pytest.fixture
def tokens(browser: Browser, monkeypatch) -> dict[str, Any]:
    """The tokens of a casemanager's sign-in; identity reads revocations with each check."""
    monkeypatch.setattr(memory, "REFRESH_SECONDS", 0.0)
    return browser.tokens(CASEMANAGER)


def claims_of(identity: Identity, tokens: dict[str, Any]) -> dict[str, Any]:
    """The claims of the access token."""
    return jwt.decode(tokens["access_token"], identity.app.extensions["tokens"]._source.keys(), algorithms=["RS256"]).claims


def ask(identity: Identity, tokens: dict[str, Any]) -> int:
    """The status of identity's own API for the access token: 403 for a casemanager, who manages no accounts."""
    answer = identity.app.test_client().get("/v1/accounts", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    return answer.status_code


def revoke(browser: Browser, token: str) -> None:
    browser.identity.app.test_client().post("/oauth/revoke", data={"token": token}, auth=("portal", PORTAL_SECRET))


class TestAccessToken:
    def test_names_its_session_and_the_generation_of_its_account(self, identity: Identity, browser: Browser, tokens):
        claims = claims_of(identity, tokens)

        assert claims["generation"] == 1
        assert claims["sid"]
        assert {"jti", "iat"} <= claims.keys()

    def test_is_refused_after_logout_and_that_of_another_device_is_not(self, identity: Identity, browser: Browser, tokens):
        others = Browser(identity).tokens(CASEMANAGER)
        before = ask(identity, tokens)

        log_out(browser, id_token_hint=tokens["id_token"])

        assert (before, ask(identity, tokens), ask(identity, others)) == (403, 401, 403)
        [event] = identity.published(AccessRevoked)
        assert (event.account_id, event.kind, event.subject_id, event.reason) == (
            "staff-casemanager", "SESSION", claims_of(identity, tokens)["sid"], "SESSION_ENDED")

    def test_is_refused_once_it_was_revoked_and_its_successor_is_not(self, identity: Identity, browser: Browser, tokens):
        revoke(browser, tokens["access_token"])
        new = browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json

        assert (ask(identity, tokens), ask(identity, new)) == (401, 403)
        [event] = identity.published(AccessRevoked)
        assert (event.kind, event.subject_id) == ("TOKEN", claims_of(identity, tokens)["jti"])

    def test_is_refused_after_its_refresh_token_was_used_twice(self, identity: Identity, browser: Browser, tokens):
        browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        identity.machine_clock.set(identity.machine_clock.now() + REUSE_GRACE + timedelta(seconds=1))
        browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])

        assert ask(identity, tokens) == 401
        [event] = identity.published(AccessRevoked)
        assert (event.kind, event.reason) == ("SESSION", "TOKEN_REUSED")
        kinds = identity.query(lambda session: session.scalars(select(SecurityEvent.kind)).all())
        assert kinds.count("REFRESH_TOKEN_REUSED") == 1

    def test_is_not_given_for_a_code_whose_session_ended_meanwhile(self, identity: Identity, browser: Browser, tokens):
        code = browser.arrive_directly()

        log_out(browser, id_token_hint=tokens["id_token"])

        assert browser.redeem(code).json["error"] == "invalid_grant"
