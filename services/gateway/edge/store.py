"""Sessions in PostgreSQL: they survive a restart and are shared by all processes. Only a hash of the cookie is kept."""
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import LargeBinary, String, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.gateway.edge.vault import Vault
from shared.db.session import Database
from shared.db.types import TYPES, new_metadata

REMEMBERED = timedelta(hours=24)
"""How long an ended session still tells whose it was, so that a form typed in it can be given back."""


class Base(DeclarativeBase):
    """The gateway's tables."""

    metadata = new_metadata()
    type_annotation_map = TYPES


class SessionRow(Base):
    """One browser session; `tokens` is apart, so that saving a page never overwrites a refresh."""

    __tablename__ = "portal_session"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    tokens: Mapped[bytes | None] = mapped_column(LargeBinary)
    started_at: Mapped[datetime]
    used_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class StoredSession:
    """What is kept of one session."""

    account_id: str | None
    data: dict[str, Any]
    tokens: dict[str, Any] | None
    used_at: datetime
    is_live: bool


class SessionStore:
    """Reads and writes sessions by the secret in the cookie."""

    def __init__(self, database: Database, vault: Vault, *, idle: timedelta, longest: timedelta) -> None:
        self._database = database
        self._vault = vault
        self._idle = idle
        self._longest = longest

    def find(self, cookie: str) -> StoredSession | None:
        """The session of a cookie, also if it has ended lately; None if there is none."""
        with self._database.reading() as session:
            row = session.get(SessionRow, _key(cookie))
            if row is None:
                return None
            is_live = _now() < min(row.used_at + self._idle, row.ends_at)
            data, tokens = self._vault.open(row.data), self._vault.open(row.tokens)
            return StoredSession(row.account_id, data or {}, tokens, row.used_at, is_live and data is not None)

    def save(self, cookie: str, data: dict[str, Any], *, account_id: str | None) -> None:
        """Keep the page data of a session, which starts now if it is new."""
        now = _now()
        values = {"data": self._vault.seal(data), "account_id": account_id, "used_at": now}
        new = insert(SessionRow).values(key=_key(cookie), started_at=now, ends_at=now + self._longest, **values)
        with self._database.transaction() as session:
            session.execute(new.on_conflict_do_update(index_elements=["key"], set_=values))

    def save_tokens(self, cookie: str, tokens: dict[str, Any]) -> None:
        """Keep the tokens of a session that exists."""
        change = update(SessionRow).where(SessionRow.key == _key(cookie)).values(tokens=self._vault.seal(tokens))
        with self._database.transaction() as session:
            session.execute(change)

    def touch(self, cookie: str) -> None:
        """Note that the session is in use."""
        with self._database.transaction() as session:
            session.execute(update(SessionRow).where(SessionRow.key == _key(cookie)).values(used_at=_now()))

    def remove(self, cookie: str) -> None:
        """End a session at once."""
        with self._database.transaction() as session:
            session.execute(delete(SessionRow).where(SessionRow.key == _key(cookie)))

    def remove_old(self) -> None:
        """Forget sessions that ended longer ago than they are remembered."""
        with self._database.transaction() as session:
            session.execute(delete(SessionRow).where(SessionRow.used_at < _now() - self._idle - REMEMBERED))

    def check(self) -> None:
        """Prove that the database answers; raises if not."""
        with self._database.reading() as session:
            session.execute(select(1))


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def _now() -> datetime:
    """Real time, also where the platform's clock is moved: a walk through 104 weeks logs nobody out."""
    return datetime.now(UTC)
