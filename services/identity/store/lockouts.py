"""Lock-outs by source."""
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.domain.login.lockout import Lockout
from services.identity.store.base import Base
from shared.db.session import Session


class LockoutRow(Base):
    """The wrong answers of one source for one account; see `domain.login.lockout`."""

    __tablename__ = "lockout"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]

    @property
    def lockout(self) -> Lockout:
        """The lock-out as a domain value."""
        return Lockout(self.failures, self.last_failed_at, self.locked_until)

    @lockout.setter
    def lockout(self, value: Lockout) -> None:
        assert value.last_failed_at is not None
        self.failures, self.last_failed_at, self.locked_until = value.failures, value.last_failed_at, value.locked_until


def find_lockouts(session: Session, account_id: str, sources: Iterable[str]) -> dict[str, LockoutRow]:
    """The rows of these sources, by source. The caller must have locked the account's row."""
    found = select(LockoutRow).where(LockoutRow.account_id == account_id, LockoutRow.source.in_(list(sources)))
    return {row.source: row for row in session.scalars(found)}


def delete_lockouts(session: Session, account_id: str) -> int:
    """Delete all lock-outs of an account; returns how many there were."""
    gone = delete(LockoutRow).where(LockoutRow.account_id == account_id).returning(LockoutRow.source)
    return len(session.scalars(gone).all())
