"""On SIGTERM a worker finishes its current batch only; the next worker receives the rest."""
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from shared.bus.embedded.adapter import EmbeddedBus
from shared.db.mechanism_versions import update_mechanism
from shared.db.session import Database
from shared.events.claims import DebtCreated
from shared.kernel.clock import FixedClock, noon
from shared.messaging.relay import Relay
from shared.messaging.tests.ledger import commit_events, debt, effects, metadata, waiting

ROOT = Path(__file__).resolve().parents[3]
GRACE_SECONDS = 20


@pytest.fixture
def database(new_database) -> Iterator[Database]:
    opened = Database(new_database("slow_worker"), FixedClock(noon(date(2026, 3, 2))))
    with opened.engine.begin() as connection:
        update_mechanism(connection)
        metadata.create_all(connection)
    yield opened
    opened.dispose()


@pytest.fixture
def bus(new_database) -> Iterator[tuple[str, EmbeddedBus]]:
    url = new_database("slow_bus")
    opened = EmbeddedBus(url)
    opened.ensure_topics({DebtCreated.topic(): 6})
    yield url, opened
    opened.close()


@contextmanager
def worker(database: Database, bus_url: str, seconds: float) -> Iterator["subprocess.Popen[str]"]:
    """A worker that prints the number of each event before it handles it."""
    command = [sys.executable, "-m", "shared.service.tests.slow_worker", database.url, bus_url, str(seconds)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


class TestSigterm:
    def test_in_the_middle_of_a_batch_finishes_it_with_its_offset_and_ends_well(self, database, bus):
        url, opened = bus
        commit_events(database, *(debt("P-1", str(number)) for number in range(4)))
        Relay(database, opened).drain()

        with worker(database, url, 0.4) as process:
            assert process.stdout.readline().strip() == "0"
            process.send_signal(signal.SIGTERM)
            code = process.wait(GRACE_SECONDS)

        assert code == 0
        assert effects(database) == [("P-1", str(number)) for number in range(4)]
        assert sum(at for at, _ in opened.lag("readers", [DebtCreated.topic()]).values()) == 4

    def test_leaves_what_is_written_afterwards_to_the_next_worker(self, database, bus):
        url, opened = bus
        commit_events(database, debt("P-1", "first"))
        Relay(database, opened).drain()
        with worker(database, url, 0.4) as process:
            assert process.stdout.readline().strip() == "first"
            process.send_signal(signal.SIGTERM)
            process.wait(GRACE_SECONDS)
        commit_events(database, debt("P-1", "second"))
        assert waiting(database) == ["P-1"]

        with worker(database, url, 0.0) as process:
            began = process.stdout.readline().strip()
            process.send_signal(signal.SIGTERM)
            process.wait(GRACE_SECONDS)

        assert began == "second"
        assert effects(database) == [("P-1", "first"), ("P-1", "second")]


class TestSigkill:
    def test_in_the_middle_of_a_batch_leaves_no_half_effect_and_the_next_worker_does_it_once(self, database, bus):
        url, opened = bus
        commit_events(database, *(debt("P-1", str(number)) for number in range(3)))
        Relay(database, opened).drain()
        with worker(database, url, 0.4) as process:
            assert process.stdout.readline().strip() == "0"
            process.kill()
            process.wait(GRACE_SECONDS)
        assert effects(database) == []

        with worker(database, url, 0.0) as process:
            began = [process.stdout.readline().strip() for _ in range(3)]
            process.send_signal(signal.SIGTERM)
            process.wait(GRACE_SECONDS)

        assert began == ["0", "1", "2"]
        assert effects(database) == [("P-1", str(number)) for number in range(3)]
