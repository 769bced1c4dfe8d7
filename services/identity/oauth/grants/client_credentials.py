"""Client credentials grant for the programs of partners and payroll packages (RFC 6749 §4.4, RFC 7523)."""
# mypy: disable-error-code="misc,no-untyped-call"
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, InvalidScopeError, scope_to_list
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant as BaseGrant
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc.jwk import KeySet

from services.identity.oauth.client import Client
from services.identity.oauth.context import machine_now
from services.identity.usecases.tokens.spent_tokens import spend_token
from shared.kernel.scopes import rights_of
from shared.web.transactions import transaction

LONGEST_ASSERTION = timedelta(minutes=5)


class ClientCredentialsGrant(BaseGrant):
    """Accepts a signed assertion; issues a token for one employer and no refresh token."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["private_key_jwt"]

    def validate_token_request(self) -> None:
        super().validate_token_request()
        client: Client = self.request.client
        asked = scope_to_list(self.request.payload.scope or "")
        if any(name not in client.row.scopes for name in asked):
            raise InvalidScopeError("the program does not have this scope")
        client.acts_for = self._employer_of(client, asked or client.row.scopes)

    def _employer_of(self, client: Client, scopes: list[str]) -> str | None:
        """The employer that the request names, or the only one of the program."""
        employer_id = self.request.payload.data.get("employer_id")
        if employer_id is None and len(client.employer_ids) == 1:
            return client.employer_ids[0]
        if employer_id is None and rights_of(scopes):
            raise InvalidRequestError("employer_id is required, because the program acts for several employers")
        if employer_id is not None and employer_id not in client.employer_ids:
            raise InvalidRequestError("the program does not act for this employer_id")
        return employer_id  # type: ignore[no-any-return]


class PrivateKeyJwt(JWTBearerClientAssertion):
    """Authentication of a client by an assertion signed with its own key, valid once and for five minutes at most."""

    CLIENT_AUTH_METHOD = "private_key_jwt"

    def __init__(self, audiences: list[str]) -> None:
        super().__init__(validate_jti=True)
        self._audiences = audiences

    def get_audiences(self) -> list[str]:
        return self._audiences

    def validate_jti(self, claims: dict[str, Any], jti: Any) -> bool:
        """Whether the assertion was not used before.

        :raises InvalidClientError: if it is valid for longer than five minutes, because its id must be remembered as long
        """
        latest = machine_now() + LONGEST_ASSERTION + timedelta(seconds=self.leeway)
        if claims["exp"] > latest.timestamp():
            raise InvalidClientError(description="the assertion is valid for more than five minutes")
        spent = sha256(f"{claims['sub']}:{jti}".encode()).hexdigest()
        expires_at = datetime.fromtimestamp(claims["exp"] + self.leeway, UTC)
        return transaction(spend_token, jti=f"assertion:{spent}", expires_at=expires_at)

    def resolve_client_public_key(self, client: Client) -> KeySet:
        if not client.row.keys:
            raise InvalidClientError(description="the client has no key")
        return client.public_keys
