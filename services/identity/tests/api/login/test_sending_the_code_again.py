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

        answer = browser.submit(asked, "/inloggen/code/opnieuw")

        assert answer.status_code == 303
        assert len(identity.messages(CASEMANAGER.phone)) == 2

    @pytest.mark.requirement("R-201")
    @pytest.mark.parametrize("field", ["phone", "telefoonnummer", "to", "email", "Phone", "channel"])
    def test_refuses_a_form_with_another_number_or_address(self, browser: Browser, identity: Identity, asked, field: str):
        identity.wait(minutes=2)
        forms = {"/inloggen/code/opnieuw": {}, "/inloggen/code": {"code": identity.code_for(CASEMANAGER.phone)}}

        answers = [browser.submit(asked, path, **form, **{field: "+31600000000"}) for path, form in forms.items()]

        assert [answer.status_code for answer in answers] == [403, 403]
        assert "Vraag de contactpersoon binnen uw bedrijf" in answers[0].text
        assert identity.messages("+31600000000") == []
        assert len(identity.messages(CASEMANAGER.phone)) == 1


class TestDailyCaps:
    def ask_daily(self, identity: Identity, browsers: int, hours: int) -> int:
        """Messages sent to somebody who asks for a code every few hours and never uses one."""
        for _ in range(browsers):
            Browser(identity).enter_password(CASEMANAGER)
            identity.wait(hours=hours)
        return len(identity.messages(CASEMANAGER.phone))

    def test_an_account_gets_fifteen_unused_codes_a_day(self, identity: Identity):
        assert self.ask_daily(identity, 17, 1) == 15

    def test_an_account_gets_codes_again_the_next_day(self, identity: Identity):
        self.ask_daily(identity, 15, 1)
        identity.wait(hours=24)

        Browser(identity).enter_password(CASEMANAGER)

        assert len(identity.messages(CASEMANAGER.phone)) == 16

    def test_the_page_says_that_no_code_was_sent(self, identity: Identity, browser: Browser):
        self.ask_daily(identity, 15, 1)

        page = browser.follow(browser.enter_password(CASEMANAGER))

        assert "Probeer het morgen opnieuw" in page.text

    def test_an_address_gets_a_number_of_codes_for_all_accounts_together(self, postgres_server, token_issuer, prepared):
        with postgres_server.passing_database("identity", template=prepared) as url:
            identity = Identity(url, token_issuer, IDENTITY_CODES_A_DAY_FROM_ADDRESS="2")
            for username in ("casemanager", "claims", "vra"):
                Browser(identity).enter_password(identity.member(username))
                identity.wait(hours=2)
            sent = [len(identity.messages(identity.member(name).phone)) for name in ("casemanager", "claims", "vra")]
            identity.database.dispose()

        assert sent == [1, 1, 0]

    def test_signing_out_before_the_code_gives_no_new_messages(self, identity: Identity):
        for _ in range(3):
            browser = Browser(identity)
            browser.enter_password(CASEMANAGER)
            browser.submit(browser.get("/oauth/logout"), "/oauth/logout")

        assert len(identity.messages(CASEMANAGER.phone)) == 1


class TestCodeOfALogin:
    @pytest.mark.requirement("R-179", "R-200")
    def test_fits_no_other_login_of_the_account(self, identity: Identity, browser: Browser, asked):
        code = identity.code_for(CASEMANAGER.phone)
        identity.wait(seconds=60)
        other = Browser(identity)
        page = other.follow(other.enter_password(CASEMANAGER))

        assert identity.code_for(CASEMANAGER.phone) != code
        assert other.submit(page, "/inloggen/code", code=code).status_code == 401
        assert browser.submit(asked, "/inloggen/code", code=code).status_code == 303

    def test_of_a_second_browser_within_a_minute_is_sent_on_request(self, identity: Identity, asked):
        other = Browser(identity)
        page = other.follow(other.enter_password(CASEMANAGER))
        assert "Wacht een minuut" in page.text
        identity.wait(seconds=60)

        other.submit(page, "/inloggen/code/opnieuw")

        code = identity.code_for(CASEMANAGER.phone)
        assert other.submit(page, "/inloggen/code", code=code).status_code == 303
