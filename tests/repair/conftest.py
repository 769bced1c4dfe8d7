"""A house of all services for each test."""
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.run.kafka import KafkaBroker
from shared.testing.postgres import TemporaryServer
from shared.testing.service import Issuer, template_of
from tests.repair.environment import SERVICES, House
from tests.repair.life import FIRST_DAY

NewHouse = Callable[..., House]


@pytest.fixture
def new_house(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[NewHouse]:
    """A factory of houses, each on databases of its own and on the bus at `bus_url`, or on an embedded one of its own."""
    opened: list[House] = []

    def make(bus_url: str | None = None) -> House:
        urls = {name: postgres_server.new_database(name, template=template_of(postgres_server, name)) for name in SERVICES}
        opened.append(House(bus_url or postgres_server.new_database("repair_bus"), urls, token_issuer, FIRST_DAY))
        return opened[-1]

    yield make
    for house in opened:
        house.close()


@pytest.fixture
def broker_url(tmp_path: Path) -> Iterator[str]:
    """A broker for one test, in two seconds: topics and groups of the services have fixed names."""
    with KafkaBroker(tmp_path / "kafka") as broker:
        yield broker.url


@pytest.fixture
def house(request: pytest.FixtureRequest) -> House:
    """One house; on the embedded bus unless the test says otherwise, see `ON_EACH_BUS`."""
    is_remote = getattr(request, "param", "postgresql") == "kafka"
    bus_url = request.getfixturevalue("broker_url") if is_remote else None
    made: House = request.getfixturevalue("new_house")(bus_url)
    return made
