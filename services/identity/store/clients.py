"""Programs that may request tokens."""
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.store.base import Base


class OAuthClient(Base):
    """A program that may request tokens.

    :ivar details: RFC 7591 client metadata: redirect_uris, scope, grant_types, jwks, and our employer_id, rights, roles
    """

    __tablename__ = "oauth_client"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    secret_digest: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]]
