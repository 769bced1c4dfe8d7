"""The one-time code of the second step: how long it lives, how often it may be tried and sent (R-179, R-200).

The code itself is kept nowhere. It is derived from a random seed and the service's secret, so that asking again can send
the same code while the database holds only the seed and a keyed digest.
"""
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

MAX_ATTEMPTS = 5
RESEND_AFTER = timedelta(seconds=60)
MAX_SENDINGS = 5
SENDINGS_WINDOW = timedelta(hours=1)
DIGITS = 6


class Channel(StrEnum):
    """By which road a code travels: SMS for the insurer portal, e-mail for CAMAS (domain.md §1.17)."""

    SMS = "SMS"
    EMAIL = "EMAIL"


TTL = {Channel.SMS: timedelta(minutes=5), Channel.EMAIL: timedelta(minutes=10)}


class CodeOutcome(StrEnum):
    """What a tried code came to."""

    ACCEPTED = "code.accepted"
    INVALID = "code.invalid"
    EXPIRED = "code.expired"
    EXHAUSTED = "code.exhausted"


class Sending(StrEnum):
    """Whether a code may be sent now."""

    ALLOWED = "ALLOWED"
    TOO_SOON = "TOO_SOON"
    TOO_MANY = "TOO_MANY"


@dataclass(frozen=True, slots=True)
class CodeBook:
    """Derives codes and their digests with the service's secret.

    :ivar former: secrets with which codes that are still good may have been derived
    """

    secret: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)

    def code(self, seed: str) -> str:
        """The six digits that belong to a seed."""
        number = int.from_bytes(self._mac("code", seed))
        return f"{number % 10**DIGITS:0{DIGITS}d}"

    def digest(self, seed: str, code: str) -> str:
        """What the database keeps of a code."""
        return self._mac("digest", f"{seed}:{code}").hex()

    def matches(self, seed: str, digest: str, code: str) -> bool:
        """Whether the digits are those of the digest, in constant time."""
        return any(hmac.compare_digest(book.digest(seed, code), digest) for book in self._books())

    def code_of(self, seed: str, digest: str) -> str:
        """The digits that were sent before, also if the secret has changed since."""
        fitting = (book for book in self._books() if book.digest(seed, book.code(seed)) == digest)
        return next(fitting, self).code(seed)

    def _books(self) -> "list[CodeBook]":
        return [self, *(replace(self, secret=secret, former=()) for secret in self.former)]

    def _mac(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self.secret, f"{purpose}:{text}".encode(), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it stands.

    :ivar attempts: wrong tries so far
    """

    seed: str
    digest: str
    expires_at: datetime
    attempts: int = 0
    used: bool = False

    def is_usable(self, now: datetime) -> bool:
        """Whether it could still be accepted; asking again then sends this code and not another."""
        return not self.used and self.attempts < MAX_ATTEMPTS and now < self.expires_at

    def check(self, given: str, *, book: CodeBook, now: datetime) -> CodeOutcome:
        """What trying these digits comes to. After five wrong tries no digits help any more."""
        if self.used:
            return CodeOutcome.INVALID
        if self.attempts >= MAX_ATTEMPTS:
            return CodeOutcome.EXHAUSTED
        if now >= self.expires_at:
            return CodeOutcome.EXPIRED
        right = book.matches(self.seed, self.digest, given)
        return CodeOutcome.ACCEPTED if right else CodeOutcome.INVALID


def may_send(sent_at: Sequence[datetime], *, now: datetime) -> Sending:
    """Whether another message may go to the account.

    :param sent_at: when messages went out whose code was not used to log in; a used code proves that the owner asked
    """
    if sent_at and now < max(sent_at) + RESEND_AFTER:
        return Sending.TOO_SOON
    if sum(1 for at in sent_at if now < at + SENDINGS_WINDOW) >= MAX_SENDINGS:
        return Sending.TOO_MANY
    return Sending.ALLOWED
