"""Colleagues, reviews and the switch between employers in Chromium, with the keyboard and without JavaScript."""
import pytest
from playwright.sync_api import expect

from services.gateway.tests.browser.test_account_pages import complaints
from services.gateway.tests.fake_identity import ADVISER
from services.gateway.tests.pages.accounts.test_colleagues_pages import API
from services.gateway.tests.pages.accounts.test_switching_employers import BAKERY, BUTCHER, EMPLOYERS, works_for

pytestmark = pytest.mark.browser

PAGES = ["/account/collegas", "/account/collegas/toevoegen", "/account/collegas/acc-2", "/account/collegas/acc-3",
         "/account/collegas/acc-2/blokkeren", "/account/rechten-controleren", "/account/vervanging", "/account/aanvragen",
         "/account/aanvragen?soort=EXTRA_ACCOUNT", "/account/aanvragen?soort=NEW_PHONE"]


def sent(platform):
    """The writes that reached identity."""
    return [(call["path"].removeprefix("/v1"), call["body"]) for call in platform.identity.received if call["method"] != "GET"]


class TestMainContact:
    @pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1920, "dark")])
    def test_has_accessible_pages_that_fit(self, platform, open_page, width, scheme):
        platform.identity.api |= API
        page = open_page(width, scheme)

        for path in PAGES:
            page.goto(platform.url + path)
            assert complaints(page, width) == [], path

    @pytest.mark.parametrize("javascript", [True, False])
    def test_invites_changes_reviews_and_blocks(self, platform, open_page, javascript):
        platform.identity.api |= API
        page = open_page(375, javascript=javascript)

        page.goto(f"{platform.url}/account/collegas")
        page.get_by_role("link", name="Collega of derde toevoegen").click()
        page.get_by_label("Een collega").check()
        page.get_by_label("Dhr.").check()
        for label, text in (("Voornaam", "Piet"), ("Achternaam", "Maas"), ("E-mailadres", "p.maas@bakkerij.example"),
                            ("Mobiel telefoonnummer", "06 12345699")):
            page.get_by_label(label).fill(text)
        page.get_by_label("Ziek- en herstelmeldingen doen").check()
        page.get_by_role("button", name="Uitnodigen").click()
        expect(page.get_by_text("De uitnodiging is verstuurd aan")).to_be_visible()

        page.get_by_role("link", name="Wijzigen van Piet Maas").click()
        page.get_by_label("Werknemersgegevens beheren").check()
        page.get_by_role("button", name="Controleren").click()
        expect(page.get_by_role("row", name="Werknemersgegevens beheren nee ja")).to_be_visible()
        page.get_by_role("button", name="Opslaan").click()
        expect(page.get_by_text("De rechten zijn gewijzigd.")).to_be_visible()

        page.goto(platform.url)
        page.get_by_role("link", name="Controleer wie toegang heeft").click()
        page.get_by_role("button", name="Klopt nog voor Piet Maas").click()
        page.get_by_role("link", name="Toegang weghalen van Piet Maas").click()
        page.get_by_role("button", name="Blokkeren").click()
        expect(page.get_by_text("De toegang is weg.")).to_be_visible()

        assert [path for path, _ in sent(platform)] == [
            "/accounts", "/accounts/acc-2/rights", "/accounts/acc-2/review", "/accounts/acc-2/block"]

    def test_changes_rights_with_the_keyboard(self, platform, open_page):
        platform.identity.api |= API
        page = open_page()
        page.goto(f"{platform.url}/account/collegas/acc-2")

        page.get_by_label("Werknemersgegevens beheren").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Opslaan").focus()
        page.keyboard.press("Enter")

        expect(page).to_have_url(f"{platform.url}/account/collegas")
        assert sent(platform) == [("/accounts/acc-2/rights", {"rights": ["EMPLOYEE_DATA", "SICK_REPORTS"]})]


class TestAdviser:
    @pytest.mark.parametrize(("width", "javascript"), [(375, True), (1440, False)])
    def test_switches_and_keeps_seeing_whom_she_works_for(self, platform, open_page, width, javascript):
        platform.identity.api[EMPLOYERS] = works_for(BAKERY, BUTCHER)
        platform.identity.person = ADVISER
        page = open_page(width, javascript=javascript)

        page.get_by_role("link", name="Wisselen").click()
        page.get_by_role("button", name="Werken voor Slagerij Pieters").click()

        bar = page.get_by_role("region", name="Voor wie u werkt")
        expect(bar).to_contain_text("U werkt nu voor: Slagerij Pieters")
        page.goto(f"{platform.url}/hulp")
        page.mouse.wheel(0, 3000)
        expect(bar).to_be_in_viewport()

    @pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1440, "dark")])
    def test_has_an_accessible_switch_that_fits(self, platform, open_page, width, scheme):
        platform.identity.api[EMPLOYERS] = works_for(BAKERY, BUTCHER)
        platform.identity.person = ADVISER
        page = open_page(width, scheme)

        for path in ("/", "/account/werkgevers"):
            page.goto(platform.url + path)
            assert complaints(page, width) == [], path

    def test_cannot_send_a_form_of_the_other_employer(self, platform, open_page):
        platform.identity.api[EMPLOYERS] = works_for(BAKERY, BUTCHER)
        platform.identity.person = ADVISER
        page = open_page()
        page.goto(f"{platform.url}/account/werkgevers")
        other = page.context.new_page()
        other.goto(f"{platform.url}/werknemers/e-1/uit-dienst")
        page.get_by_role("button", name="Werken voor Slagerij Pieters").click()

        other.get_by_role("button", name="Uit dienst melden").click()

        expect(other.get_by_text("Dit formulier was van een ander bedrijf. Er is niets verstuurd.")).to_be_visible()
        assert platform.services.received == []
