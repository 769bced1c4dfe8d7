"""Revocation of access and refresh tokens at one endpoint (RFC 7009)."""
# mypy: disable-error-code="misc,no-untyped-call"
from typing import Any

from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc7009 import RevocationEndpoint
from joserfc import jwt
from joserfc.errors import JoseError

from services.identity.oauth.client import Client
from services.identity.oauth.context import machine_now, public_keys
from services.identity.oauth.grants.refresh_token import HeldRefreshToken
from services.identity.usecases.tokens.refresh_tokens import find_refresh_token
from services.identity.usecases.tokens.revoke_access import revoke_grant, revoke_token
from shared.web.transactions import transaction


class ReadAccessToken:
    """The claims of an access token with a valid signature."""

    def __init__(self, claims: dict[str, Any]) -> None:
        self.claims = claims

    def check_client(self, client: Client) -> bool:
        """Whether the token was issued to the client."""
        return bool(self.claims.get("client_id") == client.get_client_id())


Known = HeldRefreshToken | ReadAccessToken


def find_token(text: str) -> Known | None:
    """Find the token in any state; None if it is unknown or malformed."""
    row = transaction(find_refresh_token, token=text)
    if row is not None:
        return HeldRefreshToken(row)
    try:
        token = jwt.decode(text, public_keys(), algorithms=["RS256"])
    except (JoseError, ValueError):
        return None
    return ReadAccessToken(token.claims) if token.header.get("typ") == "at+jwt" else None


class Revocation(RevocationEndpoint):
    """Revoking a refresh token ends its session; a revoked access token is refused by every service."""

    CLIENT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]

    def query_token(self, token_string: str, token_type_hint: str | None) -> Known | None:
        return find_token(token_string)

    def revoke_token(self, token: Known, request: OAuth2Request) -> None:
        if isinstance(token, HeldRefreshToken):
            transaction(revoke_grant, account_id=token.row.account_id, login_id=token.row.login_id,
                        client_id=request.client.client_id, now=machine_now())
        else:
            transaction(revoke_token, account_id=token.claims["sub"], token_id=token.claims["jti"],
                        client_id=request.client.client_id, now=machine_now())
