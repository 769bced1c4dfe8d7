"""The complaint form and the complaint desk in Chromium: accessible, not too wide, and by keyboard without JavaScript."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER

pytestmark = pytest.mark.browser


def ensure_readable(page: Page, width: int) -> None:
    """Axe finds nothing, and the page is not wider than the window."""
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1440, "dark")])
class TestComplaintPages:
    def test_work_by_keyboard_and_are_accessible(self, platform, open_page, width, scheme):
        platform.identity.person = EMPLOYER
        typing, looking = open_page(width, scheme, javascript=False), open_page(width, scheme)

        typing.goto(f"{platform.url}/klacht")
        typing.get_by_role("radio", name="Begeleiding bij verzuim").focus()
        typing.keyboard.press("Space")
        typing.get_by_label("Wat ging er niet goed?").focus()
        typing.keyboard.type("Niemand belde terug. " + "x" * 200)
        typing.keyboard.press("Tab")
        typing.keyboard.type("0113 274 600")
        typing.keyboard.press("Enter")

        expect(typing.locator("main")).to_contain_text("Niemand belde terug.")
        expect(typing.get_by_text("Het nummer is K-2026-000001.")).to_be_visible()
        looking.goto(f"{platform.url}/klacht")
        ensure_readable(looking, width)
        looking.get_by_role("button", name="Klacht sturen").click()
        expect(looking.locator("#fouten a").first).to_have_attribute("href", "#onderwerp")
        ensure_readable(looking, width)
        platform.identity.person = CASEMANAGER
        desk = open_page(width, scheme)
        desk.goto(f"{platform.url}/klachten")
        expect(desk.locator("main")).to_contain_text("K-2026-000001")
        ensure_readable(desk, width)
