"""A client made of other libraries than identity's signs in, validates what it receives, refreshes and revokes."""
import base64
import hashlib
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from oauthlib.oauth2 import BackendApplicationClient, InvalidGrantError
from requests_oauthlib import OAuth2Session
from werkzeug.serving import make_server

from services.identity.app import create_app
from services.identity.tests.conftest import CASEMANAGER, PORTAL_SECRET, Identity, policy, settings_of
from services.identity.usecases.clients.create_program import NewProgram, create_program
from shared.kernel.actor import SYSTEM

PORTAL = ("portal", PORTAL_SECRET)
SCOPE = ["openid", "profile", "email"]
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TIMEOUT_SECONDS = 20


@dataclass
class Provider:
    """Identity on a port, below /id as behind the gateway.

    :ivar issuer: all that a client needs to know
    """

    identity: Identity
    issuer: str

    @property
    def redirect_uri(self) -> str:
        """Where the portal receives its code."""
        return f"{self.issuer.removesuffix('/id')}/callback"

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        answer = requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=TIMEOUT_SECONDS)
        return dict(answer.json())

    def verified(self, token: str, audience: str) -> dict[str, Any]:
        """The claims of a token, verified with the published keys."""
        key = jwt.PyJWKClient(self.metadata()["jwks_uri"]).get_signing_key_from_jwt(token)
        return dict(jwt.decode(token, key, algorithms=["RS256"], audience=audience, issuer=self.issuer,
                               options={"require": ["exp", "iat", "sub"]}))


def below_id(app: Any, host: str) -> Callable[..., Any]:
    """Pass requests on as the gateway does."""
    def passing(environ: dict[str, Any], start_response: Any) -> Any:
        environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix("/id")
        environ |= {"HTTP_X_FORWARDED_PREFIX": "/id", "HTTP_X_FORWARDED_HOST": host, "HTTP_X_FORWARDED_PROTO": "http"}
        return app(environ, start_response)
    return passing


@pytest.fixture
def provider(identity: Identity, monkeypatch) -> Iterator[Provider]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # loopback
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    host = f"localhost:{server.server_port}"
    issuer = f"http://{host}/id"
    server.app = below_id(create_app(settings_of(identity.database.url, ONTZORG_ISSUER=issuer), database=identity.database), host)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Provider(identity, issuer)
    server.shutdown()
    thread.join()
    server.server_close()


def submit(browser: requests.Session, page: requests.Response, action: str, **typed: str) -> requests.Response:
    """Fill in the form of a sign-in page."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token, page.text
    address = page.url.split("/id/")[0] + action
    return browser.post(address, data={"csrf_token": token[1], **typed}, timeout=TIMEOUT_SECONDS)


def sign_in(provider: Provider, address: str) -> str:
    """Sign in as a person with a browser; returns the address of the callback with its code."""
    with requests.Session() as browser:
        page = browser.get(address, timeout=TIMEOUT_SECONDS)
        page = submit(browser, page, "/id/inloggen", username=CASEMANAGER.username, password=CASEMANAGER.password)
        page = submit(browser, page, "/id/inloggen/code", code=provider.identity.code_for(CASEMANAGER.phone))
        return page.url


@pytest.fixture
def client(provider: Provider) -> OAuth2Session:
    """The client after a sign-in with code, PKCE and nonce."""
    metadata, nonce = provider.metadata(), uuid.uuid4().hex
    session = OAuth2Session("portal", redirect_uri=provider.redirect_uri, scope=SCOPE, pkce="S256")
    address, _ = session.authorization_url(metadata["authorization_endpoint"], nonce=nonce)
    session.fetch_token(metadata["token_endpoint"], authorization_response=sign_in(provider, address),
                        auth=requests.auth.HTTPBasicAuth(*PORTAL))
    session.nonce = nonce
    return session


class TestPerson:
    def test_receives_an_id_token_that_belongs_to_the_sign_in(self, provider: Provider, client: OAuth2Session):
        claims = provider.verified(client.token["id_token"], "portal")

        left = hashlib.sha256(client.token["access_token"].encode()).digest()[:16]
        assert (claims["sub"], claims["nonce"]) == ("staff-casemanager", client.nonce)
        assert claims["at_hash"] == base64.urlsafe_b64encode(left).rstrip(b"=").decode()
        assert claims["amr"] == ["pwd", "otp", "sms"]

    def test_receives_an_access_token_that_each_service_can_verify(self, provider: Provider, client: OAuth2Session):
        claims = provider.verified(client.token["access_token"], "ontzorg-claims")

        assert jwt.get_unverified_header(client.token["access_token"])["typ"] == "at+jwt"
        assert (claims["sub"], claims["roles"]) == ("staff-casemanager", ["casemanager"])
        with pytest.raises(jwt.InvalidAudienceError):
            provider.verified(client.token["access_token"], "ontzorg")

    def test_reads_the_profile_and_stays_signed_in_until_the_token_is_revoked(self, provider: Provider, client: OAuth2Session):
        metadata = provider.metadata()
        profile = client.get(metadata["userinfo_endpoint"], timeout=TIMEOUT_SECONDS).json()
        new = client.refresh_token(metadata["token_endpoint"], auth=PORTAL)

        revoked = client.post(metadata["revocation_endpoint"], data={"token": new["refresh_token"]}, auth=PORTAL,
                              withhold_token=True, timeout=TIMEOUT_SECONDS)

        assert (profile["sub"], profile["name"]) == ("staff-casemanager", "Carla Mulder")
        assert revoked.status_code == 200
        with pytest.raises(InvalidGrantError):
            client.refresh_token(metadata["token_endpoint"], auth=PORTAL)


class TestProgram:
    def test_signs_in_with_an_assertion_and_receives_a_token_for_its_services_only(self, provider: Provider):
        key, endpoint = ec.generate_private_key(ec.SECP256R1()), provider.metadata()["token_endpoint"]
        public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())) | {"kid": "key-1"}
        provider.identity.deliver(policy())
        provider.identity.run(create_program, actor=SYSTEM, command=NewProgram(
            "loonpakket", "Loonpakket", ("employees:read",), ("POL-1",), json.dumps(public)))
        now = int(time.time())
        assertion = jwt.encode({"iss": "loonpakket", "sub": "loonpakket", "aud": endpoint, "jti": uuid.uuid4().hex, "iat": now,
                                "exp": now + 60}, key, algorithm="ES256", headers={"kid": "key-1"})
        session = OAuth2Session(client=BackendApplicationClient("loonpakket"))

        token = session.fetch_token(endpoint, include_client_id=False, client_assertion=assertion,
                                    client_assertion_type=ASSERTION)

        claims = provider.verified(token["access_token"], "ontzorg-absence")
        assert (claims["sub"], claims["employer_id"], claims["scope"]) == ("loonpakket", "employer-1", "employees:read")
        with pytest.raises(jwt.InvalidAudienceError):
            provider.verified(token["access_token"], "ontzorg-claims")
