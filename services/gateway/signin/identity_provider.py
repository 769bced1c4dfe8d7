"""The gateway as OIDC client of identity: authorization code with PKCE S256, refresh, logout.

The browser is redirected to identity's public URL below ``/id``; the gateway itself calls identity directly.
"""
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError

from services.gateway.edge.upstream import Upstream, UpstreamAway
from services.gateway.settings import Settings
from shared.web.tokens import KeySource, TokenRefused

SCOPE = "openid profile email"
CAMAS = "camas"
CALENDAR_FEED = "urn:nl:ontzorg:calendar-feed"
CAMAS_PAGES = "/Verzuim/"
"""The pages of CAMAS: a visitor who enters there signs in with a code by e-mail (domain.md §1.17)."""
LEEWAY_SECONDS = 30


class LoginRefused(Exception):
    """Identity refused the login, or the response is not trustworthy."""


class RefreshRefused(Exception):
    """The refresh token is no longer valid; the session has ended."""


@dataclass(frozen=True, slots=True)
class LoginStart:
    """Data to store from the redirect to identity until the callback.

    :ivar then: the requested page
    :ivar client_id: the environment: the portal or CAMAS; the portal for a login begun before there were two
    """

    state: str
    nonce: str
    verifier: str
    then: str
    client_id: str = "portal"


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer for whom a third party works."""

    employer_id: str
    name: str


class IdentityProvider:
    """OAuth2 and OIDC client of the identity service."""

    def __init__(self, settings: Settings, upstream: Upstream, keys: KeySource) -> None:
        self._settings = settings
        self._upstream = upstream
        self._keys = keys
        self._metadata: dict[str, Any] = {}

    @property
    def redirect_uri(self) -> str:
        """The URL to which identity redirects after login."""
        return f"{self._settings.public_url}/callback"

    def start(self, then: str, *, fresh: bool = False) -> tuple[LoginStart, str]:
        """Start a login in the environment of the page; returns the data to store and the URL to redirect to.

        :param fresh: whether identity must ask password and second factor of somebody who is logged in
        """
        client_id = CAMAS if then.startswith(CAMAS_PAGES) else self._settings.client_id
        start = LoginStart(generate_token(32), generate_token(32), generate_token(64), then, client_id)
        asked = {"response_type": "code", "client_id": client_id, "redirect_uri": self.redirect_uri,
                 "scope": SCOPE, "state": start.state, "nonce": start.nonce,
                 "code_challenge": create_s256_code_challenge(start.verifier), "code_challenge_method": "S256"}
        asked |= {"prompt": "login"} if fresh else {}
        return start, f"{self.metadata()['authorization_endpoint']}?{urlencode(asked)}"

    def finish(self, start: LoginStart, answer: Mapping[str, str]) -> dict[str, Any]:
        """Exchange the code of the callback for tokens, with the claims of the ID token under ``identity``.

        :raises LoginRefused: if the callback does not belong to this start
        """
        if answer.get("iss") != self._settings.issuer:
            raise LoginRefused("the answer names another issuer")
        if "error" in answer or "code" not in answer:
            raise LoginRefused(answer.get("error", "no code"))
        tokens = self._ask_tokens({"grant_type": "authorization_code", "code": answer["code"],
                                   "redirect_uri": self.redirect_uri, "code_verifier": start.verifier}, start.client_id)
        identity = self._id_claims(tokens.get("id_token", ""), start)
        return {**tokens, "identity": identity, "client_id": start.client_id}

    def refresh(self, tokens: Mapping[str, Any], *, employer_id: str | None = None) -> dict[str, Any]:
        """Refresh the tokens.

        :param employer_id: whom to work for from now; None for the present one
        :raises RefreshRefused: if identity refuses
        """
        if not tokens.get("refresh_token"):
            raise RefreshRefused("there is no refresh token")
        try:
            form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
            new = self._ask_tokens(form | ({"employer_id": employer_id} if employer_id else {}), self._client_of(tokens))
        except LoginRefused as problem:
            raise RefreshRefused(str(problem)) from None
        return {**tokens, **new}

    def calendar_token(self, secret: str) -> str | None:
        """An access token that reads the steps of the owner of a secret calendar address; None if the address is not valid."""
        try:
            tokens = self._ask_tokens({"grant_type": CALENDAR_FEED, "calendar_secret": secret}, self._settings.client_id)
        except LoginRefused:
            return None
        return str(tokens["access_token"])

    def list_employers(self, access_token: str) -> list[Employer]:
        """The employers for whom the owner of a token works."""
        headers = self.seen_as() | {"Authorization": f"Bearer {access_token}"}
        answer = self._upstream.send("identity", "GET", "/v1/own-account/employers", headers=headers)
        if answer.status_code != 200:
            raise UpstreamAway("identity")
        return [Employer(one["employer_id"], one["company_name"] or one["employer_id"]) for one in answer.json()["items"]]

    def logout_url(self, tokens: Mapping[str, Any] | None) -> str:
        """The URL that ends the browser's session at identity."""
        asked = {"client_id": self._client_of(tokens or {}), "post_logout_redirect_uri": f"{self._settings.public_url}/uitgelogd"}
        if tokens and tokens.get("id_token"):
            asked["id_token_hint"] = tokens["id_token"]
        return f"{self.metadata()['end_session_endpoint']}?{urlencode(asked)}"

    def metadata(self) -> dict[str, Any]:
        """Identity's discovery document.

        :raises LoginRefused: if it names another issuer
        """
        if not self._metadata:
            answer = self._get("/.well-known/openid-configuration")
            if answer.get("issuer") != self._settings.issuer:
                raise LoginRefused(f"identity calls itself {answer.get('issuer')}, expected {self._settings.issuer}")
            self._metadata = answer
        return self._metadata

    def _client_of(self, tokens: Mapping[str, Any]) -> str:
        """The client of these tokens; the portal for a session from before there were two."""
        return str(tokens.get("client_id", self._settings.client_id))

    def _id_claims(self, id_token: str, start: LoginStart) -> dict[str, Any]:
        try:
            claims = self._decode(id_token)
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY_SECONDS, iss={"essential": True, "value": self._settings.issuer},
                aud={"essential": True, "value": start.client_id}, nonce={"essential": True, "value": start.nonce},
                sub={"essential": True}, exp={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError, TokenRefused) as problem:
            raise LoginRefused(f"the ID token is not good: {problem}") from None
        return claims

    def _decode(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, self._keys.keys(), algorithms=["RS256"]).claims
        except InvalidKeyIdError:
            return jwt.decode(token, self._keys.keys(fresh=True), algorithms=["RS256"]).claims

    def _ask_tokens(self, form: dict[str, str], client_id: str) -> dict[str, Any]:
        answer = self._upstream.send("identity", "POST", self._path_of("token_endpoint"), data=form, headers=self.seen_as(),
                                     auth=(client_id, self._settings.client_secret))
        if answer.status_code >= 500:
            raise UpstreamAway("identity")
        if answer.status_code != 200:
            raise LoginRefused(f"identity answered {answer.status_code}")
        tokens: dict[str, Any] = answer.json()
        return {**tokens, "expires_at": time.time() + int(tokens.get("expires_in", 60))}

    def _get(self, path: str) -> dict[str, Any]:
        answer = self._upstream.send("identity", "GET", path, headers=self.seen_as())
        if answer.status_code != 200:
            raise UpstreamAway("identity")
        document: dict[str, Any] = answer.json()
        return document

    def _path_of(self, endpoint: str) -> str:
        """The internal path of an endpoint that identity announces below its issuer."""
        return str(self.metadata()[endpoint]).removeprefix(self._settings.issuer)

    def seen_as(self) -> dict[str, str]:
        """The headers from which identity derives its public URL."""
        public = urlsplit(self._settings.public_url)
        return {"X-Forwarded-Proto": public.scheme, "X-Forwarded-Host": public.netloc, "X-Forwarded-Prefix": "/id"}

