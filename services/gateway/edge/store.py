"""Sessions in PostgreSQL: they survive a restart and are shared by all processes. Only a hash of the cookie is stored."""
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, LargeBinary, String, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.gateway.edge.vault import Vault
from shared.db.prepared import Prepared, run_alone
from shared.db.rate_limits import rate_window
from shared.db.session import Database
from shared.db.types import TYPES, new_metadata

REMEMBERED = timedelta(hours=24)
"""Time for which an ended session is kept with its account, so that a form sent in it can be restored."""


class Base(DeclarativeBase):
    """The gateway's tables."""

    metadata = new_metadata()
    type_annotation_map = TYPES


rate_window(Base.metadata)


class SessionRow(Base):
    """One browser session; `tokens` is a separate column, so that saving page data never overwrites a token refresh."""

    __tablename__ = "portal_session"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    tokens: Mapped[bytes | None] = mapped_column(LargeBinary)
    started_at: Mapped[datetime]
    used_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]


class KeptReport(Base):
    """A sick report that waits until absence can take it; `content` is sealed, and gone once the report is delivered.

    :ivar state: WAITING, SENT or REFUSED
    """

    __tablename__ = "kept_report"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(index=True)
    employer_id: Mapped[str]
    kept_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), index=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome: Mapped[str | None] = mapped_column(String(400))


@dataclass(frozen=True, slots=True)
class StoredSession:
    """The stored data of one session."""

    account_id: str | None
    data: dict[str, Any]
    tokens: dict[str, Any] | None
    used_at: datetime
    is_live: bool


FIND = Prepared(select(
    SessionRow.account_id, SessionRow.data, SessionRow.tokens, SessionRow.used_at, SessionRow.ends_at).where(
    SessionRow.key == bindparam("key")))

R = TypeVar("R")


class SessionStore:
    """Reads and writes sessions by the secret in the cookie.

    Every call is one idempotent statement with its own commit, so it can be retried if an idle connection turned out to be
    broken, and connections need no test before use.
    """

    def __init__(self, database: Database, vault: Vault, *, idle: timedelta, longest: timedelta) -> None:
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._vault = vault
        self._idle = idle
        self._longest = longest

    def find(self, cookie: str) -> StoredSession | None:
        """The session of a cookie, also if it ended recently; None if there is none."""
        rows = self._send(lambda connection: run_alone(connection, FIND(key=_key(cookie))))
        if not rows:
            return None
        row, = rows
        is_live = _now() < min(row.used_at + self._idle, row.ends_at)
        data, tokens = self._vault.open(row.data), self._vault.open(row.tokens)
        return StoredSession(row.account_id, data or {}, tokens, row.used_at, is_live and data is not None)

    def save(self, cookie: str, data: dict[str, Any], *, account_id: str | None) -> None:
        """Store the page data of a session; a new session starts now."""
        now = _now()
        values = {"data": self._vault.seal(data), "account_id": account_id, "used_at": now}
        new = insert(SessionRow).values(key=_key(cookie), started_at=now, ends_at=now + self._longest, **values)
        self._write(new.on_conflict_do_update(index_elements=["key"], set_=values))

    def save_tokens(self, cookie: str, tokens: dict[str, Any]) -> None:
        """Store the tokens of an existing session."""
        self._write(update(SessionRow).where(SessionRow.key == _key(cookie)).values(tokens=self._vault.seal(tokens)))

    def touch(self, cookie: str) -> None:
        """Record that the session is in use."""
        self._write(update(SessionRow).where(SessionRow.key == _key(cookie)).values(used_at=_now()))

    def remove(self, cookie: str) -> None:
        """Delete a session."""
        self._write(delete(SessionRow).where(SessionRow.key == _key(cookie)))

    def remove_old(self) -> None:
        """Delete sessions that ended before the retention period."""
        self._write(delete(SessionRow).where(SessionRow.used_at < _now() - self._idle - REMEMBERED))

    def check(self) -> None:
        """Query the database; raises if it does not answer."""
        self._write(select(1))

    def _write(self, statement: Executable) -> None:
        self._send(lambda connection: connection.execute(statement))

    def _send(self, work: Callable[[Connection], R]) -> R:
        try:
            with self._engine.connect() as connection:
                return work(connection)
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                raise
        with self._engine.connect() as connection:
            return work(connection)


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def _now() -> datetime:
    """The machine's time: sessions must not expire when the platform's clock is moved."""
    return datetime.now(UTC)
