"""Re-encrypt data from a former secret of the service to the present one."""
from collections.abc import Sequence
from datetime import datetime

from cryptography.fernet import InvalidToken
from sqlalchemy import select

from services.identity.store import TotpApp
from services.identity.usecases.tokens.signing_keys import SecretDoesNotFit, cipher, find_active_key, retire_signing_key
from shared.db.session import Session


def rotate_secret(session: Session, *, secrets: Sequence[str], is_lost: bool, now: datetime) -> bool:
    """Encrypt the signing key and the keys of authenticator apps with the first of the secrets.

    :param secrets: the present secret first, then former ones
    :param is_lost: whether to retire a key that none of them decrypts: the next signature creates a new signing key, and
        the owner of an app adds it again
    :returns: whether the signing key was kept, so that nobody has to log in again
    :raises SecretDoesNotFit: if none decrypts it and `is_lost` is False
    """
    _rotate_apps(session, secrets, is_lost)
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


def _rotate_apps(session: Session, secrets: Sequence[str], is_lost: bool) -> None:
    for app in session.scalars(select(TotpApp).with_for_update()):
        try:
            app.encrypted = cipher(secrets).rotate(app.encrypted.encode()).decode()
        except InvalidToken:
            if not is_lost:
                raise SecretDoesNotFit(f"the key of an authenticator app of {app.account_id}") from None
            session.delete(app)
