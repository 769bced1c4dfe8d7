"""Client credentials with a signed assertion: tokens of programs."""
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from services.identity.tests.conftest import ISSUER, Browser, Identity, policy, register_program

KEY = RSAKey.generate_key(2048, auto_kid=True)
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@pytest.fixture
def payroll(identity: Identity) -> None:
    """A payroll package that acts for two employers."""
    identity.deliver(policy(), policy("POL-2", "employer-2", "Slagerij Pieters"))
    register_program(identity, "payroll", KEY, scopes=["employees:write", "sick-reports:read"], policy_numbers=["POL-1", "POL-2"])


@pytest.fixture
def partner(identity: Identity) -> None:
    """An arbo service that reads its feed."""
    register_program(identity, "partner", KEY)


def assertion(key: RSAKey | ECKey = KEY, *, alg: str = "RS256", **changed: Any) -> str:
    now = int(time.time())
    claims = {"iss": "partner", "sub": "partner", "aud": f"{ISSUER}/oauth/token", "jti": str(time.monotonic_ns()),
              "iat": now, "exp": now + 60} | changed
    return jwt.encode({"alg": alg, "kid": key.kid}, {k: v for k, v in claims.items() if v is not None}, key)


def ask(browser: Browser, signed: str, **form: str):
    return browser.ask_token(auth=None, grant_type="client_credentials", client_assertion_type=ASSERTION,
                             client_assertion=signed, **form)


def ask_for(browser: Browser, **form: str):
    """Ask a token for the payroll package."""
    return ask(browser, assertion(iss="payroll", sub="payroll"), **form)


def claims_of(browser: Browser, answer: Any) -> dict[str, Any]:
    """The claims of the access token in an answer."""
    keys = KeySet.import_key_set(browser.get("/oauth/jwks").json)
    return jwt.decode(answer.json["access_token"], keys).claims


class TestTokenOfAProgram:
    def test_is_for_one_employer_with_the_rights_and_audiences_of_its_scopes(self, browser: Browser, payroll):
        answer = ask_for(browser, employer_id="employer-2")

        claims = claims_of(browser, answer)
        assert (claims["sub"], claims["employer_id"], claims["kind"]) == ("payroll", "employer-2", "CLIENT")
        assert claims["scope"] == "employees:write sick-reports:read"
        assert (claims["rights"], claims["roles"], claims["aud"]) == (["EMPLOYEE_DATA", "SICK_REPORTS"], [], ["ontzorg-absence"])
        assert "refresh_token" not in answer.json
        assert answer.json["expires_in"] == 300

    def test_has_only_the_scopes_that_were_requested(self, browser: Browser, payroll):
        claims = claims_of(browser, ask_for(browser, employer_id="employer-1", scope="sick-reports:read"))

        assert (claims["scope"], claims["rights"]) == ("sick-reports:read", ["SICK_REPORTS"])

    def test_names_no_service_for_a_partner_that_reads_its_feed(self, browser: Browser, partner):
        claims = claims_of(browser, ask(browser, assertion()))

        assert (claims["aud"], claims["rights"], claims["employer_id"]) == (["ontzorg"], [], None)

    @pytest.mark.parametrize(("form", "error"), [
        ({}, "invalid_request"), ({"employer_id": "employer-3"}, "invalid_request"), ({"employer_id": ""}, "invalid_request"),
        ({"employer_id": "employer-1", "scope": "benefits:read"}, "invalid_scope"),
        ({"employer_id": "employer-1", "scope": "openid"}, "invalid_scope"),
        ({"employer_id": "employer-1", "scope": "rommel"}, "invalid_scope")],
        ids=["no employer", "foreign employer", "empty employer", "scope of others", "scope of people", "unknown scope"])
    def test_is_refused(self, browser: Browser, payroll, form: dict[str, str], error: str):
        answer = ask_for(browser, **form)

        assert (answer.status_code, answer.json["error"]) == (400, error)


class TestClientCredentials:
    def test_are_refused_with_a_secret(self, browser: Browser, payroll):
        answer = browser.ask_token(auth=("payroll", "fout"), grant_type="client_credentials")

        assert answer.json["error"] == "invalid_client"

    def test_are_refused_for_the_portal(self, browser: Browser):
        assert browser.ask_token(grant_type="client_credentials").json["error"] == "invalid_client"

    def test_accept_a_signed_assertion_for_either_audience(self, browser: Browser, partner):
        for audience in (ISSUER, f"{ISSUER}/oauth/token"):
            assert ask(browser, assertion(aud=audience)).json["token_type"] == "Bearer"

    def test_accept_an_assertion_once(self, browser: Browser, partner):
        signed = assertion()
        assert ask(browser, signed).status_code == 200

        assert ask(browser, signed).json["error"] == "invalid_client"

    def test_accept_assertions_whose_long_ids_differ_at_the_end(self, browser: Browser, partner):
        for end in "ab":
            assert ask(browser, assertion(jti="x" * 300 + end)).status_code == 200

    @pytest.mark.parametrize(("seconds", "status"), [(355, 200), (3_650 * 86_400, 400)])
    def test_accept_assertions_of_five_minutes_at_most(self, browser: Browser, partner, seconds: int, status: int):
        answer = ask(browser, assertion(exp=int(time.time()) + seconds))

        assert answer.status_code == status
        assert status == 200 or answer.json["error"] == "invalid_client"

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
