"""Encryption of session data, so that a copy of the database gives no access to accounts."""
import base64
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

REMEMBERED = 500
"""How many values that were opened are remembered: a session is read with each request and seldom written."""


class Vault:
    """Encrypts JSON values with a key derived from the gateway's secret.

    :param former: earlier secrets, tried to decrypt existing values
    """

    def __init__(self, secret: str, *former: str) -> None:
        self._fernet = MultiFernet([_fernet(one) for one in (secret, *former)])
        self._opened = lru_cache(REMEMBERED)(self._fernet.decrypt)

    def seal(self, value: Any) -> bytes:
        """Encrypt the value."""
        return self._fernet.encrypt(json.dumps(value).encode())

    def open(self, sealed: bytes | None) -> Any:
        """Decrypt the value; None if it was encrypted with an unknown secret."""
        if sealed is None:
            return None
        try:
            return json.loads(self._opened(sealed))
        except InvalidToken:
            return None


def _fernet(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"ontzorg gateway sessions").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
