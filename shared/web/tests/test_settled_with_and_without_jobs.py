"""The settled state of a service tells through which date its jobs ran, if it has jobs."""
from datetime import date

import pytest

from shared.messaging.subscribers import Subscribers
from shared.service.jobs import Jobs
from shared.service.scheduler import Scheduler
from shared.service.settings import ServiceSettings
from shared.testing.service import ISSUER
from shared.web.application import create_service_app


@pytest.fixture
def settled(database, token_issuer):
    """The settled state of a service with these jobs, after they ran on a day."""
    settings = ServiceSettings(service="library", database_url=database.url, bus_url=database.url, issuer=ISSUER, jwks_url="-",
                               environment="test")

    def settled(jobs):
        app = create_service_app(settings, [], Subscribers("library"), jobs=jobs, database=database, keys=token_issuer)
        Scheduler(database, jobs).catch_up(date(2026, 3, 2))
        return app.test_client().get("/health/settled").get_json()

    return settled


class TestSettled:
    def test_has_the_date_through_which_the_jobs_ran(self, settled):
        jobs = Jobs()
        jobs.daily("remind")(lambda session, business_date: None)

        assert settled(jobs)["jobs_through"] == "2026-03-02"

    def test_has_no_date_if_the_service_has_no_jobs(self, settled):
        assert "jobs_through" not in settled(Jobs())
