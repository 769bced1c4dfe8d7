"""Fixtures: a platform of all services for each test."""
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from cli.run.kafka import KafkaBroker
from shared.testing.postgres import TemporaryServer
from shared.testing.service import Issuer, template_of
from tests.repair.life import FIRST_DAY
from tests.repair.platform import SERVICES, Platform, template_of_bus

NewPlatform = Callable[..., Platform]


@pytest.fixture
def new_platform(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[NewPlatform]:
    """Return a factory of platforms, each on new databases and on the bus at `bus_url` or a new embedded one."""
    with ExitStack() as opened:

        def database(name: str, template: str) -> str:
            return opened.enter_context(postgres_server.passing_database(name, template=template))

        def make(bus_url: str | None = None) -> Platform:
            urls = {name: database(name, template_of(postgres_server, name)) for name in SERVICES}
            bus_url = bus_url or database("repair_bus", template_of_bus(postgres_server))
            return opened.enter_context(closing(Platform(bus_url, urls, token_issuer, FIRST_DAY)))

        yield make


@pytest.fixture
def broker_url(tmp_path: Path) -> Iterator[str]:
    """A broker per test, because topics and groups of the services have fixed names."""
    with KafkaBroker(tmp_path / "kafka") as broker:
        yield broker.url


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> Platform:
    """A platform of all services, on the embedded bus unless the test is parametrized by `ON_EACH_BUS`."""
    is_remote = getattr(request, "param", "postgresql") == "kafka"
    bus_url = request.getfixturevalue("broker_url") if is_remote else None
    made: Platform = request.getfixturevalue("new_platform")(bus_url)
    return made
