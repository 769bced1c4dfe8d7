"""Both adapters on a real server: embedded PostgreSQL, and Apache Kafka for tests with the mark `kafka`."""
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.run.kafka import KafkaBroker
from shared.bus.embedded.adapter import EmbeddedBus
from shared.bus.factory import open_bus
from shared.bus.port import Bus

SHORTEST_KAFKA_SESSION_SECONDS = 6.0
STALL_SECONDS = {"embedded": 0.5, "kafka": 1.5}


@dataclass(frozen=True)
class Backend:
    """A running server, with a function that opens a bus on it for a given stall limit in seconds."""

    url: str
    stall_seconds: float
    open_impatient: Callable[[], Bus]


@pytest.fixture(scope="session")
def kafka_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaBroker]:
    with KafkaBroker(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker


@pytest.fixture(scope="session")
def _embedded(new_database: Callable[[str], str]) -> Backend:
    url = new_database("bus")
    stall = STALL_SECONDS["embedded"]
    return Backend(url, stall, lambda: EmbeddedBus(url, stall_seconds=stall))


@pytest.fixture(scope="session")
def _kafka(kafka_broker: KafkaBroker) -> Backend:
    from shared.bus.kafka.adapter import KafkaBus

    shortest, stall = SHORTEST_KAFKA_SESSION_SECONDS, STALL_SECONDS["kafka"]
    return Backend(kafka_broker.url, stall, lambda: KafkaBus(
        kafka_broker.bootstrap, session_seconds=shortest, stall_seconds=stall, partitions_age_seconds=0.5))


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def backend(request: pytest.FixtureRequest) -> Backend:
    return request.getfixturevalue(f"_{request.param}")


@pytest.fixture
def bus(backend: Backend) -> Iterator[Bus]:
    opened = open_bus(backend.url)
    yield opened
    opened.close()


@pytest.fixture
def topic(bus: Bus) -> str:
    """A new topic of four partitions."""
    name = f"test.{uuid.uuid4().hex[:10]}.v1"
    bus.ensure_topics({name: 4})
    return name


@pytest.fixture
def group(topic: str) -> str:
    """A new group per test, because killed members of a shared group would delay the next test."""
    return f"readers.of.{topic}"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The file to which reader processes append the records that they receive, in order."""
    return tmp_path / "journal"
