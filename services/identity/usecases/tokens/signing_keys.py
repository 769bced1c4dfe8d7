"""Signing keys: one active; retired ones stay published until the last token signed with them has expired."""
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import or_, select, text, update

from services.identity.domain.security import SecurityEventKind
from services.identity.store import SigningKey, record
from shared.db.session import Session

PUBLISHED_AFTER_RETIREMENT = timedelta(minutes=20)
"""An access token lives five minutes, and readers keep the published set for five."""

_LOCK = 7_231_001


class SecretDoesNotFit(Exception):
    """The signing key was encrypted with a secret that this service does not have."""


def retire_signing_key(session: Session, *, now: datetime) -> None:
    """Retire the active key; the next signature creates a new one."""
    retired = update(SigningKey).where(SigningKey.retired_at.is_(None)).values(retired_at=now).returning(SigningKey.kid)
    for kid in session.scalars(retired).all():
        record(session, SecurityEventKind.SIGNING_KEY_RETIRED, account_id=None, actor_id="system", key_id=kid)


def active_keys(session: Session, *, secrets: Sequence[str], now: datetime) -> KeySet:
    """A key set with the active key, because joserfc adds the key id to the header only for a set.

    :param secrets: secrets of the service; a new key is encrypted with the first, all are tried for decryption
    :raises SecretDoesNotFit: if none of them decrypts it
    """
    row = find_active_key(session)
    if row is None:
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        row = find_active_key(session) or _new_key(session, secrets, now)
    try:
        private = cipher(secrets).decrypt(row.encrypted.encode())
    except InvalidToken:
        raise SecretDoesNotFit(f"the signing key {row.kid}") from None
    return KeySet([_key_of(private)])


@lru_cache(maxsize=4)
def _key_of(private: bytes) -> RSAKey:
    """The key of its JWK; kept, because its numbers are checked at each import, which takes longer than a signature."""
    return RSAKey.import_key(json.loads(private))


def find_active_key(session: Session) -> SigningKey | None:
    """The active key; None if there is none or it was retired."""
    return session.scalars(select(SigningKey).where(SigningKey.retired_at.is_(None))).one_or_none()


def _new_key(session: Session, secrets: Sequence[str], now: datetime) -> SigningKey:
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    private = json.dumps(key.as_dict(private=True)).encode()
    row = SigningKey(kid=key.kid, public=dict(key.as_dict(private=False)), created_at=now,
                     encrypted=cipher(secrets).encrypt(private).decode())
    session.add(row)
    session.flush()
    return row


def published_keys(session: Session, *, now: datetime) -> KeySet:
    """The public keys to publish."""
    wanted = select(SigningKey).where(or_(SigningKey.retired_at.is_(None),
                                          SigningKey.retired_at > now - PUBLISHED_AFTER_RETIREMENT))
    return KeySet([RSAKey.import_key(row.public) for row in session.scalars(wanted.order_by(SigningKey.created_at))])


def cipher(secrets: Sequence[str]) -> MultiFernet:
    """Encrypts private keys with the first secret, decrypts with any of them."""
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"signing keys:{secret}".encode()).digest())) for secret in secrets])
