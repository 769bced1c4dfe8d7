"""The page of wages recorded after a report: Claims decides, the employer sees the decision (§15.6)."""
import re
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import Person
from services.gateway.tests.platform_of_tests import Platform

CLAIMS = Person("staff-claims", "Karim Yilmaz", None, (), ("insurer_claims",))


def send(platform: Platform, browser: Any, **form: str) -> Any:
    """Post the form of the first wage as the page shows it."""
    shown = browser.get(platform.url + "/lonen").text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', shown))
    return browser.post(platform.url + "/lonen/j-1", data=hidden | form)


class TestWagesAfterAReport:
    @pytest.mark.parametrize(("decision", "accept", "reason", "notice"), [
        ("ja-PROVEN", True, "PROVEN", "Het loon is geaccepteerd."),
        ("nee-NOT_PROVEN", False, "NOT_PROVEN", "Het loon is afgewezen.")],
        ids=["accepted", "rejected"])
    def test_are_decided_by_claims_as_shown(self, platform: Platform, log_in: LogIn, decision: str, accept: bool,
                                            reason: str, notice: str) -> None:
        page = send(platform, log_in(CLAIMS), besluit=decision)

        (write,) = platform.services.writes("/v1/wage-judgements/j-1/decision")
        assert (page.status_code, notice in page.text, "Er zijn geen lonen te beoordelen" in page.text) == (200, True, True)
        assert (write["body"], write["headers"]["If-Match"]) == ({"accept": accept, "reason": reason}, '"1"')

    def test_need_a_decision_with_a_reason(self, platform: Platform, log_in: LogIn) -> None:
        page = send(platform, log_in(CLAIMS), besluit="ja")

        assert (page.status_code, "Kies wat u besluit, en waarom." in page.text) == (422, True)
        assert platform.services.writes("/v1/wage-judgements/j-1/decision") == []

    def test_that_were_decided_meanwhile_say_so(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CLAIMS)
        shown = browser.get(platform.url + "/lonen").text
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie)" value="([^"]*)"', shown))
        browser.post(platform.url + "/lonen/j-1", data=hidden | {"besluit": "ja-PROVEN"})

        page = browser.post(platform.url + "/lonen/j-1", data=hidden | {"besluit": "nee-NOT_PROVEN", "sleutel": "another-key-1"})

        assert (page.status_code, "Over dit loon is al beslist." in page.text) == (422, True)

    def test_name_employee_and_policy_to_claims(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CLAIMS).get(platform.url + "/lonen").text

        assert 'Mo El Amrani<span class="why">V-2026-0002, polis P-2026-1</span>' in page

    def test_are_shown_to_the_employer_without_a_form(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in().get(platform.url + "/lonen")

        assert "Wacht op beoordeling" in page.text
        assert "42.000,00" in page.text
        assert "besluit-1" not in page.text
