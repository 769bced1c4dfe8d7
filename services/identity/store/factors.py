"""Second factors beside the code by SMS or e-mail. Keys of apps are encrypted, recovery codes hashed, passkeys public keys."""
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base
from shared.db.session import Session


class TotpApp(Base):
    """An authenticator app; one that was never confirmed with a code is no factor.

    :ivar last_step: step of the last accepted code, so that no code is accepted twice
    """

    __tablename__ = "totp_app"
    __table_args__ = (
        Index("uq_totp_app_confirmed", "account_id", unique=True, postgresql_where=text("confirmed_at IS NOT NULL")),
        Index("ix_totp_app_account_id", "account_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    encrypted: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """A recovery code; replaced together with the others.

    :ivar salt: of the hashes of the codes that were issued together, in hexadecimal
    """

    __tablename__ = "recovery_code"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    issued_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A passkey.

    :ivar credential_id: base64url, as the browser names it
    :ivar public_key: COSE key in base64url
    :ivar sign_count: of the last signature; a lower one means a copied key
    """

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[str] = mapped_column(Text, unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """The challenge that a login or, to add a passkey, an account waits for. Each is taken once.

    :ivar owner: id of the login or of the account
    """

    __tablename__ = "passkey_challenge"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    challenge: Mapped[str] = mapped_column(String(128))
    expires_at: Mapped[datetime] = mapped_column(index=True)


def find_app(session: Session, account_id: str, *, confirmed: bool = True) -> TotpApp | None:
    """The account's confirmed app, or the one that waits for its first code."""
    state = TotpApp.confirmed_at.is_not(None) if confirmed else TotpApp.confirmed_at.is_(None)
    return session.scalars(select(TotpApp).where(TotpApp.account_id == account_id, state)).one_or_none()


def list_passkeys(session: Session, account_id: str) -> Sequence[Passkey]:
    """The account's passkeys, oldest first."""
    return session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)).all()


def list_recovery_codes(session: Session, account_id: str) -> Sequence[RecoveryCode]:
    """The account's recovery codes that were not used."""
    unused = select(RecoveryCode).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return session.scalars(unused).all()


def take_challenge(session: Session, owner: str) -> str | None:
    """Take the challenge that the owner waits for; None if there is none or it expired."""
    taken = delete(PasskeyChallenge).where(PasskeyChallenge.owner == owner).returning(
        PasskeyChallenge.challenge, PasskeyChallenge.expires_at)
    row = session.execute(taken).one_or_none()
    return row.challenge if row is not None and session.clock.now() < row.expires_at else None
