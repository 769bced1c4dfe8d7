"""PostgreSQL for tests: one temporary server per session (per worker under pytest-xdist), with many databases."""
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import MetaData, NullPool, create_engine

from shared.db.mechanism_versions import update_mechanism
from shared.testing.temporary_server import (
    TemporaryServer,
    as_role,
    database_of,
    libpq_url,
    replace_database,
    temporary_server,
)

__all__ = ["NewDatabase", "TemporaryServer", "as_role", "database_of", "database_with", "libpq_url", "new_database",
           "postgres_server", "postgres_url", "replace_database", "temporary_server"]

NewDatabase = Callable[..., str]


def database_with(server: TemporaryServer, name: str, metadata: MetaData) -> AbstractContextManager[str]:
    """The URL of a passing database with the tables of the mechanism and these."""

    def prepare(url: str) -> None:
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            update_mechanism(connection)
            metadata.create_all(connection)

    return server.passing_database(name, template=server.template(name, prepare))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[TemporaryServer]:
    """The PostgreSQL server of this test session; each worker of pytest-xdist has its own."""
    with temporary_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: TemporaryServer) -> str:
    """URL of the server's maintenance database."""
    return postgres_server.url


@pytest.fixture(scope="session")
def new_database(postgres_server: TemporaryServer) -> NewDatabase:
    """Factory: `new_database("absence")` creates an empty database and returns its SQLAlchemy URL."""
    return postgres_server.new_database
