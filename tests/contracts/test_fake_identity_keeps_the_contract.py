"""The fake identity of the gateway's tests behaves as the real service: one class of tests, run against both."""
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.test import TestResponse

from services.gateway.tests import fake_identity
from services.identity.tests import conftest as real_identity
from services.identity.tests.conftest import identity, prepared

__all__ = ["identity", "prepared"]

CALLBACK = f"{real_identity.PUBLIC}/callback"


class Provider(Protocol):
    """An identity provider as seen by a portal.

    :ivar verifier: of the PKCE challenge that `log_in` sends
    """

    issuer: str
    verifier: str

    def get(self, path: str) -> TestResponse:
        """Send a GET request to a back-channel endpoint."""

    def log_in(self) -> dict[str, str]:
        """Log a person in and return the parameters of the redirect to the portal."""

    def ask_token(self, *, secret: str | None = None, **form: str) -> TestResponse:
        """Send a token request, with the portal's own secret unless another is given."""


class Real:
    """The real service, with a casemanager who uses its pages."""

    issuer = real_identity.ISSUER

    def __init__(self, service: real_identity.Identity) -> None:
        self._browser = real_identity.Browser(service)
        self.verifier = self._browser.verifier

    def get(self, path: str) -> TestResponse:
        return self._browser.get(path)

    def log_in(self) -> dict[str, str]:
        return self._browser.log_in(real_identity.CASEMANAGER)

    def ask_token(self, *, secret: str | None = None, **form: str) -> TestResponse:
        return self._browser.ask_token(auth=("portal", secret or real_identity.PORTAL_SECRET), **form)


class Fake:
    """The fake, in which every visitor is logged in immediately."""

    issuer = real_identity.ISSUER

    def __init__(self) -> None:
        fake = fake_identity.FakeIdentity(issuer=self.issuer, person=fake_identity.CASEMANAGER)
        self._client = fake.app().test_client()
        self.verifier = generate_token(64)

    def get(self, path: str) -> TestResponse:
        return self._client.get(path)

    def log_in(self) -> dict[str, str]:
        asked = {"response_type": "code", "client_id": fake_identity.CLIENT, "redirect_uri": CALLBACK, "state": "state-1",
                 "scope": "openid profile email", "nonce": generate_token(16), "code_challenge_method": "S256",
                 "code_challenge": create_s256_code_challenge(self.verifier)}
        answer = self._client.get("/oauth/authorize?" + urlencode(asked), headers={"X-Forwarded-Prefix": "/id"})
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.location).query).items()}

    def ask_token(self, *, secret: str | None = None, **form: str) -> TestResponse:
        return self._client.post("/oauth/token", data=form, auth=(fake_identity.CLIENT, secret or fake_identity.SECRET))


@pytest.fixture(params=["fake", "real"])
def provider(request: pytest.FixtureRequest) -> Provider:
    makers: dict[str, Callable[[], Provider]] = {
        "fake": Fake, "real": lambda: Real(request.getfixturevalue("identity"))}
    return makers[request.param]()


def redeem(provider: Provider, code: str, **changed: str) -> TestResponse:
    """Exchange a code as the portal does."""
    return provider.ask_token(**{"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK,
                                 "code_verifier": provider.verifier} | changed)


def read(provider: Provider, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token that one of the published keys signed."""
    found = jwt.decode(token, KeySet.import_key_set(provider.get("/oauth/jwks").json))
    return found.header, found.claims


class TestIdentity:
    def test_publishes_its_endpoints_below_its_issuer(self, provider: Provider) -> None:
        metadata = provider.get("/.well-known/openid-configuration").json

        assert metadata["issuer"] == provider.issuer
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"):
            assert metadata[name].startswith(f"{provider.issuer}/"), name

    def test_sends_the_browser_back_with_code_state_and_its_own_name(self, provider: Provider) -> None:
        back = provider.log_in()

        assert back["code"]
        assert (back["state"], back["iss"]) == ("state-1", provider.issuer)

    def test_gives_tokens_for_a_code(self, provider: Provider) -> None:
        tokens = redeem(provider, provider.log_in()["code"]).json

        header, claims = read(provider, tokens["access_token"])
        assert (header["typ"], tokens["token_type"]) == ("at+jwt", "Bearer")
        assert (claims["iss"], claims["client_id"], claims["roles"], claims["rights"], claims["kind"]) == (
            provider.issuer, "portal", ["casemanager"], [], "STAFF")
        assert claims["exp"] - claims["iat"] == tokens["expires_in"] == 300
        assert {"sub", "aud", "jti"} <= claims.keys()
        _, of_person = read(provider, tokens["id_token"])
        assert (of_person["iss"], of_person["sub"]) == (provider.issuer, claims["sub"])
        assert {"nonce", "aud"} <= of_person.keys()

    def test_takes_a_code_once(self, provider: Provider) -> None:
        code = provider.log_in()["code"]
        redeem(provider, code)

        again = redeem(provider, code)

        assert (again.status_code, again.json["error"]) == (400, "invalid_grant")

    def test_takes_a_code_from_who_began_the_login_only(self, provider: Provider) -> None:
        answer = redeem(provider, provider.log_in()["code"], code_verifier=generate_token(64))

        assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")

    def test_takes_a_code_from_the_portal_only(self, provider: Provider) -> None:
        answer = redeem(provider, provider.log_in()["code"], secret="of somebody else")

        assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")

    def test_gives_another_refresh_token_for_each(self, provider: Provider) -> None:
        first = redeem(provider, provider.log_in()["code"]).json["refresh_token"]

        second = provider.ask_token(grant_type="refresh_token", refresh_token=first).json

        assert second["refresh_token"] != first
        assert read(provider, second["access_token"])[1]["roles"] == ["casemanager"]

    def test_refuses_a_refresh_token_that_it_did_not_give(self, provider: Provider) -> None:
        answer = provider.ask_token(grant_type="refresh_token", refresh_token="unheard-of")

        assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")
