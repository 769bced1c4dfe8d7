"""A service's database with the messaging tables and one table of effects, and an embedded bus."""
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import make_url

from shared.bus.embedded.adapter import EmbeddedBus
from shared.db.mechanism_versions import update_mechanism
from shared.db.session import Database
from shared.events.claims import DebtCreated
from shared.kernel.clock import FixedClock, noon
from shared.messaging.tests.ledger import metadata
from shared.testing.postgres import NewDatabase, TemporaryServer


@pytest.fixture(scope="session")
def _template_of_a_service(new_database: NewDatabase) -> str:
    opened = Database(new_database("messaging_template"), FixedClock(noon(date(2026, 3, 2))))
    with opened.engine.begin() as connection:
        update_mechanism(connection)
        metadata.create_all(connection)
    opened.dispose()
    return str(opened.engine.url.database)


@pytest.fixture(scope="session")
def _template_of_a_log(new_database: NewDatabase) -> str:
    url = new_database("bus_template")
    opened = EmbeddedBus(url)
    opened.ensure_topics({DebtCreated.topic(): 4})
    opened.close()
    return str(make_url(url).database)


@pytest.fixture
def database(postgres_server: TemporaryServer, _template_of_a_service: str) -> Iterator[Database]:
    with postgres_server.passing_database("messaging", template=_template_of_a_service) as url:
        opened = Database(url, FixedClock(noon(date(2026, 3, 2))))
        yield opened
        opened.dispose()


@pytest.fixture
def bus(postgres_server: TemporaryServer, _template_of_a_log: str) -> Iterator[EmbeddedBus]:
    """An empty log with the topic of claims."""
    with postgres_server.passing_database("bus", template=_template_of_a_log) as url:
        opened = EmbeddedBus(url)
        yield opened
        opened.close()
