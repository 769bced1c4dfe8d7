"""An administrator reads which scheduled work was set aside and why, has it tried again, or closes it with an explanation."""
import pytest

from services.gateway.tests.fake_administration import set_aside_item
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER

PAGE = "/beheer/taken"
GONE = "Dit staat niet meer apart: het is intussen gedaan of afgesloten."
HOW = "De factuur is met de hand gemaakt"


@pytest.fixture
def browser(log_in):
    return log_in(ADMINISTRATOR)


@pytest.fixture
def press(platform, browser):
    """Send a form of a page."""
    def press(path, **typed):
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]
        return browser.post(platform.url + path, data={"csrf_token": token, "sleutel": "once", **typed})

    return press


class TestOverview:
    def test_says_that_all_is_done_when_nothing_is_set_aside(self, platform, browser):
        page = browser.get(platform.url + PAGE)

        assert page.status_code == 200
        assert "Alles is gedaan" in page.text

    def test_says_what_was_not_done_why_and_what_happens_next(self, platform, browser):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        page = browser.get(platform.url + PAGE).text

        assert "Arbofactuur: polis P-2026-0001" in page
        assert "Vul een arbotarief van nul euro of hoger in." in page
        assert ("Apart sinds maandag 15 juni 2026 om 10:05, voor het eerst voor 15 juni 2026; één keer geprobeerd. "
                "Vanzelf opnieuw op maandag 15 juni 2026 om 10:06.") in page

    def test_says_that_it_waits_for_a_person_after_the_last_try(self, platform, browser):
        platform.services.data["set_aside"]["billing"] = [set_aside_item(tries=8, next_try_at=None)]

        assert "8 keer geprobeerd. Er komt geen poging meer vanzelf: dit wacht op u." in browser.get(platform.url + PAGE).text

    def test_shows_a_job_that_it_does_not_know_by_its_own_name(self, platform, browser):
        platform.services.data["set_aside"]["claims"] = [set_aside_item(job="new-job", kind="NEW")]

        assert "new-job: onderdeel P-2026-0001" in browser.get(platform.url + PAGE).text

    def test_shows_the_others_while_one_service_is_slow(self, platform, browser):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]
        platform.services.slow["claims"] = 2.5

        page = browser.get(platform.url + PAGE).text

        assert "Arbofactuur: polis P-2026-0001" in page
        assert "Dit ontbreekt nu even: uitkeringen" in page

    def test_stands_in_the_menu_of_an_administrator(self, platform, browser):
        assert f'href="{PAGE}"' in browser.get(platform.url).text


class TestTryingAgain:
    def test_does_it_and_remembers_who_asked(self, platform, press):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        page = press(f"{PAGE}/billing/12/opnieuw").text

        assert "Het is alsnog gedaan." in page
        assert "Alsnog gedaan" in page
        assert "staff-beheer" in page

    def test_says_why_it_failed_again(self, platform, press):
        platform.services.data["set_aside"]["billing"] = [set_aside_item(item="fails again")]

        assert "Het mislukte opnieuw: Vul een arbotarief" in press(f"{PAGE}/billing/12/opnieuw").text

    def test_of_what_somebody_else_did_says_so(self, press):
        assert GONE in press(f"{PAGE}/billing/12/opnieuw").text


class TestClosing:
    def test_needs_an_explanation_and_keeps_what_was_typed(self, platform, press):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        answer = press(f"{PAGE}/billing/12/afsluiten", uitleg="te kort")

        assert answer.status_code == 422
        assert "Geef 10 tot 500 tekens." in answer.text
        assert 'value="te kort"' in answer.text
        assert platform.services.data["set_aside"]["billing"]

    def test_takes_it_off_the_list_and_shows_the_explanation(self, platform, press):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        page = press(f"{PAGE}/billing/12/afsluiten", uitleg=HOW).text

        assert "Het is afgesloten. Uw uitleg is bewaard." in page
        assert HOW in page

    def test_of_what_somebody_else_did_says_so(self, press):
        assert GONE in press(f"{PAGE}/billing/12/afsluiten", uitleg=HOW).text


class TestOneItem:
    def test_shows_the_reason_and_the_number_to_find_it_in_the_logs(self, platform, browser):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        page = browser.get(f"{platform.url}{PAGE}/billing/12").text

        assert "Vul een arbotarief van nul euro of hoger in." in page
        assert "c-1" in page

    def test_that_is_gone_leads_back_to_the_list(self, platform, browser):
        page = browser.get(f"{platform.url}{PAGE}/billing/12")

        assert (page.status_code, page.url) == (200, platform.url + PAGE)
        assert GONE in page.text

    def test_of_an_unknown_service_is_not_found(self, platform, browser):
        assert browser.get(f"{platform.url}{PAGE}/nothing/12").status_code == 404


class TestAccess:
    @pytest.mark.parametrize("person", [EMPLOYER, CASEMANAGER], ids=["employer", "casemanager"])
    @pytest.mark.parametrize("path", [PAGE, f"{PAGE}/billing/12"])
    def test_is_for_administrators_alone(self, platform, log_in, person, path):
        assert log_in(person).get(platform.url + path).status_code == 403

    @pytest.mark.parametrize("action", ["opnieuw", "afsluiten"])
    def test_changes_nothing_for_others(self, platform, log_in, action):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]
        browser = log_in(CASEMANAGER)
        token = browser.get(f"{platform.url}/session").json()["csrf_token"]

        answer = browser.post(f"{platform.url}{PAGE}/billing/12/{action}", data={"csrf_token": token, "uitleg": HOW})

        assert answer.status_code == 403
        assert platform.services.data["set_aside"]["billing"]

    @pytest.mark.parametrize("action", ["opnieuw", "afsluiten"])
    def test_changes_nothing_without_the_token_of_our_own_page(self, platform, browser, action):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        browser.post(f"{platform.url}{PAGE}/billing/12/{action}", data={"uitleg": HOW})

        assert platform.services.data["set_aside"]["billing"]
