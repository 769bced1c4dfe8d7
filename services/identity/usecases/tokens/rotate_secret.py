"""Bring what was encrypted with a former secret of the service to the present one."""
from collections.abc import Sequence
from datetime import datetime

from cryptography.fernet import InvalidToken

from services.identity.usecases.tokens.signing_keys import SecretDoesNotFit, cipher, find_active_key, retire_signing_key
from shared.db.session import Session


def rotate_secret(session: Session, *, secrets: Sequence[str], is_lost: bool, now: datetime) -> bool:
    """Encrypt the signing key with the first of the secrets.

    :param secrets: the present one first, then those that may still have been used
    :param is_lost: retire a key that none of them decrypts; whoever signs next makes a new one
    :returns: whether the key was kept, so that nobody has to log in again
    :raises SecretDoesNotFit: if none decrypts it and the former one is not lost
    """
    row = find_active_key(session)
    if row is None:
        return True
    try:
        row.encrypted = cipher(secrets).rotate(row.encrypted.encode()).decode()
        return True
    except InvalidToken:
        if not is_lost:
            raise SecretDoesNotFit(f"the signing key {row.kid}") from None
    retire_signing_key(session, now=now)
    return False
