"""A worker that starts while the bus is unavailable waits for it, and then works."""
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.run.kafka import KafkaBroker
from shared.bus.embedded.connection import connect
from shared.bus.factory import open_bus
from shared.bus.tests.reading import wait_until
from shared.events.claims import DebtCreated
from shared.messaging.tests.ledger import commit_events, debt, effects
from shared.service.tests.test_worker_stops import GRACE_SECONDS, ROOT, database
from shared.testing.postgres import database_of

__all__ = ["database"]


@dataclass(frozen=True)
class AbsentBus:
    """A bus with all topics that cannot be reached until `comes_back` is called."""

    url: str
    comes_back: Callable[[], None]


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def absent_bus(request, new_database, tmp_path) -> Iterator[AbsentBus]:
    with (_embedded(new_database) if request.param == "embedded" else _kafka(tmp_path)) as bus:
        yield bus


@contextmanager
def _embedded(new_database) -> Iterator[AbsentBus]:
    url = new_database("late_bus")
    _make_topic(url)
    name = database_of(url)
    with closing(connect(url.replace(f"/{name}", "/postgres", 1), name="operator")) as operator:
        operator.autocommit = True
        operator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        yield AbsentBus(url, lambda: operator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))


@contextmanager
def _kafka(directory: Path) -> Iterator[AbsentBus]:
    with KafkaBroker(directory / "kafka") as broker:
        _make_topic(broker.url)
        broker.kill()
        yield AbsentBus(broker.url, broker.start)


def _make_topic(url: str) -> None:
    with closing(open_bus(url)) as bus:
        bus.ensure_topics({DebtCreated.topic(): 6})


class TestWorker:
    def test_waits_for_a_bus_that_is_away_when_it_starts(self, database, absent_bus, tmp_path):
        commit_events(database, debt("P-1", "early"))
        said = tmp_path / "said.log"
        command = [sys.executable, "-m", "shared.service.tests.slow_worker", database.url, absent_bus.url, "0"]

        with said.open("w") as log, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log) as process:
            try:
                wait_until(lambda: "worker waits for the bus" in said.read_text() or process.poll() is not None, "a try")
                absent_bus.comes_back()
                wait_until(lambda: effects(database) == [("P-1", "early")] or process.poll() is not None, "the effect")
                process.send_signal(signal.SIGTERM)
                code = process.wait(GRACE_SECONDS)
            finally:
                process.kill()

        assert effects(database) == [("P-1", "early")]
        assert code == 0, said.read_text()

    def test_ends_on_sigterm_while_it_waits(self, database, absent_bus, tmp_path):
        said = tmp_path / "said.log"
        command = [sys.executable, "-m", "shared.service.tests.slow_worker", database.url, absent_bus.url, "0"]

        with said.open("w") as log, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log) as process:
            try:
                wait_until(lambda: "worker waits for the bus" in said.read_text() or process.poll() is not None, "a try")
                process.send_signal(signal.SIGTERM)
                code = process.wait(GRACE_SECONDS)
            finally:
                process.kill()

        assert code == 0, said.read_text()
