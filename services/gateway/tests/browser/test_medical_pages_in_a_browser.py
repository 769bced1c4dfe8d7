"""The medical part and delegations in Chromium: accessible, not too wide, by keyboard and without JavaScript."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from services.gateway.tests.fake_data import READ_AT
from services.gateway.tests.fake_identity import DOCTOR

pytestmark = pytest.mark.browser

FILE = "/dossier/V-2026-0002/medisch"


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1440, "dark")])
class TestMedicalPages:
    def test_are_accessible_fit_and_work_by_keyboard_without_javascript(self, platform, open_page, width, scheme):
        platform.identity.person = DOCTOR
        platform.services.data["readings"] = [{"account_id": "acc-1", "role": "casemanager", "read_at": READ_AT,
                                               "emergency_reason": None, "part": "MEDICAL", "refused": True}]
        page = open_page(width, scheme, javascript=False)

        page.goto(platform.url + FILE)
        page.get_by_label("Beperkingen en mogelijkheden").focus()
        page.keyboard.press("Space")
        page.get_by_label("Tekst").focus()
        page.keyboard.type("Kan niet tillen. " + "x" * 200)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Kan niet tillen.")
        page.get_by_role("button", name="Delen met de werkgever").press("Enter")

        expect(page.locator("main")).to_contain_text("de werkgever leest dit")
        looking = open_page(width, scheme)
        paths = (FILE, f"{FILE}?verbetert=m-1", "/delegaties", "/te-doen", "/dossier/V-2026-0002", "/dossier/V-2026-0002/inzage")
        for path in paths:
            looking.goto(platform.url + path)
            found = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(looking).response["violations"]]
            assert found == [], path
            assert looking.evaluate("document.documentElement.scrollWidth") <= width, path

    def test_say_what_is_wrong_accessibly(self, platform, open_page, width, scheme):
        platform.identity.person = DOCTOR
        page = open_page(width, scheme)

        page.goto(platform.url + FILE)
        page.get_by_role("button", name="Vastleggen").click()

        assert page.locator("#fouten a").first.get_attribute("href") == "#soort"
        assert [v["id"] for v in Axe().run(page).response["violations"]] == []
