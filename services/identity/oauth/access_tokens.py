"""Access tokens (RFC 9068), valid for five minutes, and refresh tokens."""
# mypy: disable-error-code="misc,no-untyped-call"
import secrets
from typing import Any

from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from joserfc.jwk import KeySet

from services.identity.domain.login.factors import acr_of
from services.identity.oauth.client import Client
from services.identity.oauth.context import signing_keys
from services.identity.oauth.subject import Subject
from shared.kernel.scopes import rights_of, scopes_among
from shared.kernel.services import NAMES, audience_of

ACCESS_TTL_SECONDS = 300
BUS_AUDIENCE = "ontzorg"
"""What the brokers of the bus require of the tokens of partners."""
CLIENT_KIND = "CLIENT"
"""The claim `kind` of a program; a person's is the kind of the account."""


class AccessTokens(JWTBearerTokenGenerator):
    """Issues tokens with account, employer, rights, roles and authentication method."""

    def __init__(self, issuer: str) -> None:
        super().__init__(issuer=issuer, alg="RS256", refresh_token_generator=lambda **_: secrets.token_urlsafe(48),
                         expires_generator=lambda client, grant_type: ACCESS_TTL_SECONDS)

    def get_jwks(self) -> KeySet:
        return signing_keys()

    def get_audiences(self, client: Client, user: Subject | None, scope: str) -> list[str]:
        if user is not None:
            if user.reads is not None:
                return [audience_of(user.reads)]
            return [*(audience_of(name) for name in NAMES), self.issuer]
        scopes = scopes_among(scope.split())
        return list(dict.fromkeys(audience_of(one.service) if one.service else BUS_AUDIENCE for one in scopes))

    def get_auth_time(self, user: Subject | None) -> int | None:
        return user.auth_time if user else None

    def get_amr(self, user: Subject | None) -> list[str] | None:
        return list(user.amr) if user else None

    def get_acr(self, user: Subject | None) -> str | None:
        return acr_of(user.amr) if user else None

    def get_extra_claims(self, client: Client, grant_type: str, user: Subject | None, scope: str) -> dict[str, Any]:
        if user:
            return user.access_claims()
        return {"employer_id": client.acts_for, "rights": list(rights_of(scope.split())), "roles": [], "kind": CLIENT_KIND,
                "generation": client.row.access_generation}
