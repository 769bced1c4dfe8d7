"""Logout started by the portal or by the person."""
from urllib.parse import urlencode, urlsplit

import pytest

from services.identity.tests.conftest import CASEMANAGER, PUBLIC, Browser, Identity, parameters


@pytest.fixture
def tokens(browser: Browser):
    return browser.tokens(CASEMANAGER)


def log_out(browser: Browser, **asked: str):
    return browser.get("/oauth/logout?" + urlencode({
        "client_id": "portal", "post_logout_redirect_uri": f"{PUBLIC}/uitgelogd", **asked}))


class TestLogout:
    def test_returns_the_browser_to_the_portal(self, browser: Browser, tokens):
        answer = log_out(browser, id_token_hint=tokens["id_token"], state="s")

        assert answer.status_code == 302
        assert answer.location == f"{PUBLIC}/uitgelogd?state=s"

    def test_ends_the_session_at_identity(self, browser: Browser, tokens):
        assert "code" in parameters(browser.authorize())

        log_out(browser, id_token_hint=tokens["id_token"])

        assert urlsplit(browser.authorize().location).path == "/id/inloggen"

    def test_revokes_the_refresh_tokens_of_this_browser_only(self, browser: Browser, identity: Identity,
                                                                                 tokens):
        phone = Browser(identity)
        others = phone.tokens(CASEMANAGER)

        log_out(browser, id_token_hint=tokens["id_token"])

        assert browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"]).status_code == 400
        assert phone.ask_token(grant_type="refresh_token", refresh_token=others["refresh_token"]).status_code == 200

    def test_asks_for_confirmation_without_an_id_token(self, browser: Browser, tokens):
        page = log_out(browser)

        assert page.status_code == 200
        assert "code" in parameters(browser.authorize())
        browser.submit(page, "/oauth/logout")
        assert urlsplit(browser.authorize().location).path == "/id/inloggen"

    def test_redirects_only_to_registered_addresses(self, browser: Browser, tokens):
        answer = log_out(browser, id_token_hint=tokens["id_token"], post_logout_redirect_uri="https://evil.example/")

        assert answer.status_code == 200
        assert "evil" not in answer.text

    def test_refuses_an_id_token_of_another_issuer(self, browser: Browser, tokens):
        answer = log_out(browser, id_token_hint=tokens["id_token"][:-8] + "AAAAAAAA")

        assert answer.status_code == 400
