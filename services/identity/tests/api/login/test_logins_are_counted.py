"""Logins are counted by channel and outcome, without personal data."""
from collections.abc import Callable

import pytest
from prometheus_client import REGISTRY

from services.identity.tests.conftest import CASEMANAGER, Browser, Identity


@pytest.fixture
def grown() -> Callable[[str], float]:
    """The increase of an outcome by SMS since the start of the test."""
    def value(outcome: str) -> float:
        return REGISTRY.get_sample_value("ontzorg_logins_total", {"channel": "SMS", "outcome": outcome}) or 0.0

    before = {outcome: value(outcome) for outcome in ("password_refused", "code_sent", "code_invalid", "code_accepted")}
    return lambda outcome: value(outcome) - before[outcome]


class TestCounts:
    def test_a_successful_login(self, browser: Browser, grown: Callable[[str], float]):
        browser.log_in(CASEMANAGER)

        assert (grown("code_sent"), grown("code_accepted"), grown("password_refused")) == (1, 1, 0)

    def test_a_wrong_code(self, browser: Browser, identity: Identity, grown: Callable[[str], float]):
        page = browser.follow(browser.enter_password(CASEMANAGER))
        wrong = "000000" if identity.code_for(CASEMANAGER.phone) != "000000" else "000001"

        browser.submit(page, "/inloggen/code", code=wrong)

        assert (grown("code_invalid"), grown("code_accepted")) == (1, 0)

    def test_a_wrong_password(self, browser: Browser, grown: Callable[[str], float]):
        page = browser.begin()

        browser.submit(page, "/inloggen", username=CASEMANAGER.username, password="not this one")

        assert (grown("password_refused"), grown("code_sent")) == (1, 0)
