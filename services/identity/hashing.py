"""Passwords as argon2id, and digests of long random secrets; the only module that sees a password and a hash together."""
import hashlib
from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """An argon2id hash with its own salt and parameters (RFC 9106)."""
    return _hasher.hash(normalize("NFC", password))


def is_right_password(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; without a hash it takes as long and says no, so that nobody learns who has an account."""
    try:
        fits = _hasher.verify(password_hash or _dummy_hash(), normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _dummy_hash() -> str:
    return _hasher.hash("nobody has this password")


def digest(secret: str) -> str:
    """SHA-256 of a long random secret: a token, a code of the provider, a client secret, a cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()
