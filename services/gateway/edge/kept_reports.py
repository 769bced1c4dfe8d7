"""Sick reports that the gateway keeps while absence is away, sealed like sessions, until they are delivered or refused."""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from services.gateway.edge.store import KeptReport
from services.gateway.edge.vault import Vault
from shared.db.session import Database

WAITING, SENT, REFUSED = "WAITING", "SENT", "REFUSED"
REMEMBERED = timedelta(days=30)
LONGEST_OUTCOME = 400


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept report.

    :ivar content: the report, who is meant, and the session in which it was sent; empty once it is delivered
    :ivar outcome: number of the absence, or why the report was refused
    """

    key: str
    account_id: str
    employer_id: str
    kept_at: datetime
    state: str
    content: Mapping[str, Any]
    outcome: str | None


class KeptReports:
    """Stores reports and hands them to a sender, each to one at a time."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._engine = database.engine
        self._vault = vault

    def keep(self, key: str, *, account_id: str, employer_id: str, at: datetime, content: Mapping[str, Any]) -> None:
        """Store a report; the same key again changes nothing."""
        row = {"key": key, "account_id": account_id, "employer_id": employer_id, "kept_at": at, "state": WAITING,
               "content": self._vault.seal(dict(content)), "outcome": None}
        with self._engine.begin() as connection:
            connection.execute(delete(KeptReport).where(KeptReport.kept_at < at - REMEMBERED, KeptReport.state != WAITING))
            connection.execute(insert(KeptReport).values(row).on_conflict_do_nothing())

    def find(self, key: str, *, account_id: str, employer_id: str | None) -> Kept | None:
        """A report of this account for this employer."""
        return next((kept for kept in self.list_of(account_id, employer_id) if kept.key == key), None)

    def list_of(self, account_id: str, employer_id: str | None) -> list[Kept]:
        """The reports of an account for an employer, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(KeptReport.__table__).where(
                KeptReport.account_id == account_id, KeptReport.employer_id == employer_id).order_by(KeptReport.kept_at))
            return [self._read(row) for row in rows]

    def deliver(self, send: Callable[[Kept], tuple[str, str]], *, account_id: str | None = None) -> int:
        """Hand every waiting report that nobody else is sending to `send`, oldest first.

        :param account_id: only those of this account
        :param send: delivers it and returns the new state with its outcome; an exception leaves the report waiting
        :returns: how many were delivered or refused
        """
        with self._engine.begin() as connection:
            waiting = select(KeptReport.__table__).where(KeptReport.state == WAITING)
            mine = waiting if account_id is None else waiting.where(KeptReport.account_id == account_id)
            rows = connection.execute(mine.order_by(KeptReport.kept_at).with_for_update(skip_locked=True)).all()
            settled = 0
            for row in rows:
                state, outcome = send(self._read(row))
                if state == WAITING:
                    continue
                connection.execute(update(KeptReport).where(KeptReport.key == row.key).values(
                    state=state, outcome=outcome[:LONGEST_OUTCOME], content=None if state == SENT else row.content))
                settled += 1
            return settled

    def _read(self, row: Any) -> Kept:
        return Kept(row.key, row.account_id, row.employer_id, row.kept_at, row.state, self._vault.open(row.content) or {},
                    row.outcome)
