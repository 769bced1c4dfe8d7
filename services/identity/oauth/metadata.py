"""Provider metadata (OpenID Connect Discovery 1.0, RFC 8414)."""
# mypy: disable-error-code="no-untyped-call"
from typing import Any

from authlib.oauth2 import rfc9207
from authlib.oidc.discovery import OpenIDProviderMetadata
from authlib.oidc.rpinitiated import OpenIDProviderMetadata as LogoutMetadata

from services.identity.domain.login.factors import MULTI_FACTOR, PHISHING_RESISTANT
from services.identity.oauth.server import SCOPES

AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]


def provider_metadata(issuer: str) -> dict[str, Any]:
    """The discovery document.

    :raises ValueError: if the issuer is neither https nor on loopback
    """
    document = OpenIDProviderMetadata({
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oauth/authorize", "token_endpoint": f"{issuer}/oauth/token",
        "jwks_uri": f"{issuer}/oauth/jwks", "userinfo_endpoint": f"{issuer}/oauth/userinfo",
        "revocation_endpoint": f"{issuer}/oauth/revoke", "introspection_endpoint": f"{issuer}/oauth/introspect",
        "end_session_endpoint": f"{issuer}/oauth/logout",
        "response_types_supported": ["code"], "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": AUTH_METHODS,
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
        "revocation_endpoint_auth_methods_supported": AUTH_METHODS,
        "revocation_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
        "introspection_endpoint_auth_methods_supported": AUTH_METHODS,
        "introspection_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
        "code_challenge_methods_supported": ["S256"], "scopes_supported": SCOPES,
        "authorization_response_iss_parameter_supported": True, "prompt_values_supported": ["none", "login"],
        "acr_values_supported": [MULTI_FACTOR, PHISHING_RESISTANT],
        "claims_supported": ["sub", "name", "preferred_username", "email", "amr", "acr", "auth_time", "employer_id", "rights",
                             "roles", "kind"],
        "ui_locales_supported": ["nl-NL"],
    })
    document.validate(metadata_classes=[LogoutMetadata, rfc9207.AuthorizationServerMetadata])
    return dict(document)
