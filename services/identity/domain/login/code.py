"""The one-time code of the second step: validity, attempts and resends (R-179, R-200).

The code is not stored. It is derived from a random seed and the service's secret, so that a resend can send the same
code although the database has only the seed and a keyed digest.
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
DAY = timedelta(days=1)
DIGITS = 6


class Channel(StrEnum):
    """How a code is sent: SMS for the insurer portal, e-mail for CAMAS (domain.md §1.17)."""

    SMS = "SMS"
    EMAIL = "EMAIL"


TTL = {Channel.SMS: timedelta(minutes=5), Channel.EMAIL: timedelta(minutes=10)}


class CodeOutcome(StrEnum):
    """The result of an entered code."""

    ACCEPTED = "code.accepted"
    INVALID = "code.invalid"
    EXPIRED = "code.expired"
    EXHAUSTED = "code.exhausted"


class Sending(StrEnum):
    """Whether a code may be sent."""

    ALLOWED = "ALLOWED"
    TOO_SOON = "TOO_SOON"
    TOO_MANY = "TOO_MANY"
    TOO_MANY_TODAY = "TOO_MANY_TODAY"


@dataclass(frozen=True, slots=True)
class DailyCaps:
    """Messages with a code that may be sent in 24 hours [assumption].

    :ivar account: to one account
    :ivar address: at the request of one IP address, to all accounts together
    """

    account: int = 15
    address: int = 60


@dataclass(frozen=True, slots=True)
class CodeBook:
    """Derives codes and their digests with the service's secret.

    :ivar former: earlier secrets, from which valid codes may have been derived
    :ivar caps: the daily maximum of the platform
    """

    secret: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)
    caps: DailyCaps = DailyCaps()

    def code(self, seed: str) -> str:
        """The six digits derived from a seed."""
        number = int.from_bytes(self._mac("code", seed))
        return f"{number % 10**DIGITS:0{DIGITS}d}"

    def digest(self, seed: str, code: str) -> str:
        """The digest of a code for the database."""
        return self._mac("digest", f"{seed}:{code}").hex()

    def matches(self, seed: str, digest: str, code: str) -> bool:
        """Whether the digits match the digest, in constant time."""
        return any(hmac.compare_digest(book.digest(seed, code), digest) for book in self._books())

    def code_of(self, seed: str, digest: str) -> str:
        """The digits that were sent before, also after a change of the secret."""
        fitting = (book for book in self._books() if book.digest(seed, book.code(seed)) == digest)
        return next(fitting, self).code(seed)

    def _books(self) -> "list[CodeBook]":
        return [self, *(replace(self, secret=secret, former=()) for secret in self.former)]

    def _mac(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self.secret, f"{purpose}:{text}".encode(), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """The state of a code.

    :ivar attempts: number of wrong attempts
    """

    seed: str
    digest: str
    expires_at: datetime
    attempts: int = 0
    used: bool = False

    def is_usable(self, now: datetime) -> bool:
        """Whether it can still be accepted, so that a resend sends this code again."""
        return not self.used and self.attempts < MAX_ATTEMPTS and now < self.expires_at

    def check(self, given: str, *, book: CodeBook, now: datetime) -> CodeOutcome:
        """The result of entering these digits; after five wrong attempts all are refused."""
        if self.used:
            return CodeOutcome.INVALID
        if self.attempts >= MAX_ATTEMPTS:
            return CodeOutcome.EXHAUSTED
        if now >= self.expires_at:
            return CodeOutcome.EXPIRED
        right = book.matches(self.seed, self.digest, given)
        return CodeOutcome.ACCEPTED if right else CodeOutcome.INVALID


def may_send(sent_at: Sequence[datetime], *, now: datetime, caps: DailyCaps = DailyCaps(), from_address: int = 0) -> Sending:
    """Whether another message may be sent to the account.

    :param sent_at: times of messages of the last 24 hours whose code was not used; a used code proves that the owner requested it
    :param from_address: number of such messages to any account, requested from the same IP address
    """
    if sent_at and now < max(sent_at) + RESEND_AFTER:
        return Sending.TOO_SOON
    if sum(1 for at in sent_at if now < at + SENDINGS_WINDOW) >= MAX_SENDINGS:
        return Sending.TOO_MANY
    if len(sent_at) >= caps.account or from_address >= caps.address:
        return Sending.TOO_MANY_TODAY
    return Sending.ALLOWED
