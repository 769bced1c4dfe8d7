"""Re-encrypt data from a former secret of the service to the present one."""
from collections.abc import Sequence
from datetime import datetime

from cryptography.fernet import InvalidToken

from services.identity.usecases.tokens.signing_keys import SecretDoesNotFit, cipher, find_active_key, retire_signing_key
from shared.db.session import Session


def rotate_secret(session: Session, *, secrets: Sequence[str], is_lost: bool, now: datetime) -> bool:
    """Encrypt the signing key with the first of the secrets.

    :param secrets: the present secret first, then former ones
    :param is_lost: whether to retire a key that none of them decrypts; the next signature creates a new key
    :returns: whether the key was kept, so that nobody has to log in again
    :raises SecretDoesNotFit: if none decrypts it and `is_lost` is False
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
