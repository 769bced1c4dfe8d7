"""The library under test on a real PostgreSQL."""
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from shared.db.session import Database
from shared.kernel.clock import FixedClock, noon
from shared.messaging.subscribers import Subscribers
from shared.service.settings import ServiceSettings
from shared.testing.postgres import TemporaryServer, database_with
from shared.testing.service import ISSUER, Issuer
from shared.web.application import create_service_app
from shared.web.tests.library import Base, blueprint


@pytest.fixture
def database(postgres_server: TemporaryServer) -> Iterator[Database]:
    with database_with(postgres_server, "library", Base.metadata) as url:
        opened = Database(url, FixedClock(noon(date(2026, 3, 2))))
        yield opened
        opened.dispose()


@pytest.fixture
def app(database: Database, token_issuer: Issuer) -> Flask:
    settings = ServiceSettings(service="library", database_url=database.url, bus_url=database.url, issuer=ISSUER, jwks_url="-",
                               environment="test")
    return create_service_app(settings, [blueprint], Subscribers("library"), database=database, keys=token_issuer)


@pytest.fixture
def call(app: Flask, token_issuer: Issuer) -> Callable[..., Any]:
    """Send a request with the rights to read and write, and the given extra headers."""
    token = token_issuer.token(rights=("READ", "WRITE"))

    def call(method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> Any:
        own = {"Authorization": f"Bearer {token}"} | (headers or {})
        return app.test_client().open(path, method=method, headers=own, **options)

    return call
