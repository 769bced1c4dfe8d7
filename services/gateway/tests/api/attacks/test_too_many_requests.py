"""Too many requests: no header, second instance or other name makes more of them possible."""
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from services.gateway.app import create_app
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, REPORTER
from services.gateway.tests.platform_of_tests import Platform
from shared.db.rate_limits import COUNTED_AT_ONCE, FROM_ALL_ADDRESSES

PASSWORD_PAGE = "/id/inloggen"
MANY = 1_000

Instances = Callable[..., list[FlaskClient]]


@pytest.fixture
def instances(platform: Platform) -> Iterator[Instances]:
    """Factory of gateways with limits, which share a database."""
    apps: list[Flask] = []

    def make(count: int = 1, **limits: int) -> list[FlaskClient]:
        with platform.app.extensions["database"].engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM rate_window")
        patient = dict.fromkeys(("requests_a_minute", "address_requests_a_minute", "route_requests_a_minute", "logins_a_minute",
                                 "logins_of_one_name_a_minute"), MANY)
        apps.extend(create_app(replace(platform.settings, **patient | limits)) for _ in range(count))
        return [app.test_client() for app in apps]

    yield make
    for app in apps:
        app.extensions["database"].dispose()


def sign_in(client: FlaskClient, platform: Platform, browser: requests.Session) -> FlaskClient:
    """Give the client the session of a browser."""
    name = platform.settings.cookie_name
    client.set_cookie(name, browser.cookies[name])
    return client


def from_address(address: str) -> dict[str, str]:
    """The WSGI environment of a client with this address."""
    return {"REMOTE_ADDR": address}


class TestRequestsOfOneAddress:
    def test_are_refused_with_a_dutch_page_and_when_to_come_back(self, instances: Instances) -> None:
        client, = instances(requests_a_minute=3)

        answers = [client.get("/hulp") for _ in range(4)]

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
        assert "Het gaat even te snel" in answers[-1].text

    def test_are_counted_together_by_all_instances(self, instances: Instances) -> None:
        clients = instances(2, requests_a_minute=3)

        answers = [clients[number % 2].get("/hulp").status_code for number in range(5)]

        assert answers == [200, 200, 200, 429, 429]

    def test_are_refused_exactly_above_a_limit_that_is_counted_together(self, instances: Instances) -> None:
        client, = instances(requests_a_minute=COUNTED_AT_ONCE + 1)

        answers = [client.get("/hulp").status_code for _ in range(COUNTED_AT_ONCE + 2)]

        assert answers == [200] * (COUNTED_AT_ONCE + 1) + [429]

    def test_of_many_instances_are_refused_soon_above_a_limit_that_is_counted_together(self, instances: Instances) -> None:
        clients = instances(2, requests_a_minute=100)

        answers = [clients[number % 2].get("/hulp").status_code for number in range(160)]

        assert set(answers[:100]) == {200}
        assert answers[-1] == 429

    @pytest.mark.parametrize("scheme", ["Bearer", "Basic", "Anything"])
    def test_are_not_uncounted_by_an_authorization_header(self, instances: Instances, scheme: str) -> None:
        client, = instances(requests_a_minute=3)

        answers = [client.get("/api/absence/v1/echo", headers={"Authorization": f"{scheme} {number}"}) for number in range(4)]

        assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
        assert answers[-1].content_type == "application/problem+json"
        assert int(answers[-1].headers["Retry-After"]) > 0

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-Ip", "Forwarded", "Cookie", "User-Agent", "Origin"])
    def test_are_not_uncounted_by_another_header(self, instances: Instances, header: str) -> None:
        client, = instances(requests_a_minute=3)

        answers = [client.get("/hulp", headers={header: f"10.0.0.{number}"}).status_code for number in range(4)]

        assert answers == [200, 200, 200, 429]

    def test_do_not_hinder_another_address(self, instances: Instances) -> None:
        client, = instances(requests_a_minute=1)
        for _ in range(3):
            client.get("/hulp", environ_base=from_address("10.0.0.1"))

        assert client.get("/hulp", environ_base=from_address("10.0.0.2")).status_code == 200

    def test_are_limited_for_all_its_accounts_together(self, instances: Instances, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        client = sign_in(instances(address_requests_a_minute=3)[0], platform, browser)

        assert [client.get("/session").status_code for _ in range(4)] == [200, 200, 200, 429]

    def test_do_not_count_for_health_and_files(self, instances: Instances) -> None:
        client, = instances(requests_a_minute=1)

        assert [client.get("/health/live").status_code for _ in range(3)] == [200, 200, 200]


class TestRequestsOfOneAccount:
    def test_count_from_every_address(self, instances: Instances, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        client = sign_in(instances(requests_a_minute=3)[0], platform, browser)

        answers = [client.get("/session", environ_base=from_address(f"10.0.0.{number}")).status_code for number in range(4)]

        assert answers == [200, 200, 200, 429]

    def test_by_session_and_by_token_count_together(self, instances: Instances, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        client = sign_in(instances(requests_a_minute=2)[0], platform, browser)
        token = {"Authorization": f"Bearer {platform.identity.access_token(EMPLOYER)}"}
        other = {"Authorization": f"Bearer {platform.identity.access_token(EMPLOYER)}"}

        answers = [client.get("/session"), client.get("/api/absence/v1/echo", headers=token),
                   client.get("/api/absence/v1/echo", headers=other)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]

    def test_do_not_hinder_a_colleague_at_the_same_address(self, instances: Instances, platform: Platform,
                                                            log_in: LogIn) -> None:
        browsers = [log_in(EMPLOYER), log_in(REPORTER)]
        first, second = (sign_in(client, platform, browser) for client, browser in zip(
            instances(2, requests_a_minute=1), browsers, strict=True))
        for _ in range(3):
            first.get("/session")

        assert second.get("/session").status_code == 200

    def test_to_one_route_leave_others_open(self, instances: Instances, platform: Platform) -> None:
        client, = instances(route_requests_a_minute=2)
        token = {"Authorization": f"Bearer {platform.identity.access_token(EMPLOYER)}"}

        answers = [client.get(f"/api/absence/v1/employees/{number}", headers=token).status_code for number in range(3)]

        assert answers[2] == 429
        assert 429 not in answers[:2]
        assert client.get("/api/absence/v1/echo", headers=token).status_code == 200


    def test_for_calendars_count_as_one_route_whatever_the_address_is(self, instances: Instances) -> None:
        client, = instances(route_requests_a_minute=2)

        assert [client.get(f"/agenda/guess-{number}.ics").status_code for number in range(3)] == [404, 404, 429]


class TestPostedPasswords:
    def test_of_one_address_are_limited(self, instances: Instances, platform: Platform) -> None:
        clients = instances(2, logins_a_minute=4)

        answers = [clients[number % 2].post(PASSWORD_PAGE, data={"username": f"naam{number}", "password": "x"},
                                            headers={"Authorization": f"Bearer {number}"}) for number in range(6)]

        assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
        assert len(platform.identity.seen) == 4, "identity gets no more of them"
        assert "Het gaat even te snel" in answers[-1].text
        assert int(answers[-1].headers["Retry-After"]) > 0

    @pytest.mark.parametrize("again", ["jan@bakker.nl", "JAN@Bakker.nl", "  jan@bakker.nl "])
    def test_with_one_user_name_are_limited(self, instances: Instances, again: str) -> None:
        client, = instances(logins_of_one_name_a_minute=2)
        for _ in range(2):
            client.post(PASSWORD_PAGE, data={"username": "jan@bakker.nl", "password": "x"})

        answer = client.post(PASSWORD_PAGE, data={"username": again, "password": "x"})

        assert answer.status_code == 429

    def test_of_a_stranger_do_not_keep_out_the_owner(self, instances: Instances) -> None:
        client, = instances(logins_of_one_name_a_minute=2)
        typed = {"username": "jan@bakker.nl", "password": "x"}
        for _ in range(50):
            client.post(PASSWORD_PAGE, data=typed, environ_base=from_address("10.0.0.1"))

        assert client.post(PASSWORD_PAGE, data=typed, environ_base=from_address("10.0.0.2")).status_code == 200

    def test_with_one_user_name_are_limited_over_all_addresses(self, instances: Instances) -> None:
        client, = instances(logins_of_one_name_a_minute=1)
        typed = {"username": "jan@bakker.nl", "password": "x"}

        answers = [client.post(PASSWORD_PAGE, data=typed, environ_base=from_address(f"10.0.0.{number}")).status_code
                   for number in range(FROM_ALL_ADDRESSES + 1)]

        assert answers == [200] * FROM_ALL_ADDRESSES + [429]

    def test_leave_no_user_name_in_the_database(self, instances: Instances, platform: Platform) -> None:
        client, = instances()
        client.post(PASSWORD_PAGE, data={"username": "jan@bakker.nl", "password": "x"})

        with platform.app.extensions["database"].engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM rate_window").all()

        assert rows
        assert "bakker" not in str(rows)
