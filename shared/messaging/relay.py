"""The outbox relay: sends outbox events in order per key, and deletes them once the broker acknowledged them."""
import logging
import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

import psycopg

from shared.bus.port import Bus, Message, PublishError
from shared.db.prepared import Bound
from shared.db.session import Database
from shared.messaging.failures import Failure, failure_of
from shared.messaging.outbox import CHANNEL
from shared.messaging.steps import Step, Watch, unwatched
from shared.observability.business import count_sent
from shared.observability.metrics import PUBLISH_FAILURES, RETRIES

log = logging.getLogger(__name__)

BATCH = 500
PUBLISH_SECONDS = 10.0
FALLBACK_SECONDS = 1.0
FIRST_BACKOFF_SECONDS = 0.1
MAX_BACKOFF_SECONDS = 5.0

# The outbox is read in a separate statement, to see what the former holder of a slot has deleted. Both are sent in one round
# trip; a setting of the transaction passes the locked slots from the first to the second.
_TAKE_SLOTS = """
SELECT set_config('ontzorg.slots', coalesce(array_agg(slot), '{}')::text, true)
FROM (SELECT slot FROM outbox_slot WHERE EXISTS (SELECT FROM outbox WHERE outbox.slot = outbox_slot.slot)
      FOR UPDATE SKIP LOCKED) AS free"""
_NEXT = """
SELECT id, topic, key, type, headers, payload FROM outbox
WHERE slot = ANY(current_setting('ontzorg.slots')::smallint[]) AND topic <> ALL(%s::text[]) ORDER BY id LIMIT %s"""
# No flush to disk: after a server crash undeleted events are sent again, and readers recognise them.
_DELETE = """
WITH relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
DELETE FROM outbox USING relaxed WHERE id = ANY(%s::bigint[])"""


class Waiting(NamedTuple):
    """A row of the outbox."""

    id: int
    topic: str
    key: str
    type: str
    headers: dict[str, str]
    payload: bytes


class Relay:
    """Drains the outbox by slots; several relays may run, and each slot has one sender at a time.

    :param watch: called after each step, see `Step`
    """

    def __init__(self, database: Database, bus: Bus, *, watch: Watch = unwatched) -> None:
        self._database = database
        self._bus = bus
        self._watch = watch
        self._failures_in_a_row = 0
        self._passed_over: list[str] = []

    def run(self, stop: threading.Event) -> None:
        """Send until `stop` is set; backs off while broker or database is unavailable."""
        while not stop.is_set():
            try:
                with self._listen() as listener:
                    self._run_listening(listener, stop)
            except Exception as problem:
                if failure_of(problem) is not Failure.INFRASTRUCTURE:
                    raise
                pause = min(FIRST_BACKOFF_SECONDS * 2 ** min(self._failures_in_a_row, 10), MAX_BACKOFF_SECONDS)
                self._failures_in_a_row += 1
                RETRIES.labels("relay", "infrastructure").inc()
                log.warning("relay waits", extra={"error": type(problem).__name__, "seconds": pause})
                stop.wait(pause)

    def _run_listening(self, listener: psycopg.Connection[Any], stop: threading.Event) -> None:
        while not stop.is_set():
            sent = self.drain()
            if sent:
                self._failures_in_a_row = 0
            if sent < BATCH:  # an event written meanwhile has notified the listener
                list(listener.notifies(timeout=FALLBACK_SECONDS, stop_after=1))

    def _listen(self) -> psycopg.Connection[Any]:
        url = self._database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = psycopg.connect(url, autocommit=True)
        connection.execute(f"LISTEN {CHANNEL}")
        return connection

    def drain(self) -> int:
        """Send one batch, oldest events first, from all free slots with events.

        After a full batch with refused events the next batch skips their topics, so that other topics do not starve.

        :returns: number of events sent
        :raises BusError: if the broker did not acknowledge the whole batch; acknowledged events are deleted
        """
        with self._database.transaction() as session:
            _, found = session.together(Bound(_TAKE_SLOTS), Bound(_NEXT, (self._passed_over, BATCH)))
            if not found:
                self._passed_over = []
                return 0
            rows = [Waiting(*row) for row in found]
            self._watch(Step.SLOT_READ)
            sent, failure = self._send(rows)
            session.later(Bound(_DELETE, ([row.id for row in sent],)))
        self._watch(Step.SENT_COMMITTED)
        count_sent(sent)
        refused = {rows[i].topic for i in failure.failed} if failure else set()
        self._passed_over = sorted(refused) if len(rows) == BATCH else []
        if failure is not None:
            PUBLISH_FAILURES.inc()
            raise failure
        return len(rows)

    def _send(self, rows: Sequence[Waiting]) -> tuple[list[Waiting], PublishError | None]:
        """Return the rows to delete, and the failure of the others: acknowledged, with no earlier row of their key refused."""
        messages = [Message(row.topic, row.key, row.payload, _headers(row.headers)) for row in rows]
        failure, sent = None, list(rows)
        try:
            self._bus.publish(messages, timeout=PUBLISH_SECONDS)
        except PublishError as problem:
            failure = problem
            first = min(problem.failed, default=0)
            unsent = {rows[i].key for i in problem.failed}
            sent = [row for i, row in enumerate(rows) if i < first or row.key not in unsent]
        self._watch(Step.ACKNOWLEDGED)
        return sent, failure


def _headers(headers: dict[str, str]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, value.encode()) for name, value in headers.items())
