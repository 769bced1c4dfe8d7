"""Services that accept calls and never answer: pages name what is missing within seconds, and then do not ask any more."""
import re
import socket
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.gateway.app import create_app
from services.gateway.edge.breaker import FAILURES_TO_OPEN, PAUSE_SECONDS, Breaker
from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER
from services.gateway.tests.platform_of_tests import Platform


class Away(Exception):
    """The failure of the tests."""


@contextmanager
def hanging_service() -> Iterator[str]:
    """The address of a service that accepts connections and answers nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def app(platform: Platform) -> Iterator[Flask]:
    """A gateway for which claims, casework and billing hang."""
    with hanging_service() as address:
        urls = dict(platform.settings.service_urls) | dict.fromkeys(("claims", "casework", "billing"), address)
        app = create_app(replace(platform.settings, service_urls=urls))
        yield app
        app.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask, platform: Platform, log_in: LogIn) -> FlaskClient:
    """A logged-in employer."""
    client, name = app.test_client(), platform.settings.cookie_name
    client.set_cookie(name, log_in(EMPLOYER).cookies[name])
    client.get("/hulp")  # the notice of delayed events is asked for by the first page
    return client


def seconds_of(client: FlaskClient, path: str) -> tuple[float, int, str]:
    """Seconds, status and text of a page."""
    started = time.monotonic()
    answer = client.get(path)
    return time.monotonic() - started, answer.status_code, answer.text


class TestPagesOfAHangingService:
    def test_show_the_rest_after_two_seconds(self, client: FlaskClient) -> None:
        seconds, status, page = seconds_of(client, "/")

        assert status == 200
        missing = re.search("Dit ontbreekt nu even: ([^.<]*)", page)
        assert missing
        assert set(missing[1].split(", ")) == {"activiteiten", "polis", "uitkeringen", "adviezen", "facturen",
                                                "vragen van VRA"}
        assert "Mo El Amrani" in page
        assert seconds < 3.5, "seven parts of three services that hang, two seconds each, at the same time"

    def test_are_answered_at_once_after_some_failures(self, client: FlaskClient) -> None:
        for _ in range(FAILURES_TO_OPEN):
            client.get("/")

        pages = [seconds_of(client, "/") for _ in range(5)]

        assert all(status == 200 and "Dit ontbreekt nu even" in page for _, status, page in pages)
        assert statistics.median(seconds for seconds, _, _ in pages) < 2.0, "a service is tried again after ever longer pauses"

    def test_never_hinder_a_sick_report(self, client: FlaskClient, platform: Platform) -> None:
        token = client.get("/session").json["csrf_token"]  # type: ignore[index]
        typed = {"csrf_token": token, "eerste_ziektedag": "15-06-2026", "gegevens": "kloppen", "derde": "nee", "vangnet": "nee"}

        sent = client.post("/ziek-melden/e-3", data=typed | {"actie": "versturen"})
        seconds, status, _ = seconds_of(client, sent.headers["Location"])

        assert (sent.status_code, status) == (303, 200)
        assert seconds < 3.5

    def test_end_with_504_after_five_seconds_if_nothing_else_is_on_them(self, client: FlaskClient) -> None:
        seconds, status, page = seconds_of(client, "/facturen")

        assert status in (503, 504)
        assert "rest van het portaal werkt" in page or "Dit duurt te lang" in page
        assert seconds < 6.5


class TestBreaker:
    @pytest.fixture
    def now(self) -> list[float]:
        """The time, which a test moves."""
        return [0.0]

    @pytest.fixture
    def breaker(self, now: list[float]) -> Breaker:
        """A breaker for failures of the tests."""
        return Breaker("claims", (Away,), lambda: ConnectionRefusedError("stopped"), lambda: now[0])

    def fail(self, breaker: Breaker, error: Exception | None = None) -> None:
        with pytest.raises((Away, ValueError)), breaker:
            raise error or Away

    def test_stops_calls_after_failures_in_a_row(self, breaker: Breaker) -> None:
        for _ in range(FAILURES_TO_OPEN):
            self.fail(breaker)

        with pytest.raises(ConnectionRefusedError), breaker:
            pytest.fail("the call was made")

    def test_counts_neither_other_errors_nor_failures_between_successes(self, breaker: Breaker) -> None:
        for _ in range(FAILURES_TO_OPEN - 1):
            self.fail(breaker)
        with breaker:
            pass
        for _ in range(FAILURES_TO_OPEN - 1):
            self.fail(breaker)
            self.fail(breaker, ValueError())

        with breaker:
            pass

    def test_admits_exactly_one_trial_after_the_pause(self, breaker: Breaker, now: list[float]) -> None:
        for _ in range(FAILURES_TO_OPEN):
            self.fail(breaker)
        now[0] += PAUSE_SECONDS

        with breaker, pytest.raises(ConnectionRefusedError), breaker:
            pytest.fail("a second call was made during the trial")
        with breaker:
            pass

    def test_waits_again_if_the_trial_fails(self, breaker: Breaker, now: list[float]) -> None:
        for _ in range(FAILURES_TO_OPEN):
            self.fail(breaker)
        now[0] += PAUSE_SECONDS
        self.fail(breaker)

        with pytest.raises(ConnectionRefusedError), breaker:
            pytest.fail("the call was made")

    def test_waits_twice_as_long_after_each_trial_up_to_a_bound(self, breaker: Breaker, now: list[float]) -> None:
        for _ in range(FAILURES_TO_OPEN):
            self.fail(breaker)

        for pause in (2.0, 4.0, 8.0, 16.0, 16.0):
            now[0] += pause - 0.01
            with pytest.raises(ConnectionRefusedError), breaker:
                pytest.fail("the call was made")
            now[0] += 0.01
            self.fail(breaker)

    def test_begins_with_the_short_pause_again_after_an_answer(self, breaker: Breaker, now: list[float]) -> None:
        for _ in range(FAILURES_TO_OPEN):
            self.fail(breaker)
        now[0] += PAUSE_SECONDS
        self.fail(breaker)
        now[0] += 2 * PAUSE_SECONDS
        with breaker:
            pass

        for _ in range(FAILURES_TO_OPEN):
            self.fail(breaker)
        now[0] += PAUSE_SECONDS

        with breaker:
            pass

    def test_lets_calls_run_at_the_same_time(self, breaker: Breaker) -> None:
        def call(_: int) -> None:
            with breaker:
                time.sleep(0.2)

        started = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(call, range(8)))

        assert time.monotonic() - started < 8 * 0.2
