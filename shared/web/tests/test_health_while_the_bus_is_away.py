"""The health endpoint answers in time while the bus is unavailable."""
import time

import pytest

from shared.messaging.subscribers import Subscribers
from shared.messaging.tests.ledger import commit_events, debt
from shared.service.settings import ServiceSettings
from shared.testing.service import ISSUER
from shared.web.application import create_service_app


@pytest.fixture
def get(database, token_issuer):
    """Request the health of a service whose bus has no listening server."""
    settings = ServiceSettings(service="library", database_url=database.url, issuer=ISSUER, jwks_url="-", environment="test",
                               bus_url="postgresql://postgres@127.0.0.1:9/bus")
    subscribers = Subscribers("library")
    subscribers.on(type(debt("P-1", "1")))(lambda session, event, envelope: None)
    client = create_service_app(settings, [], subscribers, database=database, keys=token_issuer).test_client()
    return client.get


class TestHealth:
    def test_tells_what_waits_without_asking_the_bus(self, database, get):
        commit_events(database, debt("P-1", "1"), debt("P-1", "2"))
        started = time.perf_counter()

        answer = get("/health/backlog")

        assert answer.status_code == 200
        assert answer.get_json() | {"oldest_seconds": 0} == {
            "outbox_pending": 2, "oldest_seconds": 0, "parked": 0, "set_aside": 0, "oldest_at": "2026-03-02T11:00:00+00:00"}
        assert time.perf_counter() - started < 5

    def test_is_live_and_ready(self, get):
        assert [get(f"/health/{one}").status_code for one in ("live", "ready")] == [200, 200]

    def test_does_not_call_settled_what_it_cannot_know(self, get):
        assert get("/health/settled").status_code == 503
