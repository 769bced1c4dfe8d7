"""Logout started by the portal (OpenID Connect RP-Initiated Logout 1.0)."""
# mypy: disable-error-code="misc,no-untyped-call"
from authlib.oidc.rpinitiated import EndSessionEndpoint
from authlib.oidc.rpinitiated.end_session import EndSessionRequest
from joserfc.jwk import KeySet

from services.identity.oauth.context import machine_now, public_keys
from services.identity.oauth.session_cookie import login_token
from services.identity.usecases.login.end_login import end_login
from services.identity.usecases.tokens.revoke_access import end_session
from shared.events.identity import RevocationReason
from shared.web.transactions import transaction


class EndSession(EndSessionEndpoint):
    """Ends the browser's session and revokes its tokens; other devices stay logged in."""

    def get_server_jwks(self) -> KeySet:
        return public_keys()

    def get_algorithms(self) -> list[str]:
        return ["RS256"]

    def end_session(self, end_session_request: EndSessionRequest) -> None:
        if token := login_token():
            transaction(end_login, login_token=token, now=machine_now())
        claims = end_session_request.id_token_claims or {}
        if session_id := claims.get("sid"):
            transaction(end_session, account_id=claims["sub"], login_id=session_id, reason=RevocationReason.SESSION_ENDED,
                        now=machine_now())
