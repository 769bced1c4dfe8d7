"""Many posted passwords and codes: limits by address and user name, and a limit on the memory that they take."""
from collections.abc import Callable

import pytest

from services.identity.app import create_app
from services.identity.hashing import AT_ONCE, in_turn
from services.identity.tests.conftest import CASEMANAGER, FORWARDED, PUBLIC, Browser, Identity, settings_of

Limited = Callable[..., Browser]


@pytest.fixture
def limited(identity: Identity) -> Limited:
    """Factory of browsers of a service with limits; each has an application of its own."""
    def make(**limits: str) -> Browser:
        changed = {f"IDENTITY_{name.upper()}_A_MINUTE": most for name, most in limits.items()}
        settings = settings_of(identity.database.url, **changed)
        browser = Browser(identity)
        browser.client = create_app(settings, database=identity.database, machine_clock=identity.machine_clock).test_client()
        return browser

    return make


class TestPostsOfOneAddress:
    def test_are_limited_with_a_dutch_page_and_when_to_come_back(self, limited: Limited) -> None:
        browser = limited(logins="2")
        page = browser.begin()

        answers = [browser.submit(page, "/inloggen", username=f"naam{number}", password="x") for number in range(3)]

        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
        assert "Het gaat even te snel" in answers[-1].text

    def test_are_counted_together_by_all_instances(self, limited: Limited) -> None:
        first, second = limited(logins="1"), limited(logins="1")

        answers = [browser.submit(browser.begin(), "/inloggen", username="x", password="y") for browser in (first, second)]

        assert [answer.status_code for answer in answers] == [401, 429]

    def test_of_codes_count_too(self, limited: Limited) -> None:
        browser = limited(logins="2")
        page = browser.follow(browser.enter_password(CASEMANAGER))

        answers = [browser.submit(page, "/inloggen/code", code="000000") for _ in range(2)]

        assert [answer.status_code for answer in answers] == [401, 429]

    @pytest.mark.parametrize("header", ["Authorization", "X-Real-Ip", "Forwarded", "User-Agent"])
    def test_are_not_uncounted_by_a_header(self, limited: Limited, header: str) -> None:
        browser = limited(logins="1")

        answers = [browser.client.post("/inloggen", data={"username": "x"}, base_url=PUBLIC,
                                       headers=FORWARDED | {header: f"Bearer 10.0.0.{number}"}) for number in range(2)]

        assert answers[1].status_code == 429


class TestPostsWithOneUserName:
    @pytest.mark.parametrize("again", ["casemanager", "CaseManager", " casemanager "])
    def test_are_limited(self, limited: Limited, again: str) -> None:
        browser = limited(logins_of_one_name="1")
        page = browser.begin()
        browser.submit(page, "/inloggen", username="casemanager", password="x")

        assert browser.submit(page, "/inloggen", username=again, password="x").status_code == 429

    def test_do_not_hinder_another_user_at_the_address(self, limited: Limited) -> None:
        browser = limited(logins_of_one_name="1")
        page = browser.begin()
        for _ in range(2):
            browser.submit(page, "/inloggen", username="claims", password="x")

        assert browser.enter_password(CASEMANAGER).status_code == 303


class TestPasswordsAtOnce:
    def test_wait_for_their_turn_and_then_get_503(self, browser: Browser) -> None:
        page = browser.begin()

        assert AT_ONCE == 2
        with in_turn(), in_turn():
            answer = browser.enter_password(CASEMANAGER, page)

        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Het is nu erg druk" in answer.text
        assert browser.enter_password(CASEMANAGER, page).status_code == 303
