"""The pages of set-aside items: list with reasons, retry, and closing with an explanation."""

from services.gateway.tests.fake_administration import set_aside_item

PAGE = "/beheer/taken"
HOW = "De factuur is met de hand gemaakt"


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


class TestClosing:
    def test_takes_it_off_the_list_and_shows_the_explanation(self, platform, press):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        page = press(f"{PAGE}/billing/12/afsluiten", uitleg=HOW).text

        assert "Het is afgesloten. Uw uitleg is bewaard." in page
        assert HOW in page


class TestOneItem:
    def test_shows_the_reason_and_the_number_to_find_it_in_the_logs(self, platform, browser):
        platform.services.data["set_aside"]["billing"] = [set_aside_item()]

        page = browser.get(f"{platform.url}{PAGE}/billing/12").text

        assert "Vul een arbotarief van nul euro of hoger in." in page
        assert "c-1" in page
