"""CAMAS, the environment that sends its codes by e-mail (R-179, domain.md §1.17)."""
import re

import pytest
from werkzeug.test import TestResponse

from services.identity.tests.conftest import CASEMANAGER, Browser, Identity


def ask_code(browser: Browser) -> TestResponse:
    """The page of the code, after the password."""
    page = browser.follow(browser.authorize(client_id="camas"))
    return browser.follow(browser.enter_password(CASEMANAGER, page))


def code_of(identity: Identity) -> str:
    """The code in the newest mail."""
    return re.search(r"\b\d{6}\b", identity.messages(CASEMANAGER.email)[0].text).group()


def wrong(identity: Identity) -> str:
    """Six digits that are not the code."""
    return f"{(int(code_of(identity)) + 1) % 1_000_000:06d}"


class TestLoginToCamas:
    @pytest.mark.requirement("R-179")
    def test_sends_six_digits_to_the_address_of_the_account_only(self, browser: Browser, identity: Identity):
        page = ask_code(browser)

        [mail] = identity.messages(CASEMANAGER.email)
        assert (mail.channel, identity.messages(CASEMANAGER.phone)) == ("EMAIL", [])
        assert "naar uw e-mailadres" in page.text
        assert "code" in browser.arrive(browser.submit(page, "/inloggen/code", code=code_of(identity)))

    @pytest.mark.requirement("R-179")
    @pytest.mark.parametrize(("seconds", "status"), [(599, 303), (600, 401)])
    def test_accepts_the_code_for_ten_minutes(self, browser: Browser, identity: Identity, seconds: int, status: int):
        page = ask_code(browser)
        code = code_of(identity)

        identity.wait(seconds=seconds)
        answer = browser.submit(page, "/inloggen/code", code=code)

        assert answer.status_code == status
        assert ('data-code="code.expired"' in answer.text) is (status == 401)

    @pytest.mark.requirement("R-179")
    def test_answers_401_to_five_wrong_codes_and_429_to_the_sixth_attempt(self, browser: Browser, identity: Identity):
        page = ask_code(browser)
        right, mistaken = code_of(identity), wrong(identity)

        answers = [browser.submit(page, "/inloggen/code", code=mistaken) for _ in range(5)]
        sixth = browser.submit(page, "/inloggen/code", code=right)

        assert [answer.status_code for answer in answers] == [401] * 5
        assert all('data-code="code.invalid"' in answer.text for answer in answers)
        assert sixth.status_code == 429

    @pytest.mark.requirement("R-179")
    def test_accepts_the_code_once(self, browser: Browser, identity: Identity):
        page = ask_code(browser)
        code = code_of(identity)
        browser.submit(page, "/inloggen/code", code=code)
        other = Browser(identity)

        answer = other.submit(ask_code(other), "/inloggen/code", code=code)

        assert answer.status_code == 401

    @pytest.mark.requirement("R-179")
    def test_repeats_the_code_after_a_minute_at_the_earliest(self, browser: Browser, identity: Identity):
        page = ask_code(browser)
        code = code_of(identity)

        identity.wait(seconds=59)
        browser.submit(page, "/inloggen/code/opnieuw")
        assert len(identity.messages(CASEMANAGER.email)) == 1
        identity.wait(seconds=1)
        browser.submit(page, "/inloggen/code/opnieuw")

        assert (len(identity.messages(CASEMANAGER.email)), code_of(identity)) == (2, code)
