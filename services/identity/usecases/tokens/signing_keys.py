"""The keys that sign tokens: one active, retired ones published until the last token they signed has expired."""
import json
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import or_, select, text, update

from services.identity.store import SigningKey
from shared.db.session import Session

PUBLISHED_AFTER_RETIREMENT = timedelta(minutes=20)
"""An access token lives five minutes, and readers keep the published set for five."""

_LOCK = 7_231_001


def retire_signing_key(session: Session, *, now: datetime) -> None:
    """Nothing is signed with the active key any more; whoever signs next makes a new one."""
    session.execute(update(SigningKey).where(SigningKey.retired_at.is_(None)).values(retired_at=now))


def active_keys(session: Session, *, secret: str, now: datetime) -> KeySet:
    """A set of the one key that signs: given a set, joserfc puts the key's id in the header."""
    row = _find_active(session)
    if row is None:
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        row = _find_active(session) or _new_key(session, secret, now)
    return KeySet([RSAKey.import_key(json.loads(_cipher(secret).decrypt(row.encrypted.encode())))])


def _find_active(session: Session) -> SigningKey | None:
    return session.scalars(select(SigningKey).where(SigningKey.retired_at.is_(None))).one_or_none()


def _new_key(session: Session, secret: str, now: datetime) -> SigningKey:
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    private = json.dumps(key.as_dict(private=True)).encode()
    row = SigningKey(kid=key.kid, public=dict(key.as_dict(private=False)), created_at=now,
                     encrypted=_cipher(secret).encrypt(private).decode())
    session.add(row)
    session.flush()
    return row


def published_keys(session: Session, *, now: datetime) -> KeySet:
    """The public halves that a reader may need."""
    wanted = select(SigningKey).where(or_(SigningKey.retired_at.is_(None),
                                          SigningKey.retired_at > now - PUBLISHED_AFTER_RETIREMENT))
    return KeySet([RSAKey.import_key(row.public) for row in session.scalars(wanted.order_by(SigningKey.created_at))])


def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"signing keys:{secret}".encode()).digest()))
