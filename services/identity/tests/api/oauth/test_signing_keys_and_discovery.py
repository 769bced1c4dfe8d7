"""Signing keys, their rotation, and provider metadata."""
from datetime import date

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from services.identity.jobs import is_rotation_day
from services.identity.oauth.metadata import provider_metadata
from services.identity.store import SigningKey
from services.identity.tests.conftest import CASEMANAGER, ISSUER, Browser, Identity
from services.identity.usecases.tokens.signing_keys import retire_signing_key


def kids(browser: Browser) -> list[str]:
    return [key["kid"] for key in browser.get("/oauth/jwks").json["keys"]]


def kid_of(browser: Browser, token: str) -> str:
    return jwt.decode(token, KeySet.import_key_set(browser.get("/oauth/jwks").json)).header["kid"]


class TestSigningKeys:
    def test_are_published_without_their_private_part(self, browser: Browser):
        [key] = browser.get("/oauth/jwks").json["keys"]

        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(key)

    def test_are_stored_encrypted(self, identity: Identity):
        with identity.database.reading() as session:
            row = session.query(SigningKey).one()

        assert "d" not in row.public
        assert '"d"' not in row.encrypted

    def test_rotate_without_invalidating_existing_tokens(self, browser: Browser, identity: Identity):
        before = browser.tokens(CASEMANAGER)
        identity.run(retire_signing_key, now=identity.machine_clock.now())

        after = browser.ask_token(grant_type="refresh_token", refresh_token=before["refresh_token"]).json

        assert kid_of(browser, after["access_token"]) != kid_of(browser, before["access_token"])
        assert len(kids(browser)) == 2
        assert browser.ask_introspection(before["access_token"])["active"] is True

    @pytest.mark.parametrize(("minutes", "published"), [(19, 2), (20, 1)])
    def test_are_published_until_their_last_token_has_expired(self, browser: Browser, identity: Identity, minutes: int,
                                                              published: int):
        tokens = browser.tokens(CASEMANAGER)
        identity.run(retire_signing_key, now=identity.machine_clock.now())
        browser.ask_token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])

        identity.wait(minutes=minutes)

        assert len(kids(browser)) == published

    @pytest.mark.parametrize(("day", "due"), [
        (date(2026, 1, 1), True), (date(2026, 1, 2), False), (date(2026, 2, 1), False), (date(2026, 4, 1), True)])
    def test_rotate_every_quarter(self, day: date, due: bool):
        assert is_rotation_day(day) is due

    def test_are_rotated_and_deleted_by_the_jobs(self, browser: Browser, identity: Identity):
        before = kids(browser)

        identity.run_jobs(date(2026, 4, 1))
        tokens = browser.tokens(CASEMANAGER)

        assert kid_of(browser, tokens["access_token"]) not in before


class TestDiscovery:
    @pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"])
    def test_names_every_endpoint_below_the_issuer(self, browser: Browser, path: str):
        document = browser.get(path).json

        assert document["issuer"] == ISSUER
        addresses = [value for name, value in document.items() if name.endswith(("_endpoint", "_uri"))]
        assert len(addresses) == 7
        assert all(address.startswith(f"{ISSUER}/oauth/") for address in addresses)

    def test_offers_only_code_with_s256(self, browser: Browser):
        document = browser.get("/.well-known/openid-configuration").json

        assert document["response_types_supported"] == ["code"]
        assert document["code_challenge_methods_supported"] == ["S256"]
        assert document["id_token_signing_alg_values_supported"] == ["RS256"]
        assert document["authorization_response_iss_parameter_supported"] is True
        assert "password" not in document["grant_types_supported"]

    def test_refuses_an_issuer_that_is_neither_https_nor_loopback(self):
        provider_metadata("https://portaal.example/id")

        with pytest.raises(ValueError, match="issuer"):
            provider_metadata("http://portaal.example/id")
