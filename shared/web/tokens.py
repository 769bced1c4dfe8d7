"""Access tokens (RFC 9068). Every service validates them offline with the issuer's keys, independent of the gateway."""
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from shared.kernel.actor import Actor
from shared.messaging.revocation.memory import RevokedAccess, TokenMarks
from shared.observability.metrics import TOKEN_CHECKS

LEEWAY_SECONDS = 30
KEYS_LIVE_SECONDS = 300
REFETCH_SECONDS = 1
"""Minimum interval between fetches for an unknown key id, so that forged key ids cause one request a second at most."""
KNOWN_SECONDS = 10.0
"""Time for which a validated token is cached; a withdrawn key takes effect after it."""
KNOWN_TOKENS = 1_000


class TokenRefused(Exception):
    """The token is invalid or expired.

    :ivar outcome: one word for the reason, a label of the metrics
    """

    def __init__(self, message: str, outcome: str) -> None:
        self.outcome = outcome
        super().__init__(message)


class KeySource(Protocol):
    """A source of the issuer's public keys."""

    def keys(self, *, fresh: bool = False) -> KeySet:
        """The present key set; `fresh` requests a new fetch because a key id is unknown."""


class FetchedKeys:
    """Keys from a JWKS URL, cached for five minutes; fetched early for an unknown key id, kept while the issuer is down."""

    def __init__(self, url: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._looked_again_at = float("-inf")

    def keys(self, *, fresh: bool = False) -> KeySet:
        with self._lock:
            now = self._monotonic()
            may_look_again = fresh and now - self._looked_again_at > REFETCH_SECONDS
            if self._keys is None or now - self._fetched_at > KEYS_LIVE_SECONDS or may_look_again:
                self._looked_again_at = now if fresh else self._looked_again_at
                self._fetch()
            if self._keys is None:
                raise TokenRefused("the issuer's keys cannot be fetched", "no_keys")
            return self._keys

    def _fetch(self) -> None:
        try:
            answer = requests.get(self._url, timeout=3, allow_redirects=False)
            answer.raise_for_status()
            self._keys = KeySet.import_key_set(answer.json())
            self._fetched_at = self._monotonic()
        except (requests.RequestException, ValueError):
            return  # continue with the cached keys


@dataclass(frozen=True, slots=True)
class _Known:
    """A token that was validated, and until when it need not be validated again."""

    actor: Actor
    marks: TokenMarks
    expires_at: float
    known_until: float


class TokenChecker:
    """Converts a bearer token to an actor; valid tokens are cached for a while, except for expiry and revocation.

    :param audiences: the token must name one of them
    :param revoked: tokens to refuse before they expire; None for the gateway, which passes tokens on to services
    :param monotonic: clock for the age of cached tokens
    """

    def __init__(self, issuer: str, source: KeySource, *, audiences: Sequence[str], revoked: RevokedAccess | None = None,
                 monotonic: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._revoked = revoked
        self._monotonic = monotonic
        self._known: dict[str, _Known] = {}
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS, iss={"essential": True, "value": issuer}, exp={"essential": True},
            aud={"essential": True, "values": list(audiences)}, sub={"essential": True})

    def check(self, token: str) -> Actor:
        """The actor of a valid access token.

        :raises TokenRefused: for a wrong signature, type, algorithm, issuer, audience or time, and for a revoked token
        """
        try:
            known = self._find_known(token) or self._check(token)
            if self._revoked and self._revoked.concerns(known.marks):
                raise TokenRefused("the token was revoked", "revoked")
        except TokenRefused as refusal:
            TOKEN_CHECKS.labels(refusal.outcome).inc()
            raise
        TOKEN_CHECKS.labels("good").inc()
        return known.actor

    def _find_known(self, token: str) -> _Known | None:
        known = self._known.get(token)
        is_usable = known and time.time() <= known.expires_at and self._monotonic() < known.known_until
        return known if is_usable else None

    def _remember(self, token: str, claims: dict[str, Any]) -> _Known:
        if len(self._known) >= KNOWN_TOKENS:
            self._known.clear()
        known = _Known(actor_of(claims), TokenMarks.of(claims), claims["exp"], self._monotonic() + KNOWN_SECONDS)
        self._known[token] = known
        return known

    def _check(self, token: str) -> _Known:
        decoded = self._decode(token)
        if decoded.header.get("typ", "").lower() != "at+jwt":
            raise TokenRefused("not an access token", "wrong_type")
        try:
            self._claims.validate(decoded.claims)
        except JoseError as problem:
            outcome = "expired" if isinstance(problem, ExpiredTokenError) else "wrong_claims"
            raise TokenRefused(problem.error, outcome) from problem
        return self._remember(token, decoded.claims)

    def _decode(self, token: str) -> jwt.Token:
        try:
            try:
                return jwt.decode(token, self._source.keys(), algorithms=["RS256"])
            except InvalidKeyIdError:
                return jwt.decode(token, self._source.keys(fresh=True), algorithms=["RS256"])
        except (JoseError, ValueError) as problem:
            raise TokenRefused("the signature is invalid", "wrong_signature") from problem


def actor_of(claims: dict[str, Any]) -> Actor:
    """The actor that the claims describe."""
    return Actor(str(claims["sub"]), claims.get("employer_id"), frozenset(claims.get("rights") or ()),
                 frozenset(claims.get("roles") or ()), claims.get("kind"), claims.get("auth_time"),
                 frozenset(str(claims.get("scope") or "").split()), claims.get("sid"))
