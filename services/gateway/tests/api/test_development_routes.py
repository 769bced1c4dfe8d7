"""Development routes: messages, the clock, and whether all work is settled."""
from dataclasses import replace

import pytest
import requests

from services.gateway.app import create_app
from services.gateway.tests.fake_services import TODAY
from shared.kernel.clock import PlatformClock, noon


@pytest.fixture
def http():
    with requests.Session() as session:
        yield session


class TestMessages:
    def test_are_those_of_identity(self, platform, http):
        assert http.get(f"{platform.url}/dev/messages").json()["items"][0]["channel"] == "SMS"


class TestClock:
    @pytest.fixture(autouse=True)
    def back_to_the_day_of_the_tests(self, platform):
        yield
        PlatformClock(platform.settings.clock_file).set(noon(TODAY))

    def test_tells_the_day_of_the_platform(self, platform, http):
        assert http.get(f"{platform.url}/dev/clock").json()["today"] == "2026-06-15"

    def test_moves_forward(self, platform, http):
        answer = http.post(f"{platform.url}/dev/clock", json={"to": "2026-07-27"})

        assert answer.json()["today"] == "2026-07-27"
        assert http.get(f"{platform.url}/dev/clock").json()["today"] == "2026-07-27"

    def test_does_not_move_back(self, platform, http):
        answer = http.post(f"{platform.url}/dev/clock", json={"to": "2026-06-14"})

        assert answer.status_code == 409
        assert answer.json()["code"] == "clock.backwards"

    @pytest.mark.parametrize("body", [{}, {"to": "morgen"}, {"to": 5}, [], {"to": "2026-02-30"}, {"to": "2026-07-01T10:00:00"}])
    def test_refuses_what_is_no_date(self, platform, http, body):
        assert http.post(f"{platform.url}/dev/clock", json=body).status_code == 422


class TestSettled:
    def test_is_so_when_every_service_is(self, platform, http):
        answer = http.get(f"{platform.url}/dev/settled", params={"through": "2026-06-15"}).json()

        assert answer["settled"] is True
        assert set(answer["services"]) == {"absence", "billing", "casework", "claims", "identity"}

    @pytest.mark.parametrize("state", [
        {"outbox_pending": 1, "lag": 0, "jobs_through": "2026-06-15"},
        {"outbox_pending": 0, "lag": 2, "jobs_through": "2026-06-15"},
        {"outbox_pending": 0, "lag": 0, "jobs_through": "2026-06-14"}, {"outbox_pending": 0, "lag": 0, "jobs_through": None},
    ], ids=["outbox", "lag", "jobs of yesterday", "no job yet"])
    def test_is_not_so_when_one_is_not(self, platform, http, state):
        platform.services.settled["claims"] = state

        answer = http.get(f"{platform.url}/dev/settled", params={"through": "2026-06-15"}).json()

        assert answer["settled"] is False
        assert answer["services"]["claims"]["settled"] is False
        assert answer["services"]["absence"]["settled"] is True


class TestProduction:
    @pytest.mark.parametrize("path", ["/dev/messages", "/dev/clock", "/dev/settled"])
    def test_has_none_of_this(self, platform, path):
        app = create_app(replace(platform.settings, environment="production", clock_file=None, public_url="https://portaal.example"))

        assert app.test_client().get(path).status_code == 404
        app.extensions["database"].dispose()

    def test_gives_the_cookie_its_prefix_and_the_transport_header(self, platform):
        app = create_app(replace(platform.settings, environment="production", clock_file=None, public_url="https://portaal.example"))

        answer = app.test_client().get("/hulp")

        assert platform.settings.cookie_name == "ontzorg"
        assert replace(platform.settings, public_url="https://portaal.example").cookie_name == "__Host-ontzorg"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        app.extensions["database"].dispose()
