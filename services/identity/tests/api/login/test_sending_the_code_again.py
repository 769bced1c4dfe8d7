"""Resending the code: the same code, with a minimum interval and a maximum number."""
import pytest

from services.identity.tests.conftest import CASEMANAGER, CLAIMS, Browser, Identity


@pytest.fixture
def asked(browser: Browser):
    """The page with the form for the code."""
    return browser.follow(browser.enter_password(CASEMANAGER))


def again(browser: Browser, page) -> str:
    return browser.follow(browser.submit(page, "/inloggen/code/opnieuw")).text


class TestSendingTheCodeAgain:
    def test_repeats_a_code_that_is_still_valid(self, browser: Browser, identity: Identity, asked):
        first = identity.code_for(CASEMANAGER.phone)
        identity.wait(seconds=60)

        assert "opnieuw verstuurd" in again(browser, asked)

        assert len(identity.messages(CASEMANAGER.phone)) == 2
        assert identity.code_for(CASEMANAGER.phone) == first

    @pytest.mark.requirement("R-200")
    def test_is_refused_within_a_minute(self, browser: Browser, identity: Identity, asked):
        identity.wait(seconds=59)

        assert "Wacht een minuut" in again(browser, asked)

        assert len(identity.messages(CASEMANAGER.phone)) == 1

    @pytest.mark.requirement("R-200")
    def test_sends_at_most_five_an_hour(self, browser: Browser, identity: Identity, asked):
        for _ in range(4):
            identity.wait(minutes=2)
            assert "opnieuw verstuurd" in again(browser, asked)
        identity.wait(minutes=2)

        assert "over een uur" in again(browser, asked)
        assert len(identity.messages(CASEMANAGER.phone)) == 5

    def test_sends_a_new_code_when_the_first_has_expired(self, browser: Browser, identity: Identity, asked):
        first = identity.code_for(CASEMANAGER.phone)
        identity.wait(minutes=5)

        again(browser, asked)

        assert identity.code_for(CASEMANAGER.phone) != first

    def test_sends_nothing_when_the_page_is_reloaded(self, browser: Browser, identity: Identity, asked):
        identity.wait(minutes=2)

        for _ in range(3):
            assert browser.get("/inloggen/code").status_code == 200

        assert len(identity.messages(CASEMANAGER.phone)) == 1

    def test_sends_no_second_code_for_a_second_browser_within_a_minute(self, identity: Identity, asked):
        page = Browser(identity).enter_password(CASEMANAGER)

        assert page.status_code == 303
        assert len(identity.messages(CASEMANAGER.phone)) == 1

    def test_does_not_count_a_code_that_was_used(self, browser: Browser, identity: Identity):
        for _ in range(7):
            assert "code" in Browser(identity).log_in(CLAIMS)

    def test_goes_to_the_registered_number_regardless_of_the_form(self, browser: Browser, identity: Identity, asked):
        identity.wait(minutes=2)

        browser.submit(asked, "/inloggen/code/opnieuw", phone="+31600000000", to="+31600000000")

        assert identity.messages("+31600000000") == []
        assert len(identity.messages(CASEMANAGER.phone)) == 2
