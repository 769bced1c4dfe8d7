"""Forgets what nobody can ask for any more: old records of the log, inbox rows older than those, old answers to writes."""
import logging
import threading
from datetime import timedelta

from sqlalchemy import Table, delete, func, select
from sqlalchemy.sql.elements import ColumnElement

from shared.bus.catalogue import TOPICS
from shared.bus.port import Bus
from shared.db.mechanism import idempotency_key, inbox
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.messaging.failures import Failure, failure_of

log = logging.getLogger(__name__)

RECORD_AGE = timedelta(days=max(topic.retention_days for topic in TOPICS))
"""For a log that forgets nothing by itself; Apache Kafka does, by topic."""
INBOX_AGE = RECORD_AGE + timedelta(days=14)
"""A record that its topic has deleted never comes again; two weeks of margin for brokers that are late."""
ANSWER_AGE = timedelta(days=30)
"""Within which the same Idempotency-Key gives the same answer."""
CHUNK = 5_000
"""Rows deleted in one transaction, so that no reader waits for long."""
EVERY_SECONDS = 3600.0
LOOK_SECONDS = 60.0


class Housekeeper:
    """Deletes old records, and old rows of the mechanism's tables, a chunk at a time; several may work at once."""

    def __init__(self, database: Database, bus: Bus, *, chunk: int = CHUNK) -> None:
        self._database = database
        self._bus = bus
        self._chunk = chunk

    def run(self, stop: threading.Event) -> None:
        """Tidy up every hour until `stop` is set."""
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
        """Delete all that is too old now.

        :returns: number of rows, records of the log aside
        """
        forgotten = self._forget(inbox, inbox.c.recorded_at < func.now() - INBOX_AGE, stop)
        forgotten += self._forget(
            idempotency_key, idempotency_key.c.created_at < self._database.clock.now() - ANSWER_AGE, stop)
        if forgotten:
            log.info("old rows forgotten", extra={"rows": forgotten})
        self._bus.delete_older_than(SystemClock().now() - RECORD_AGE)  # the log's own time: the platform's may be moved
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
