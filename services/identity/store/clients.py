"""Programs that may request tokens, their keys, and the employers for which they may act."""
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.identity.store.base import Base
from shared.db.session import Session
from shared.kernel.refusals import NotFound


class OAuthClient(Base):
    """A client.

    :ivar secret_digest: of an ENTRANCE
    :ivar former_secret_digest: accepted besides during a rotation
    :ivar code_channel: by which people who sign in at an ENTRANCE receive their code
    :ivar scopes: a PROGRAM has those of `shared.kernel.scopes`
    :ivar access_generation: incremented when its access tokens must be refused
    :ivar details: read by the version before these columns while an upgrade rolls out; dropped with the next version
    """

    __tablename__ = "oauth_client"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    secret_digest: Mapped[str | None] = mapped_column(String(64))
    former_secret_digest: Mapped[str | None] = mapped_column(String(64))
    code_channel: Mapped[str | None] = mapped_column(String(10))
    redirect_uris: Mapped[list[Any]]
    post_logout_redirect_uris: Mapped[list[Any]]
    scopes: Mapped[list[Any]]
    access_generation: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    details: Mapped[dict[str, Any] | None]
    keys: Mapped[list["OAuthClientKey"]] = relationship(
        order_by="OAuthClientKey.added_at, OAuthClientKey.kid", cascade="all, delete-orphan", lazy="selectin")
    employers: Mapped[list["OAuthClientEmployer"]] = relationship(
        order_by="OAuthClientEmployer.employer_id", cascade="all, delete-orphan", lazy="selectin")


class OAuthClientKey(Base):
    """A public key with which a program signs its assertions."""

    __tablename__ = "oauth_client_key"

    client_id: Mapped[str] = mapped_column(ForeignKey("oauth_client.client_id"), primary_key=True)
    kid: Mapped[str] = mapped_column(String(120), primary_key=True)
    public: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]


class OAuthClientEmployer(Base):
    """An employer for which a program may act."""

    __tablename__ = "oauth_client_employer"

    client_id: Mapped[str] = mapped_column(ForeignKey("oauth_client.client_id"), primary_key=True)
    employer_id: Mapped[str] = mapped_column(String(64), primary_key=True)


def get_program(session: Session, client_id: str, *, lock: bool = False) -> OAuthClient:
    """A program, optionally locked.

    :raises NotFound: if there is none
    """
    client = session.get(OAuthClient, client_id, with_for_update=lock or None)
    if client is None or client.kind != "PROGRAM":
        raise NotFound("client.unknown", "Dit programma bestaat niet.")
    return client
