"""Composes the provider: grants, endpoints and extensions on one Authlib server."""
# mypy: disable-error-code="misc,no-untyped-call"
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload, FlaskOAuth2Request
from authlib.oauth2.rfc6749 import OAuth2Request
from flask import Flask, current_app, request

from services.identity.oauth.access_tokens import AccessTokens
from services.identity.oauth.client import find_client
from services.identity.oauth.grants.authorization_code import AuthorizationCodeGrant, S256Only
from services.identity.oauth.grants.calendar_feed import CalendarFeedGrant
from services.identity.oauth.grants.client_credentials import ClientCredentialsGrant, PrivateKeyJwt
from services.identity.oauth.grants.refresh_token import RefreshTokenGrant, keep_refresh_token
from services.identity.oauth.introspection import Introspection
from services.identity.oauth.logout import EndSession
from services.identity.oauth.openid import IdTokens, NamedIssuer
from services.identity.oauth.revocation import Revocation
from services.identity.usecases.clients.entrances import ENTRANCE_SCOPES
from shared.kernel.scopes import SCOPES as PROGRAM_SCOPES

SCOPES = [*ENTRANCE_SCOPES, *(scope.name for scope in PROGRAM_SCOPES)]


class OwnAddressRequest(FlaskOAuth2Request):
    """A request rewritten to the issuer's public URL.

    Services call the token endpoint at an internal http URL, which Authlib would refuse as insecure.
    """

    def __init__(self, flask_request: Any, issuer: str) -> None:
        query = flask_request.query_string.decode("latin-1")
        uri = f"{issuer}{flask_request.path}" + (f"?{query}" if query else "")
        OAuth2Request.__init__(self, flask_request.method, uri, headers=flask_request.headers)
        self._request = flask_request
        self.payload = FlaskOAuth2Payload(flask_request)


class Provider(AuthorizationServer):
    """The authorization server of one issuer."""

    def __init__(self, app: Flask, issuer: str) -> None:
        super().__init__(app, query_client=find_client, save_token=keep_refresh_token)
        self.issuer = issuer
        self.scopes_supported = SCOPES
        self.register_token_generator("default", AccessTokens(issuer))
        self.register_grant(AuthorizationCodeGrant, [S256Only(required=True), IdTokens(issuer)])
        self.register_grant(RefreshTokenGrant)
        self.register_grant(ClientCredentialsGrant)
        self.register_grant(CalendarFeedGrant)
        self.register_extension(lambda server: NamedIssuer(issuer)(server))
        for endpoint in (Revocation, Introspection, EndSession):
            self.register_endpoint(endpoint)
        self.register_client_auth_method("private_key_jwt", PrivateKeyJwt([issuer, f"{issuer}/oauth/token"]))

    def create_oauth2_request(self, _: Any) -> FlaskOAuth2Request:
        return OwnAddressRequest(request, self.issuer)


def provider() -> Provider:
    """The server of the running application."""
    own: Provider = current_app.extensions["provider"]
    return own
