"""Exchanging an authorization code for tokens."""
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from services.identity.store import AuthorizationCode, RefreshToken
from services.identity.tests.conftest import CASEMANAGER, ISSUER, PORTAL_SECRET, Browser, Identity


def decode(browser: Browser, token: str):
    return jwt.decode(token, KeySet.import_key_set(browser.get("/oauth/jwks").json), algorithms=["RS256"])


class TestCodeExchange:
    def test_returns_an_id_token_about_the_person_for_the_client(self, browser: Browser):
        tokens = browser.tokens(CASEMANAGER)

        claims = decode(browser, tokens["id_token"]).claims
        assert (claims["iss"], claims["aud"], claims["sub"]) == (ISSUER, "portal", "staff-casemanager")
        assert (claims["name"], claims["preferred_username"]) == ("Carla Mulder", "casemanager")
        assert claims["email"] == "casemanager@ontzorg.example"
        assert claims["amr"] == ["pwd", "otp", "sms"]
        assert abs(claims["auth_time"] - claims["iat"]) < 60
        assert {"nonce", "at_hash", "sid"} <= set(claims)

    def test_returns_only_the_claims_of_the_scope(self, browser: Browser):
        browser.log_in(CASEMANAGER)
        code = browser.arrive_directly(scope="openid")

        claims = decode(browser, browser.redeem(code).json["id_token"]).claims

        assert "name" not in claims
        assert "email" not in claims

    def test_works_once_and_revokes_the_tokens_on_reuse(self, browser: Browser):
        code = browser.log_in(CASEMANAGER)["code"]
        tokens = browser.redeem(code).json

        again = browser.redeem(code)

        assert (again.status_code, again.json["error"]) == (400, "invalid_grant")
        refreshed = browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert refreshed.json["error"] == "invalid_grant"

    @pytest.mark.parametrize(("seconds", "status"), [(60, 200), (61, 400)])
    def test_must_happen_within_a_minute(self, browser: Browser, identity: Identity, seconds: int, status: int):
        code = browser.log_in(CASEMANAGER)["code"]

        identity.wait(seconds=seconds)

        assert browser.redeem(code).status_code == status

    @pytest.mark.parametrize("changed", [
        {"code_verifier": "x" * 50}, {"code_verifier": ""}, {"redirect_uri": "http://localhost:8080/anders"},
        {"code": "onbekend"}], ids=["wrong verifier", "no verifier", "other address", "other code"])
    def test_requires_verifier_and_redirect_address_of_the_request(self, browser: Browser, changed: dict[str, str]):
        form = {"grant_type": "authorization_code", "code": browser.log_in(CASEMANAGER)["code"],
                "redirect_uri": "http://localhost:8080/callback", "code_verifier": browser.verifier} | changed

        answer = browser.ask_token(**form)

        assert answer.status_code == 400
        assert "access_token" not in answer.text

    @pytest.mark.parametrize("auth", [None, ("portal", "verkeerd"), ("onbekend", PORTAL_SECRET), ("portal", "")])
    def test_requires_the_secret_of_the_client(self, browser: Browser, auth: tuple[str, str] | None):
        code = browser.log_in(CASEMANAGER)["code"]

        answer = browser.ask_token(auth=auth, grant_type="authorization_code", code=code, client_id="portal",
                                   redirect_uri="http://localhost:8080/callback", code_verifier=browser.verifier)

        assert answer.status_code in (400, 401)
        assert answer.json["error"] == "invalid_client"

    def test_is_refused_for_an_account_that_was_blocked_in_between(self, browser: Browser, identity: Identity):
        code = browser.log_in(CASEMANAGER)["code"]
        identity.block("staff-casemanager")

        assert browser.redeem(code).status_code == 400

    @pytest.mark.parametrize("form", [
        {}, {"grant_type": 'a"bé'}, {"grant_type": "authorization_code"}, {"grant_type": "refresh_token", "scope": "é"},
        {"grant_type": "password", "username": "casemanager", "password": CASEMANAGER.password},
        {"grant_type": "client_credentials"}])
    def test_answers_malformed_requests_with_an_oauth_error(self, browser: Browser, form: dict[str, str]):
        answer = browser.ask_token(**form)

        assert 400 <= answer.status_code < 500
        assert answer.json["error"]

    def test_is_never_cached(self, browser: Browser):
        assert browser.redeem("x").headers["Cache-Control"] == "no-store"

    def test_stores_codes_and_refresh_tokens_only_as_digests(self, browser: Browser, identity: Identity):
        code = browser.log_in(CASEMANAGER)["code"]
        tokens = browser.redeem(code).json

        with identity.database.reading() as session:
            kept = repr([row.__dict__ for kind in (AuthorizationCode, RefreshToken) for row in session.query(kind)])
        assert code not in kept
        assert tokens["refresh_token"] not in kept
