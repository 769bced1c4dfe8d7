"""The part of the worker that processes rows of imports: in chunks, and one by one where a chunk fails."""
import logging
import threading

from services.absence.jobs import IMPORT
from services.absence.usecases.imports.take_rows import (
    TOGETHER,
    find_next_row,
    put_row_aside,
    take_rows,
    take_single_row,
)
from shared.db.session import Database
from shared.messaging.failures import Failure, failure_of
from shared.observability.metrics import JOB_ITEMS
from shared.observability.tracing import new_trace, working_on
from shared.service.job_progress import list_through, lock_progress
from shared.service.set_aside import set_aside

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""Pause while there is no import to process."""
AWAY_SECONDS = 5.0
"""Pause after a failure."""


class ImportWorker:
    """Processes rows of imports until it is stopped; several may run at once."""

    def __init__(self, database: Database, *, together: int = TOGETHER) -> None:
        self._database, self._together = database, together

    def run(self, stop: threading.Event) -> None:
        """Process rows until `stop` is set; the current chunk is finished."""
        while not stop.is_set():
            try:
                has_worked = self.take_chunk()
            except Exception as problem:
                is_away = failure_of(problem) is Failure.INFRASTRUCTURE
                log.warning("imports wait", extra={"error": type(problem).__name__}, exc_info=None if is_away else problem)
                stop.wait(AWAY_SECONDS)
            else:
                if not has_worked:
                    stop.wait(LOOK_SECONDS)

    def take_chunk(self) -> bool:
        """Process a chunk of rows in one transaction; if that fails, one by one, setting aside each row that fails.

        :returns: whether there were rows to process
        """
        try:
            with self._database.transaction() as session:
                return take_rows(session, at_most=self._together) is not None
        except Exception as problem:
            if failure_of(problem) is Failure.INFRASTRUCTURE:
                raise
        taken = 0
        while taken < self._together and self._take_or_set_aside():
            taken += 1
        return taken > 0

    def _take_or_set_aside(self) -> bool:
        with self._database.transaction() as session:
            found = find_next_row(session)
        if found is None:
            return False
        import_id, number = found
        trace = new_trace()
        with working_on(trace):
            try:
                with self._database.transaction() as session:
                    take_single_row(session, import_id=import_id, number=number)
            except Exception as problem:
                if failure_of(problem) is Failure.INFRASTRUCTURE:
                    raise
                log.exception("row of an import set aside", extra={"import_id": import_id, "row": number})
                self._set_aside(import_id, number, problem, trace.correlation_id)
        return True

    def _set_aside(self, import_id: str, number: int, problem: Exception, correlation_id: str) -> None:
        with self._database.transaction() as session:
            if not put_row_aside(session, import_id=import_id, number=number):
                return
            today = session.clock.today()
            list_through(session, [IMPORT.name], default=today)
            lock_progress(session, IMPORT.name)
            set_aside(session, IMPORT, f"{import_id}:{number}", today, problem, correlation_id=correlation_id)
        JOB_ITEMS.labels(IMPORT.name, "set_aside").inc()
