"""The pages in Chromium: accessible, not too wide, without errors, light and dark, with keyboard and without JavaScript."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from services.gateway.tests.fake_administration import parked_event, set_aside_item
from services.gateway.tests.fake_data import absence
from services.gateway.tests.fake_identity import ADMINISTRATOR
from services.gateway.tests.fake_january import JANUARY
from services.gateway.tests.fakes.claims import legal_aid_request

pytestmark = pytest.mark.browser

OVERVIEWS = [f"/Verzuim/Overzichten?soort={kind}" for kind in ("verzekeraar", "per-werknemer", "mutaties", "statistieken",
                                                              "management")]
PATHS = ["/", "/ziek-melden", "/ziek-melden/e-1", "/herstel-melden", "/herstel-melden/V-2026-0002", "/werknemers",
         "/werknemers/e-1", "/werknemers/toevoegen", "/werknemers/importeren", "/werknemers/e-7/uit-dienst",
         "/werknemers/e-7/verlof", "/oud-werknemers", "/dossier/V-2026-0007/vakantie", "/vakantieafspraken",
         "/Verzuim/Verzuimdossier",
         "/dossier/V-2026-0002", "/Verzuim/Overzichten", *OVERVIEWS, "/uitkeringen", "/uitkeringen/V-2026-0002", "/facturen",
         "/dossier/V-2026-0002/inkomen", "/diensten", "/rechtsbijstand",
         "/facturen/A-2026-0001", "/ziek-melden/gedaan/V-2026-0007", "/januari/2026?allen=ja", "/januari/2026/controleren",
         "/hulp", "/bestaat-niet"]


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1440, "dark")])
class TestEveryPage:
    def test_is_accessible_fits_and_breaks_no_policy(self, platform, open_page, width, scheme):
        platform.services.data["campaigns"] = [dict(JANUARY)]
        platform.services.data["legal_aid"] = [legal_aid_request(absence_number="V-2026-0002")]
        page, complaints = open_page(width, scheme), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for path in PATHS:
            page.goto(platform.url + path)
            found = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
            assert found == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path

        assert [c for c in complaints if "404" not in c] == []


CUT_OFF = """[...document.querySelectorAll("table, input")].filter(each => {
    const box = each.getBoundingClientRect(), card = each.closest(".card")?.getBoundingClientRect();
    return box.width > 1 && card && (box.right > card.right + 1) && !each.closest(".wide-table");
}).map(each => each.id || each.caption?.textContent || each.outerHTML.slice(0, 80))"""
UNDER_THE_BAR = """[...document.querySelectorAll("main input:not([type=hidden]), main select, main button")].filter(each => {
    if (!each.offsetParent) return false;
    scrollTo(0, 0);
    each.focus();
    const bar = document.querySelector(".thumb-bar").getBoundingClientRect(), head = document.querySelector(".side");
    const box = each.getBoundingClientRect();
    return document.activeElement === each && (box.bottom > bar.top || box.top < head.getBoundingClientRect().bottom);
}).map(each => each.name || each.textContent)"""

CUT_DATES = """[...document.querySelectorAll("[name=van], [name=tot], [name=eerste_dag], [name=afgerond_op]")].filter(each => {
    each.value = "30-12-2026";
    return each.offsetParent && each.scrollWidth > each.clientWidth;
}).map(each => each.name)"""


class TestLayout:
    def test_cuts_no_table_or_field_on_a_tablet(self, platform, open_page):
        platform.services.data["campaigns"] = [dict(JANUARY)]
        page, found = open_page(768), {}
        for path in PATHS:
            page.goto(platform.url + path)
            found[path] = page.evaluate(CUT_OFF), max(0, page.evaluate("document.documentElement.scrollWidth") - 768)

        assert {path: what for path, what in found.items() if what != ([], 0)} == {}

    def test_keeps_a_focused_field_clear_of_the_bars_and_shows_whole_dates_on_a_phone(self, platform, open_page):
        page, found = open_page(375), {}
        for path in ("/ziek-melden/e-1", "/werknemers/toevoegen", "/Verzuim/Overzichten", "/dossier/V-2026-0002"):
            page.goto(platform.url + path)
            page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
            found[path] = page.evaluate(UNDER_THE_BAR), page.evaluate(CUT_DATES)

        assert {path: what for path, what in found.items() if what != ([], [])} == {}


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1440, "dark")])
class TestAdministration:
    def test_is_accessible_and_fits(self, platform, open_page, width, scheme):
        platform.identity.person = ADMINISTRATOR
        page = open_page(width, scheme)
        platform.services.data["resolutions"]["claims"] = [parked_event("e-0") | {
            "action": "DROPPED", "explanation": "Dubbel gestuurd", "actor_id": "staff-beheer",
            "resolved_at": "2026-06-15T08:30:00+00:00"}]
        for stuck in ([], [parked_event(), parked_event("e-2", reason="GAP", error="x" * 200)]):
            platform.services.data["parked"]["casework"] = stuck
            for path in ("/beheer/berichten", "/beheer/berichten/casework/e-1", "/beheer/berichten/casework/e-2"):
                page.goto(platform.url + path)
                found = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
                assert found == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    def test_of_items_that_were_set_aside_is_accessible_and_fits(self, platform, open_page, width, scheme):
        platform.identity.person = ADMINISTRATOR
        page = open_page(width, scheme)
        platform.services.data["item_resolutions"]["claims"] = [set_aside_item(1) | {
            "action": "RESOLVED", "explanation": "Met de hand betaald", "actor_id": "staff-beheer",
            "resolved_at": "2026-06-15T08:30:00+00:00"}]
        for waiting in ([], [set_aside_item(), set_aside_item(13, reason="x" * 200, next_try_at=None)]):
            platform.services.data["set_aside"]["billing"] = waiting
            for path in ("/beheer/taken", "/beheer/taken/billing/12", "/beheer/taken/billing/13"):
                page.goto(platform.url + path)
                found = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
                assert found == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path


class TestWhatWaits:
    def test_is_announced_accessibly_and_disappears_automatically(self, platform, open_page):
        page = open_page(375)
        platform.services.data["backlog"] = {"absence": {
            "outbox_pending": 3, "oldest_seconds": 42.0, "oldest_at": "2026-06-15T08:05:00+00:00"}}
        page.goto(f"{platform.url}/ziek-melden/gedaan/V-2026-0007")
        page.wait_for_selector("#wat-wacht .alert")
        assert Axe().run(page).response["violations"] == []

        platform.services.data["backlog"] = {}

        page.wait_for_selector("#wat-wacht .alert", state="detached")
        expect(page.locator("h1")).to_contain_text("Uw ziekmelding is binnen")


class TestSickReport:
    def test_goes_by_keyboard_alone(self, platform, open_page):
        page = open_page()
        page.goto(f"{platform.url}/ziek-melden")
        page.focus("#zoek")
        page.keyboard.type("viss", delay=20)
        page.wait_for_selector("#gevonden li:only-child a")
        page.focus("#gevonden a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ziek-melden/e-3")
        for name in ("gegevens", "derde", "vangnet"):
            page.focus(f"input[name={name}]")
            page.keyboard.press("Space")
        page.focus("button[value=controleren]")
        page.keyboard.press("Enter")
        page.wait_for_selector("button[value=versturen]")
        page.focus("button[value=versturen]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ziek-melden/gedaan/V-2026-0100")

        expect(page.locator("h1")).to_contain_text("Uw ziekmelding is binnen")

    def test_works_without_javascript_on_a_phone(self, platform, open_page):
        page = open_page(375, javascript=False)
        page.goto(f"{platform.url}/ziek-melden")
        page.fill("#zoek", "viss")
        page.click("text=Zoeken")
        page.click("#gevonden a")
        for name in ("gegevens", "derde", "vangnet"):
            page.check(f"input[name={name}] >> nth=0")
        page.click("button[value=controleren]")
        page.click("button[value=versturen]")

        expect(page.locator("h1")).to_contain_text("Uw ziekmelding is binnen")

    def test_puts_the_focus_on_what_is_wrong(self, platform, open_page):
        page = open_page()
        page.goto(f"{platform.url}/ziek-melden/e-3")
        page.click("button[value=controleren]")

        expect(page.locator("#fouten")).to_be_focused()
        page.click("#fouten a >> nth=0")
        expect(page.locator("input[name=gegevens] >> nth=0")).to_be_focused()

    @pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
    @pytest.mark.parametrize("path", ["/ziek-melden/e-3", "/ziek-melden/e-1", "/ziek-melden/zonder-lijst"])
    def test_asks_at_most_eight_things(self, platform, open_page, path, javascript):
        platform.services.data["absences"].append(
            absence("V-2026-0090", "e-1", "2026-05-25", status="RECOVERED", recovered_on="2026-06-01"))
        page = open_page(javascript=javascript)
        page.goto(platform.url + path)

        visible = "all => all.filter(input => input.checkVisibility()).map(input => input.name)"
        names = set(page.eval_on_selector_all("form input:not([type=hidden])", visible))
        assert len(names) <= 8
        assert ("zelfde_oorzaak" in names) == path.endswith("e-1")

    @pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
    def test_keeps_the_answers_that_are_asked_on_request(self, platform, open_page, javascript):
        page = open_page(375, javascript=javascript)
        page.goto(f"{platform.url}/ziek-melden/e-3")
        page.click(".more-questions summary")
        page.check("[name=verkeersongeval]")
        page.fill("[name=duur]", "10")
        page.check("[name=gegevens] >> nth=0")
        page.click("button[value=controleren]")

        expect(page.locator("[name=verkeersongeval]")).to_be_visible()
        expect(page.locator("[name=duur]")).to_have_value("10")

class TestSearch:
    def test_shows_what_is_found_while_typing_and_keeps_it_in_the_address(self, platform, open_page):
        page = open_page()
        page.goto(f"{platform.url}/werknemers")
        page.type("#zoek", "ozt")
        page.wait_for_selector("#lijst tbody tr:only-child")

        expect(page.locator("#lijst")).to_contain_text("Öztürk, Emine")
        expect(page).to_have_url(re.compile("zoek=ozt"))


class TestWeight:
    def test_of_the_start_page_stays_small(self, platform, open_page):
        page, sizes = open_page(), []
        page.context.clear_cookies()
        page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
        page.goto(f"{platform.url}/login")
        page.wait_for_load_state("networkidle")

        assert sum(sizes) <= 165_000
