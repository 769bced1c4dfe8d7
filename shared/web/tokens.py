"""Access tokens (RFC 9068). Every service validates them offline with the issuer's keys, independent of the gateway."""
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import requests
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from shared.kernel.actor import Actor
from shared.observability.metrics import TOKEN_CHECKS

AUDIENCE = "ontzorg"
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
            answer = requests.get(self._url, timeout=3)
            answer.raise_for_status()
            self._keys = KeySet.import_key_set(answer.json())
            self._fetched_at = self._monotonic()
        except (requests.RequestException, ValueError):
            return  # continue with the cached keys


_UNKNOWN: tuple[Actor | None, float, float] = (None, 0.0, 0.0)


class TokenChecker:
    """Converts a bearer token to an actor; valid tokens are cached for a while, except for the check of their expiry.

    :param monotonic: clock for the age of cached tokens
    """

    def __init__(self, issuer: str, source: KeySource, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._monotonic = monotonic
        self._known: dict[str, tuple[Actor, float, float]] = {}
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS, iss={"essential": True, "value": issuer}, exp={"essential": True},
            aud={"essential": True, "value": AUDIENCE}, sub={"essential": True})

    def check(self, token: str) -> Actor:
        """The actor of a valid access token.

        :raises TokenRefused: for a wrong signature, type, algorithm, issuer, audience or time
        """
        actor = self._find_known(token)
        if actor is None:
            try:
                actor = self._check(token)
            except TokenRefused as refusal:
                TOKEN_CHECKS.labels(refusal.outcome).inc()
                raise
        TOKEN_CHECKS.labels("good").inc()
        return actor

    def _find_known(self, token: str) -> Actor | None:
        actor, expires_at, known_until = self._known.get(token, _UNKNOWN)
        return actor if time.time() <= expires_at and self._monotonic() < known_until else None

    def _remember(self, token: str, actor: Actor, expires_at: float) -> None:
        if len(self._known) >= KNOWN_TOKENS:
            self._known.clear()
        self._known[token] = actor, expires_at, self._monotonic() + KNOWN_SECONDS

    def _check(self, token: str) -> Actor:
        decoded = self._decode(token)
        if decoded.header.get("typ", "").lower() != "at+jwt":
            raise TokenRefused("not an access token", "wrong_type")
        try:
            self._claims.validate(decoded.claims)
        except JoseError as problem:
            outcome = "expired" if isinstance(problem, ExpiredTokenError) else "wrong_claims"
            raise TokenRefused(problem.error, outcome) from problem
        actor = actor_of(decoded.claims)
        self._remember(token, actor, decoded.claims["exp"])
        return actor

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
                 frozenset(claims.get("roles") or ()), claims.get("kind"))
