"""Client credentials grant for services, partners and payroll packages (RFC 6749 §4.4, RFC 7523)."""
# mypy: disable-error-code="misc,no-untyped-call"
from datetime import UTC, datetime
from typing import Any

from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant as BaseGrant
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc.jwk import KeySet

from services.identity.oauth.client import Client
from services.identity.usecases.tokens.spent_tokens import spend_token
from shared.web.transactions import transaction


class ClientCredentialsGrant(BaseGrant):
    """Accepts a secret or a signed assertion; issues no refresh token."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]


class PrivateKeyJwt(JWTBearerClientAssertion):
    """Authentication of a client by an assertion signed with its own key; each assertion is valid once."""

    CLIENT_AUTH_METHOD = "private_key_jwt"

    def __init__(self, audiences: list[str]) -> None:
        super().__init__(validate_jti=True)
        self._audiences = audiences

    def get_audiences(self) -> list[str]:
        return self._audiences

    def validate_jti(self, claims: dict[str, Any], jti: str) -> bool:
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        return transaction(spend_token, jti=f"assertion:{claims['sub']}:{jti}"[:160], expires_at=expires_at)

    def resolve_client_public_key(self, client: Client) -> KeySet:
        return KeySet.import_key_set(client.client_metadata.get("jwks", {"keys": []}))
