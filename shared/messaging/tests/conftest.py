"""A service's database with the messaging tables and one table of effects, and an embedded bus."""
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from shared.bus.embedded.adapter import EmbeddedBus
from shared.db.session import Database
from shared.events.claims import DebtCreated
from shared.kernel.clock import FixedClock, noon
from shared.messaging.tests.ledger import metadata
from shared.testing.postgres import TemporaryServer, database_with


def _prepare_log(url: str) -> None:
    with closing(EmbeddedBus(url)) as opened:
        opened.ensure_topics({DebtCreated.topic(): 4})


@pytest.fixture
def database(postgres_server: TemporaryServer) -> Iterator[Database]:
    with database_with(postgres_server, "messaging", metadata) as url:
        opened = Database(url, FixedClock(noon(date(2026, 3, 2))))
        yield opened
        opened.dispose()


@pytest.fixture
def bus(postgres_server: TemporaryServer) -> Iterator[EmbeddedBus]:
    """An empty log with the topic of claims."""
    with postgres_server.passing_database("bus", template=postgres_server.template("bus", _prepare_log)) as url:
        opened = EmbeddedBus(url)
        yield opened
        opened.close()
