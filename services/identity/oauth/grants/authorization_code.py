"""Authorization code grant with PKCE S256, mandatory for every client (RFC 6749 §4.1, RFC 7636)."""
# mypy: disable-error-code="misc,no-untyped-call"
from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant as BaseGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin

from services.identity.domain.login.factors import acr_of
from services.identity.oauth.client import Client
from services.identity.oauth.context import machine_now
from services.identity.oauth.subject import Subject, find_subject
from services.identity.store import AuthorizationCode as Row
from services.identity.usecases.grants.choose_employer import begin_work
from services.identity.usecases.login.authorization_codes import (
    NewAuthorizationCode,
    redeem_authorization_code,
    save_authorization_code,
)
from shared.web.transactions import transaction


class S256Only(CodeChallenge):
    """Requires PKCE also of confidential clients, and refuses `plain`."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") or data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with S256 is required")
        super().validate_code_challenge(grant, redirect_uri)


class IssuedCode(AuthorizationCodeMixin):
    """A redeemed code in Authlib's interface."""

    def __init__(self, row: Row) -> None:
        self.account_id, self.login_id = row.account_id, row.login_id
        self.code_challenge, self.code_challenge_method = row.code_challenge, row.code_challenge_method
        self._redirect_uri, self._scope, self._nonce = row.redirect_uri, row.scope, row.nonce
        self._auth_time, self._amr = row.auth_time, list(row.amr)
        self.stays = row.stays

    def get_redirect_uri(self) -> str | None:
        return self._redirect_uri

    def get_scope(self) -> str:
        return self._scope

    def get_nonce(self) -> str | None:
        return self._nonce

    def get_auth_time(self) -> int:
        return self._auth_time

    def get_acr(self) -> str:
        return acr_of(tuple(self._amr))

    def get_amr(self) -> list[str]:
        return self._amr


class AuthorizationCodeGrant(BaseGrant):
    """Codes are valid for a minute and for one use; a second use ends the session."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        data, subject = request.payload.data, request.user
        transaction(save_authorization_code, now=machine_now(), command=NewAuthorizationCode(
            code=code, client_id=request.client.client_id, account_id=subject.get_user_id(), login_id=subject.login_id,
            redirect_uri=request.payload.redirect_uri, scope=request.scope or "", nonce=data.get("nonce"),
            code_challenge=data["code_challenge"], auth_time=subject.auth_time, amr=subject.amr,
            stays=subject.stays))

    def query_authorization_code(self, code: str, client: Client) -> IssuedCode | None:
        row = transaction(redeem_authorization_code, code=code, client_id=client.client_id, now=machine_now())
        if row is None:
            return None
        self.request.token_family = row.used_family
        return IssuedCode(row)

    def delete_authorization_code(self, authorization_code: IssuedCode) -> None:
        """Do nothing: used codes are kept to detect replays, and `forget_expired` deletes them."""

    def authenticate_user(self, authorization_code: IssuedCode) -> Subject | None:
        subject = find_subject(authorization_code.account_id, auth_time=authorization_code.get_auth_time(),
                               amr=authorization_code.get_amr(), login_id=authorization_code.login_id,
                               stays=authorization_code.stays)
        if subject and subject.employer_id:
            transaction(begin_work, account_id=authorization_code.account_id, employer_id=subject.employer_id)
        return subject
