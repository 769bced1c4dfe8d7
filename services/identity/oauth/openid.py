"""OpenID Connect for the code grant: the ID token, and the issuer in authorization responses (RFC 9207)."""
# mypy: disable-error-code="misc,no-untyped-call"
from typing import Any

from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import OpenIDCode, UserInfo
from joserfc.jwk import KeySet

from services.identity.oauth.client import Client
from services.identity.oauth.context import signing_keys
from services.identity.oauth.subject import Subject
from services.identity.usecases.login.authorization_codes import is_nonce_used
from shared.web.transactions import transaction


class IdTokens(OpenIDCode):
    """ID tokens for clients that request `openid`; a nonce is required and valid once."""

    def __init__(self, issuer: str) -> None:
        super().__init__(require_nonce=True)
        self._issuer = issuer

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        return transaction(is_nonce_used, client_id=request.payload.client_id, nonce=nonce)

    def resolve_client_private_key(self, client: Client) -> KeySet:
        return signing_keys()

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._issuer, "aud": client.get_client_id()}

    def generate_user_info(self, user: Subject, scope: str) -> dict[str, Any]:
        return dict(UserInfo(**user.profile()).filter(scope)) | user.access_claims()


class NamedIssuer(IssuerParameter):
    """Adds the issuer to authorization responses, against mix-up attacks."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer

    def get_issuer(self) -> str:
        return self._issuer
