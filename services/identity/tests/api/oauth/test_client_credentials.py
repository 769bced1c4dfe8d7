"""Client credentials, with a secret or with a signed assertion."""
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from services.identity.tests.conftest import ISSUER, Browser, Identity
from services.identity.usecases.tokens.register_client import ClientDescription, register_client

KEY = RSAKey.generate_key(2048, auto_kid=True)
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@pytest.fixture
def payroll(identity: Identity) -> None:
    """A payroll package with a secret, for one employer."""
    identity.run(register_client, command=ClientDescription("payroll", {
        "scope": "api", "grant_types": ["client_credentials"], "employer_id": "employer-1", "rights": ["EMPLOYEE_DATA"]},
        "payroll-secret"))


@pytest.fixture
def partner(identity: Identity) -> None:
    """A partner that signs its assertions."""
    identity.run(register_client, command=ClientDescription("partner", {
        "scope": "api", "grant_types": ["client_credentials"], "token_endpoint_auth_methods": ["private_key_jwt"],
        "roles": ["arbo_partner"], "jwks": KeySet([KEY]).as_dict(private=False)}))


def assertion(key: RSAKey = KEY, **changed: Any) -> str:
    now = int(time.time())
    claims = {"iss": "partner", "sub": "partner", "aud": f"{ISSUER}/oauth/token", "jti": str(time.monotonic_ns()),
              "iat": now, "exp": now + 60} | changed
    return jwt.encode({"alg": "RS256", "kid": key.kid}, {k: v for k, v in claims.items() if v is not None}, key)


def ask(browser: Browser, signed: str):
    return browser.ask_token(auth=None, grant_type="client_credentials", scope="api", client_assertion_type=ASSERTION,
                             client_assertion=signed)


class TestClientCredentials:
    def test_give_a_token_with_the_clients_own_employer_and_rights(self, browser: Browser, payroll):
        answer = browser.ask_token(auth=("payroll", "payroll-secret"), grant_type="client_credentials", scope="api")

        claims = jwt.decode(answer.json["access_token"], KeySet.import_key_set(browser.get("/oauth/jwks").json)).claims
        assert (claims["sub"], claims["employer_id"]) == ("payroll", "employer-1")
        assert (claims["rights"], claims["roles"], claims["kind"], claims["scope"]) == (["EMPLOYEE_DATA"], [], "CLIENT", "api")
        assert "refresh_token" not in answer.json
        assert answer.json["expires_in"] == 300

    def test_require_the_right_secret(self, browser: Browser, payroll):
        answer = browser.ask_token(auth=("payroll", "fout"), grant_type="client_credentials")

        assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")

    def test_are_refused_for_the_portal(self, browser: Browser):
        assert browser.ask_token(grant_type="client_credentials").json["error"] == "unauthorized_client"

    def test_accept_a_signed_assertion_for_either_audience(self, browser: Browser, partner):
        for audience in (ISSUER, f"{ISSUER}/oauth/token"):
            assert ask(browser, assertion(aud=audience)).json["token_type"] == "Bearer"

    def test_accept_an_assertion_once(self, browser: Browser, partner):
        signed = assertion()
        assert ask(browser, signed).status_code == 200

        assert ask(browser, signed).json["error"] == "invalid_client"

    @pytest.mark.parametrize("changed", [
        {"aud": "https://elders.example"}, {"exp": int(time.time()) - 120}, {"iss": "payroll"}, {"jti": None},
        {"sub": "onbekend", "iss": "onbekend"}], ids=["audience", "expired", "issuer", "no id", "unknown client"])
    def test_refuse_an_assertion_for_another_audience(self, browser: Browser, partner, changed: dict[str, Any]):
        assert ask(browser, assertion(**changed)).json["error"] == "invalid_client"

    def test_refuse_an_assertion_signed_with_another_key(self, browser: Browser, partner):
        other = RSAKey.generate_key(2048, parameters={"kid": KEY.kid})

        assert ask(browser, assertion(other)).json["error"] == "invalid_client"

    def test_refuse_a_secret_from_a_client_with_a_key(self, browser: Browser, partner):
        answer = browser.ask_token(auth=("partner", ""), grant_type="client_credentials")

        assert answer.json["error"] == "invalid_client"
