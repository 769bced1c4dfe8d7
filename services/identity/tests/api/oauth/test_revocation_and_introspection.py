"""Revocation and introspection of tokens."""
import pytest
from sqlalchemy import select

from services.identity.store import SecurityEvent
from services.identity.tests.api.oauth.test_client_credentials import ASSERTION, KEY, assertion
from services.identity.tests.conftest import (
    CASEMANAGER,
    PORTAL_SECRET,
    Browser,
    Identity,
    register_other_entrance,
    register_program,
)

INACTIVE = {"active": False}


@pytest.fixture
def tokens(browser: Browser):
    return browser.tokens(CASEMANAGER)


def call(browser: Browser, path: str, token: str, auth: tuple[str, str] = ("portal", PORTAL_SECRET), **form: str):
    return browser.identity.app.test_client().post(path, data={"token": token} | form, auth=auth)


class TestIntrospection:
    def test_returns_the_claims_of_a_token(self, browser: Browser, tokens):
        claims = browser.ask_introspection(tokens["access_token"])

        assert claims["active"] is True
        assert (claims["sub"], claims["client_id"], claims["roles"]) == ("staff-casemanager", "portal", ["casemanager"])

    def test_recognises_refresh_tokens_with_and_without_hint(self, browser: Browser, tokens):
        assert browser.ask_introspection(tokens["refresh_token"])["active"] is True
        assert call(browser, "/oauth/introspect", tokens["refresh_token"], token_type_hint="refresh_token").json["active"]

    @pytest.mark.parametrize("token", ["", "rommel", "a.b.c", "é" * 50])
    def test_reports_a_malformed_token_as_inactive(self, browser: Browser, token: str):
        assert browser.ask_introspection(token) == INACTIVE

    def test_reports_an_id_token_as_inactive(self, browser: Browser, tokens):
        assert browser.ask_introspection(tokens["id_token"]) == INACTIVE

    def test_reports_a_token_of_a_blocked_account_as_inactive(self, browser: Browser, identity: Identity, tokens):
        identity.block("staff-casemanager")

        assert browser.ask_introspection(tokens["access_token"]) == INACTIVE
        assert browser.ask_introspection(tokens["refresh_token"]) == INACTIVE

    def test_requires_client_authentication(self, browser: Browser, tokens):
        assert call(browser, "/oauth/introspect", tokens["access_token"], auth=("portal", "fout")).status_code == 401

    def test_hides_tokens_of_other_clients_unless_permitted(self, browser: Browser, identity: Identity, tokens):
        register_other_entrance(identity, "gate", "s")
        register_program(identity, "nosy", KEY)
        signed = {"client_assertion_type": ASSERTION, "client_assertion": assertion(iss="nosy", sub="nosy")}
        of_nosy = identity.app.test_client().post("/oauth/introspect", data={"token": tokens["access_token"]} | signed)

        assert (of_nosy.status_code, of_nosy.json) == (200, INACTIVE)
        assert call(browser, "/oauth/introspect", tokens["access_token"], auth=("gate", "s")).json["active"] is True


class TestRevocation:
    def test_revokes_an_access_token(self, browser: Browser, tokens):
        assert call(browser, "/oauth/revoke", tokens["access_token"]).status_code == 200

        assert browser.ask_introspection(tokens["access_token"]) == INACTIVE

    def test_revokes_the_family_of_a_refresh_token(self, browser: Browser, tokens):
        new = browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json

        call(browser, "/oauth/revoke", tokens["refresh_token"])

        answer = browser.ask_token(grant_type="refresh_token", refresh_token=new["refresh_token"])
        assert answer.json["error"] == "invalid_grant"

    def test_accepts_repeated_and_malformed_tokens(self, browser: Browser, tokens):
        for token in (*[tokens["access_token"]] * 2, *[tokens["refresh_token"]] * 2, "rommel"):
            assert call(browser, "/oauth/revoke", token).status_code == 200

        kinds = browser.identity.query(lambda session: session.scalars(select(SecurityEvent.kind)).all())
        assert kinds.count("TOKEN_REVOKED") == 2, "once for each token"

    def test_is_limited_to_the_client_of_the_token(self, browser: Browser, identity: Identity, tokens):
        register_other_entrance(identity, "other", "s")

        assert call(browser, "/oauth/revoke", tokens["refresh_token"], auth=("other", "s")).status_code == 400
        assert browser.ask_introspection(tokens["refresh_token"])["active"] is True


class TestUserinfo:
    def test_returns_the_person_of_the_token(self, browser: Browser, tokens):
        answer = browser.client.get("/oauth/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"})

        assert (answer.json["sub"], answer.json["name"]) == ("staff-casemanager", "Carla Mulder")

    @pytest.mark.parametrize("header", [None, "Bearer x", "Basic abc"])
    def test_requires_a_token(self, browser: Browser, header: str | None):
        answer = browser.client.get("/oauth/userinfo", headers={"Authorization": header} if header else {})

        assert answer.status_code == 401
        assert "Bearer" in answer.headers["WWW-Authenticate"]

    def test_refuses_a_revoked_token(self, browser: Browser, tokens):
        call(browser, "/oauth/revoke", tokens["access_token"])

        answer = browser.client.get("/oauth/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"})

        assert answer.status_code == 401
