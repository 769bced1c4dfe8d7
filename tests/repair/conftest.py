"""A house of all services for each test."""
from collections.abc import Callable, Iterator

import pytest

from shared.testing.postgres import TemporaryServer
from shared.testing.service import Issuer, template_of
from tests.repair.house import SERVICES, House
from tests.repair.life import FIRST_DAY


@pytest.fixture
def new_house(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[Callable[[], House]]:
    """A factory of houses, each on databases of its own."""
    opened: list[House] = []

    def make() -> House:
        urls = {name: postgres_server.new_database(name, template=template_of(postgres_server, name)) for name in SERVICES}
        opened.append(House(postgres_server.new_database("repair_bus"), urls, token_issuer, FIRST_DAY))
        return opened[-1]

    yield make
    for house in opened:
        house.close()


@pytest.fixture
def house(new_house: Callable[[], House]) -> House:
    """One house."""
    return new_house()
