"""argon2id hashes of passwords, and digests of long random secrets; only this module compares passwords with hashes."""
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

PASSES, KIBIBYTES, LANES, DIGEST_BYTES = 2, 19_456, 1, 32
"""Of short random secrets: the least that OWASP advises, because ten are hashed at a time. Others need new secrets."""
AT_ONCE = 2
"""Hashes calculated at once in a process: each takes 64 MB."""
PATIENCE_SECONDS = 4.0
COME_BACK_SECONDS = 5.0

_hasher = PasswordHasher()
_turns = BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """Too many passwords are being checked; nothing was done.

    :ivar seconds: after which to try again
    """

    seconds = COME_BACK_SECONDS


@contextmanager
def in_turn() -> Iterator[None]:
    """Hold one of the places to calculate a hash.

    :raises TooBusy: if none becomes free in time
    """
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise TooBusy
    try:
        yield
    finally:
        _turns.release()


def hash_password(password: str) -> str:
    """An argon2id hash with salt and parameters (RFC 9106).

    :raises TooBusy: if it cannot be calculated soon
    """
    with in_turn():
        return _hasher.hash(normalize("NFC", password))


def is_right_password(password_hash: str | None, password: str) -> bool:
    """Whether the password matches; without a hash it takes as long and returns False, to hide which accounts exist.

    :raises TooBusy: if it cannot be checked soon
    """
    nobodys = _dummy_hash()  # calculated at the first check of a process, whatever the account
    expected = password_hash or nobodys
    try:
        with in_turn():
            fits = _hasher.verify(expected, normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was created with weaker parameters than the present ones."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _dummy_hash() -> str:
    return hash_password("nobody has this password")


def slow_digest(secret: str, salt: bytes) -> str:
    """The argon2id hash of a short secret in hexadecimal.

    :raises TooBusy: if it cannot be calculated soon
    """
    with in_turn():
        return hash_secret_raw(secret.encode(), salt, PASSES, KIBIBYTES, LANES, DIGEST_BYTES, Type.ID).hex()


def digest(secret: str) -> str:
    """SHA-256 of a long random secret: a token, an authorization code, a client secret or a cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()
