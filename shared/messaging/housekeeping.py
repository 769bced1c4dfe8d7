"""Deletes expired data: old records of the log, inbox rows older than those, old responses to writes."""
import logging
import threading
from datetime import timedelta

from sqlalchemy import Table, delete, func, select
from sqlalchemy.sql.elements import ColumnElement

from shared.bus.catalogue import TOPICS
from shared.bus.port import Bus
from shared.db.mechanism import idempotency_key, inbox, revoked_access
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.messaging.failures import Failure, failure_of

log = logging.getLogger(__name__)

RECORD_AGE = timedelta(days=max(topic.retention_days for topic in TOPICS))
"""Retention of the embedded log; Apache Kafka applies a retention per topic itself."""
INBOX_AGE = RECORD_AGE + timedelta(days=14)
"""Retention of inbox rows: that of the longest topic plus two weeks for brokers that delete late."""
ANSWER_AGE = timedelta(days=30)
"""Time during which a repeated Idempotency-Key gives the same response."""
CHUNK = 5_000
"""Rows deleted per transaction, to keep locks short."""
EVERY_SECONDS = 3600.0
LOOK_SECONDS = 60.0


class Housekeeper:
    """Deletes old records, and old rows of the mechanism's tables, in chunks; several may run concurrently."""

    def __init__(self, database: Database, bus: Bus, *, chunk: int = CHUNK) -> None:
        self._database = database
        self._bus = bus
        self._chunk = chunk

    def run(self, stop: threading.Event) -> None:
        """Delete expired data every hour until `stop` is set."""
        waited = EVERY_SECONDS
        while not stop.is_set():
            if waited >= EVERY_SECONDS:
                waited = 0.0
                try:
                    self.tidy(stop)
                except Exception as problem:
                    if failure_of(problem) is not Failure.INFRASTRUCTURE:
                        raise
                    log.warning("housekeeping waits", extra={"error": type(problem).__name__})
            stop.wait(LOOK_SECONDS)
            waited += LOOK_SECONDS

    def tidy(self, stop: threading.Event | None = None) -> int:
        """Delete all expired data.

:returns: number of rows, without records of the log
        """
        forgotten = self._forget(inbox, inbox.c.recorded_at < func.now() - INBOX_AGE, stop)
        forgotten += self._forget(
            idempotency_key, idempotency_key.c.created_at < self._database.clock.now() - ANSWER_AGE, stop)
        forgotten += self._forget(revoked_access, revoked_access.c.ends_at < SystemClock().now(), stop)
        if forgotten:
            log.info("old rows forgotten", extra={"rows": forgotten})
        self._bus.delete_older_than(SystemClock().now() - RECORD_AGE)  # independent of the platform's clock
        return forgotten

    def _forget(self, table: Table, is_old: ColumnElement[bool], stop: threading.Event | None) -> int:
        identity = list(table.primary_key.columns)
        forgotten = 0
        while not (stop and stop.is_set()):
            with self._database.transaction() as session:
                old = select(*identity).where(is_old).limit(self._chunk).with_for_update(skip_locked=True)
                rows = session.execute(old).all()
                for_each = [column.in_([row[place] for row in rows]) for place, column in enumerate(identity)]
                session.execute(delete(table).where(is_old, *for_each))
            forgotten += len(rows)
            if len(rows) < self._chunk:
                break
        return forgotten
