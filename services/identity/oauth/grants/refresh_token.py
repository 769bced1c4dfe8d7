"""Refresh token grant with rotation (RFC 6749 §6, RFC 9700 §4.14)."""
# mypy: disable-error-code="misc,no-untyped-call"
from datetime import timedelta

from authlib.oauth2.rfc6749 import OAuth2Request, TokenMixin
from authlib.oauth2.rfc6749.grants import RefreshTokenGrant as BaseGrant

from services.identity.oauth.access_tokens import ACCESS_TTL_SECONDS
from services.identity.oauth.client import Client
from services.identity.oauth.context import machine_now, settings
from services.identity.oauth.subject import Subject, find_subject
from services.identity.store import RefreshToken as Row
from services.identity.usecases.grants.choose_employer import begin_work
from services.identity.usecases.sessions.touch_session import touch_session
from services.identity.usecases.tokens.refresh_tokens import NewRefreshToken, exchange_refresh_token, save_refresh_token
from shared.web.transactions import transaction

ACCESS_TTL = timedelta(seconds=ACCESS_TTL_SECONDS)
"""A browser in use refreshes when its access token expires: its last request may be that much later than its last refresh."""


class HeldRefreshToken(TokenMixin):
    """A refresh token in Authlib's interface."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.family = row.family

    def check_client(self, client: Client) -> bool:
        return self.row.client_id == client.client_id

    def get_scope(self) -> str:
        return self.row.scope

    def get_expires_in(self) -> int:
        return max(0, int((self.row.expires_at - machine_now()).total_seconds()))

    def is_expired(self) -> bool:
        return self.row.expires_at <= machine_now()

    def is_revoked(self) -> bool:
        return self.row.revoked_at is not None


class RefreshTokenGrant(BaseGrant):
    """Each token is valid once; the response contains its successor."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> HeldRefreshToken | None:
        row = transaction(exchange_refresh_token, token=refresh_token, client_id=self.request.client.client_id,
                          now=machine_now())
        if row is None:
            return None
        self.request.token_family = row.family
        return HeldRefreshToken(row)

    def authenticate_user(self, refresh_token: HeldRefreshToken) -> Subject | None:
        """The subject, for the same employer as before or for the one that the request names."""
        row = refresh_token.row
        transaction(touch_session, login_id=row.login_id)
        employer_id = self.request.payload.data.get("employer_id") or row.employer_id
        subject = find_subject(row.account_id, employer_id=employer_id, auth_time=row.auth_time, amr=row.amr,
                               login_id=row.login_id, stays=row.stays)
        if subject and subject.employer_id and row.employer_id not in (None, subject.employer_id):
            transaction(begin_work, account_id=row.account_id, employer_id=subject.employer_id, left=row.employer_id)
        return subject

    def revoke_old_credential(self, refresh_token: HeldRefreshToken) -> None:
        """Do nothing: the exchange has revoked it in the same statement."""


def keep_refresh_token(token: dict[str, str], request: OAuth2Request) -> None:
    """Called by Authlib with every issued token; stores refresh tokens, access tokens are not stored."""
    if "refresh_token" not in token:
        return
    subject: Subject = request.user
    longest, idle = timedelta(hours=settings().session_hours), settings().idle_limit + ACCESS_TTL
    transaction(save_refresh_token, longest=longest, idle=idle, now=machine_now(), command=NewRefreshToken(
        token=token["refresh_token"], family=request.token_family, client_id=request.client.client_id,
        account_id=subject.get_user_id(), login_id=subject.login_id, employer_id=subject.employer_id,
        scope=token.get("scope", ""), auth_time=subject.auth_time, amr=subject.amr, stays=subject.stays))
