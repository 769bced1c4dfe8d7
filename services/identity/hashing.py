"""argon2id hashes of passwords, and digests of long random secrets; only this module compares passwords with hashes."""
import hashlib
from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """An argon2id hash with salt and parameters (RFC 9106)."""
    return _hasher.hash(normalize("NFC", password))


def is_right_password(password_hash: str | None, password: str) -> bool:
    """Whether the password matches; without a hash it takes as long and returns False, to hide which accounts exist."""
    try:
        fits = _hasher.verify(password_hash or _dummy_hash(), normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was created with weaker parameters than the present ones."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _dummy_hash() -> str:
    return _hasher.hash("nobody has this password")


def digest(secret: str) -> str:
    """SHA-256 of a long random secret: a token, an authorization code, a client secret or a cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()
