"""While the bus is down events wait in the outbox, which is cheap to query and needs no memory in the worker."""
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert

from shared.bus.port import PublishError
from shared.bus.tests.reading import wait_until
from shared.db.mechanism import outbox
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.messaging.backlog import MOST_COUNTED, get_backlog
from shared.messaging.envelope import encode
from shared.messaging.relay import BATCH, Relay
from shared.messaging.tests.ledger import commit_events, debt, keys_of_one_slot, waiting
from shared.observability.tracing import Trace

MANY = 6_000


class AwayBus:
    """Refuses everything while it is down; records batch sizes and accepted messages."""

    def __init__(self):
        self.is_away, self.batches, self.taken = True, [], []

    def publish(self, messages, timeout=10.0):
        self.batches.append(len(messages))
        if self.is_away:
            raise PublishError(range(len(messages)), ConnectionError("refused"))
        self.taken += [(message.key, message.value) for message in messages]


def fill(database, count):
    """Add this number of events of one key to the outbox."""
    key, = keys_of_one_slot(1)
    _, headers, payload = encode(debt(key, "x" * 500), now=SystemClock().now(), trace=Trace("r", "c", "00-p-01"))
    with database.transaction() as session:
        session.execute(insert(outbox), [
            {"slot": 0, "event_id": new_id(), "topic": "ontzorg.claims.v1", "key": key, "type": "x", "headers": headers,
             "payload": b"%d " % number + payload, "written_at": session.clock.now()} for number in range(count)])


class TestBacklog:
    def test_of_an_empty_outbox_is_nothing(self, database):
        with database.reading() as session:
            backlog = get_backlog(session)

        assert (backlog.pending, backlog.oldest_at, backlog.oldest_seconds) == (0, None, 0.0)

    def test_tells_how_many_wait_and_since_when(self, database):
        commit_events(database, debt("P-1", "1"), debt("P-2", "2"))
        database.clock.set(database.clock.now().replace(year=2028))  # the platform's clock jumps; no event waited two years

        with database.reading() as session:
            backlog = get_backlog(session)

        assert backlog.pending == 2
        assert backlog.oldest_at.year == 2026
        assert 0 <= backlog.oldest_seconds < 60

    def test_is_counted_no_further_than_makes_a_difference(self, database):
        fill(database, MOST_COUNTED + 500)

        with database.reading() as session:
            backlog = get_backlog(session)

        assert backlog.pending == MOST_COUNTED


class TestRelayWhileTheBusIsAway:
    @pytest.fixture
    def relay(self, database):
        bus, stop = AwayBus(), threading.Event()
        relay = Relay(database, bus)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(relay.run, stop)
            yield bus
            stop.set()
            running.result(20)

    def test_holds_one_batch_however_many_wait_and_sends_all_in_order_after(self, database, relay):
        fill(database, BATCH)
        wait_until(lambda: len(relay.batches) >= 2, "two attempts")
        tracemalloc.start()
        try:
            tracemalloc.reset_peak()
            before, _ = tracemalloc.get_traced_memory()
            tried = len(relay.batches)
            wait_until(lambda: len(relay.batches) >= tried + 2, "attempts with few")
            _, with_few = tracemalloc.get_traced_memory()
            fill(database, MANY)
            tried = len(relay.batches)
            tracemalloc.reset_peak()
            wait_until(lambda: len(relay.batches) >= tried + 2, "attempts with many")
            now, with_many = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        relay.is_away = False
        wait_until(lambda: not waiting(database), "everything to be sent")

        assert max(relay.batches) == BATCH
        assert with_many - now < (with_few - before) + 2_000_000
        assert [value.split()[0] for _, value in relay.taken] == [b"%d" % n for count in (BATCH, MANY) for n in range(count)]
