"""Logins that must fail without revealing the reason."""
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from services.identity.app import create_app
from services.identity.store import Account
from services.identity.tests.conftest import CASEMANAGER, Browser, Identity, Member

WRONG = replace(CASEMANAGER, password="Fout-wachtwoord-1")
NOBODY = replace(CASEMANAGER, username="nobody-of-ours")


def shape(answer) -> tuple[int, str]:
    """Status and page, without random values and input."""
    text = re.sub(r'value="[^"]*"', "", answer.text)
    return answer.status_code, text


def fail(browser: Browser, times: int, member: Member = WRONG):
    page = browser.begin()
    for _ in range(times):
        page = browser.enter_password(member, page)
    return page


class TestPasswordStep:
    def test_gives_the_same_response_to_wrong_password_unknown_user_locked_and_blocked_account(
            self, browser: Browser, identity: Identity):
        wrong = browser.enter_password(WRONG)
        unknown = Browser(identity).enter_password(NOBODY)
        fail(browser, 5)
        locked = Browser(identity).enter_password(CASEMANAGER)
        identity.run(lambda session: session.execute(update(Account).where(
            Account.username == "claims").values(state="BLOCKED")))
        blocked = Browser(identity).enter_password(replace(CASEMANAGER, username="claims"))

        assert wrong.status_code == 401
        assert shape(wrong) == shape(unknown) == shape(locked) == shape(blocked)

    def test_sends_no_code(self, browser: Browser, identity: Identity):
        browser.enter_password(WRONG)

        assert identity.messages(CASEMANAGER.phone) == []

    def test_locks_after_the_fifth_wrong_password_for_a_minute(self, browser: Browser, identity: Identity):
        fail(browser, 4)
        assert identity.account("casemanager").locked_until is None
        fail(browser, 1)

        identity.wait(seconds=59)
        assert browser.enter_password(CASEMANAGER).status_code == 401
        identity.wait(seconds=1)
        assert browser.enter_password(CASEMANAGER).status_code == 303

    def test_does_not_extend_the_lock_for_attempts_during_the_wait(self, browser: Browser, identity: Identity):
        fail(browser, 5)
        until = identity.account("casemanager").locked_until

        fail(browser, 5)

        assert identity.account("casemanager").locked_until == until

    def test_applies_the_lock_on_every_instance(self, browser: Browser, identity: Identity):
        fail(browser, 5)
        other = create_app(identity.settings, database=identity.database)

        elsewhere = Browser(identity)
        elsewhere.client = other.test_client()

        assert elsewhere.enter_password(CASEMANAGER).status_code == 401

    def test_serialises_parallel_guesses(self, identity: Identity):
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: Browser(identity).enter_password(WRONG).status_code, range(12)))

        assert answers == [401] * 12
        assert identity.failures_of("casemanager") == {"address:127.0.0.1": 5, "elsewhere": 5}

    def test_notifies_the_owner_once_by_mail(self, browser: Browser, identity: Identity):
        fail(browser, 5)
        identity.wait(minutes=1)
        fail(browser, 1)

        [mail] = identity.messages(CASEMANAGER.email)
        assert "op slot" in mail.subject

    def test_resets_the_count_of_wrong_passwords_after_a_login(self, browser: Browser, identity: Identity):
        fail(browser, 4)

        browser.log_in(CASEMANAGER)

        assert identity.failures_of("casemanager") == {}

    @pytest.mark.parametrize("form", [{}, {"username": "casemanager"}, {"password": "x"},
                                      {"username": "x" * 5000, "password": "y" * 50_000},
                                      {"username": "a\tb", "password": "é\u0301"}, {"username": "' OR 1=1 --", "password": "x"}])
    def test_gives_the_same_response_to_malformed_forms(self, browser: Browser, form: dict[str, str]):
        answer = browser.submit(browser.begin(), "/inloggen", **form)

        assert answer.status_code == 401

    def test_refuses_a_nul_byte(self, browser: Browser):
        assert browser.submit(browser.begin(), "/inloggen", username="a\x00b", password="x").status_code == 400

    def test_does_not_repeat_the_password(self, browser: Browser):
        assert WRONG.password not in browser.enter_password(WRONG).text


class TestCodeStep:
    @pytest.fixture
    def asked(self, browser: Browser):
        return browser.follow(browser.enter_password(CASEMANAGER))

    def wrong(self, identity: Identity) -> str:
        right = int(identity.code_for(CASEMANAGER.phone))
        return f"{(right + 1) % 1_000_000:06d}"

    @pytest.mark.requirement("R-200")
    def test_refuses_a_wrong_code(self, browser: Browser, identity: Identity, asked):
        answer = browser.submit(asked, "/inloggen/code", code=self.wrong(identity))

        assert answer.status_code == 401
        assert 'data-code="code.invalid"' in answer.text

    @pytest.mark.requirement("R-200")
    @pytest.mark.parametrize(("seconds", "status"), [(299, 303), (300, 401)])
    def test_refuses_a_code_after_five_minutes(self, browser: Browser, identity: Identity, asked, seconds: int, status: int):
        code = identity.code_for(CASEMANAGER.phone)
        identity.wait(seconds=seconds)

        answer = browser.submit(asked, "/inloggen/code", code=code)

        assert answer.status_code == status
        assert ('data-code="code.expired"' in answer.text) is (status == 401)

    @pytest.mark.requirement("R-200")
    def test_refuses_the_sixth_attempt_even_with_the_right_code(self, browser: Browser, identity: Identity, asked):
        for _ in range(5):
            assert browser.submit(asked, "/inloggen/code", code=self.wrong(identity)).status_code == 401

        answer = browser.submit(asked, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert answer.status_code == 429

    def test_counts_wrong_codes_towards_the_lockout(self, browser: Browser, identity: Identity, asked):
        for _ in range(5):
            browser.submit(asked, "/inloggen/code", code=self.wrong(identity))

        assert identity.account("casemanager").locked_until is not None
        assert Browser(identity).enter_password(CASEMANAGER).status_code == 401

    @pytest.mark.requirement("R-200")
    def test_accepts_a_code_once(self, browser: Browser, identity: Identity, asked):
        code = identity.code_for(CASEMANAGER.phone)
        browser.submit(asked, "/inloggen/code", code=code)
        other = Browser(identity)
        page = other.follow(other.enter_password(CASEMANAGER))

        answer = other.submit(page, "/inloggen/code", code=code)

        assert answer.status_code == 401

    @pytest.mark.requirement("R-172")
    def test_cannot_be_skipped(self, browser: Browser, asked):
        answer = browser.authorize()

        assert urlsplit(answer.location).path == "/id/inloggen/code"

    def test_comes_after_the_password(self, browser: Browser):
        page = browser.begin()
        token = re.search(r'csrf_token" value="([^"]+)', page.text).group(1)

        for path in ("/inloggen/code", "/inloggen/code/opnieuw", "/wachtwoord-wijzigen"):
            assert browser.post(path, csrf_token=token, code="123456").status_code == 400

    def test_refuses_an_account_that_was_blocked_during_the_login(self, browser: Browser, identity: Identity, asked):
        identity.run(lambda session: session.execute(update(Account).where(
            Account.username == "casemanager").values(state="BLOCKED")))

        answer = browser.submit(asked, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert answer.status_code == 401


class TestForms:
    def test_require_their_csrf_token(self, browser: Browser):
        browser.begin()

        assert browser.post("/inloggen", username="casemanager", password=CASEMANAGER.password).status_code == 400
        assert browser.post("/inloggen", username="casemanager", password=CASEMANAGER.password,
                            csrf_token="ongeldig").status_code == 400

    def test_refuse_the_csrf_token_of_another_browser(self, browser: Browser, identity: Identity):
        browser.begin()
        page = Browser(identity).begin()

        assert browser.submit(page, "/inloggen", username="casemanager", password=CASEMANAGER.password).status_code == 400

    @pytest.mark.parametrize("path", ["/inloggen", "/inloggen/code", "/wachtwoord-wijzigen"])
    def test_send_a_browser_without_login_to_the_portal(self, browser: Browser, path: str):
        answer = browser.get(path)

        assert answer.status_code == 400
        assert 'href="http://localhost:8080/"' in answer.text

    def test_expire_after_twenty_minutes(self, browser: Browser, identity: Identity):
        page = browser.begin()
        identity.wait(minutes=20)

        assert browser.enter_password(CASEMANAGER, page).status_code == 400

    def test_get_a_new_cookie_after_authentication(self, browser: Browser, identity: Identity):
        page = browser.follow(browser.enter_password(CASEMANAGER))
        before = browser.client.get_cookie("aanmelden", domain="localhost").value

        browser.submit(page, "/inloggen/code", code=identity.code_for(CASEMANAGER.phone))

        assert browser.client.get_cookie("aanmelden", domain="localhost").value != before
