"""Introspection of access and refresh tokens (RFC 7662), for authorised clients."""
# mypy: disable-error-code="misc,no-untyped-call"
from typing import Any

from authlib.oauth2.rfc6749 import OAuth2Request
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from joserfc import jwt
from joserfc.errors import JoseError

from services.identity import queries
from services.identity.oauth.client import Client, find_client
from services.identity.oauth.context import settings
from services.identity.oauth.grants.refresh_token import HeldRefreshToken
from services.identity.oauth.revocation import Known, ReadAccessToken, find_token
from services.identity.oauth.subject import find_subject
from shared.messaging.revocation.memory import TokenMarks
from shared.web.transactions import transaction

INACTIVE = {"active": False}
DISCLOSED = ("iss", "sub", "aud", "client_id", "scope", "exp", "iat", "jti", "employer_id", "rights", "roles", "kind", "sid",
             "amr", "acr", "auth_time")


class Introspection(IntrospectionEndpoint):
    """Whether a token is valid: not expired, not revoked, and its account not blocked."""

    CLIENT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]

    def query_token(self, token_string: str, token_type_hint: str | None) -> Known | None:
        return find_token(token_string)

    def check_permission(self, token: Known, client: Client, request: OAuth2Request) -> bool:
        return token.check_client(client) or client.may_introspect()

    def create_introspection_payload(self, token: Known | None) -> dict[str, Any]:
        if token is None:
            return INACTIVE
        return _of_refresh_token(token) if isinstance(token, HeldRefreshToken) else describe_access_token(token)


def _of_refresh_token(token: HeldRefreshToken) -> dict[str, Any]:
    row = token.row
    if token.is_revoked() or token.is_expired() or find_subject(row.account_id, employer_id=row.employer_id) is None:
        return INACTIVE
    return {"active": True, "token_type": "refresh_token", "client_id": row.client_id, "sub": row.account_id,
            "scope": row.scope, "exp": int(row.expires_at.timestamp())}


def describe_access_token(token: ReadAccessToken) -> dict[str, Any]:
    """The claims of an access token, or that it is inactive."""
    claims = token.claims
    registry = jwt.JWTClaimsRegistry(iss={"essential": True, "value": settings().issuer}, exp={"essential": True})
    try:
        registry.validate(claims)
    except JoseError:
        return INACTIVE
    is_program = claims["sub"] == claims["client_id"]
    owner = find_client(claims["sub"]) if is_program else find_subject(claims["sub"], employer_id=claims.get("employer_id"))
    is_usable = owner is not None
    if not is_usable or transaction(queries.is_revoked, token=TokenMarks.of(claims)):
        return INACTIVE
    return {"active": True, "token_type": "Bearer"} | {name: claims[name] for name in DISCLOSED if name in claims}
