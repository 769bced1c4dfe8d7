"""The account pages in Chromium: accessible, not too wide, light and dark, and usable with the keyboard."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER
from services.gateway.tests.pages.accounts.test_acceptance_pages import ACCEPTANCE, account, contact
from services.gateway.tests.pages.accounts.test_account_administration_pages import staff
from services.gateway.tests.pages.accounts.test_account_request_pages import asked as account_request
from services.gateway.tests.pages.accounts.test_colleagues_pages import account as colleague
from services.gateway.tests.pages.accounts.test_helpdesk_pages import ACCOUNT, asked
from services.gateway.tests.pages.accounts.test_list_readings_pages import LISTS
from services.gateway.tests.pages.accounts.test_security_log_pages import HELPDESK, event
from services.gateway.tests.pages.accounts.test_sessions_and_password import DEVICES, SESSIONS
from services.gateway.tests.pages.accounts.test_staffing_pages import CASEWORK, STAFF

pytestmark = pytest.mark.browser

EVENTS = {"items": [event(), event("RIGHTS_CHANGED", details={"before": ["SICK_REPORTS"], "after": ["EMPLOYEE_DATA"]})],
          "next": "later"}
API = {"GET /v1/own-account/sessions": SESSIONS, "GET /v1/own-account/devices": DEVICES,
       "GET /v1/main-contacts": {"items": [contact()], "next": None}, "GET /v1/main-contacts/acc-9": contact(),
       "GET /v1/own-account/security-events": EVENTS, "GET /v1/security-events": EVENTS, "GET /admin/v1/security-events": EVENTS,
       "GET /admin/v1/helpdesk-requests": {"items": [asked()], "next": None}, "GET /admin/v1/helpdesk-requests/r-1": asked(),
       "GET /admin/v1/accounts": {"items": [staff(), ACCOUNT], "next": None}, "GET /admin/v1/accounts/acc-2": ACCOUNT,
       "GET /admin/v1/accounts/staff-7": staff(), "GET /admin/v1/accounts/acc-9": account(roles=[]),
       "GET /v1/main-contacts/acc-9/colleagues": {"items": [account(id="acc-8")], "next": None},
       "GET /v1/account-requests": {"items": [account_request()], "next": None},
       "GET /v1/account-requests/req-1": account_request(),
       "GET /v1/accounts": {"items": [colleague()], "next": None}, "GET /v1/accounts/acc-2": colleague(state="BLOCKED"),
       "GET /admin/v1/staff-accounts": STAFF,
       "GET /v1/own-account/calendar-feed": {"made_at": "2026-06-15T10:00:00+00:00", "read_at": None}}
OF_EMPLOYER = ["/account/sessies", "/account/apparaten", "/account/agenda", "/account/wachtwoord", "/account/logboek",
               "/account/logboek/bedrijf",
               "/account/logboek/lijsten", "/account/collegas/acc-2/deblokkeren"]
OF_STAFF = {ACCEPTANCE: ["/acceptatie", "/acceptatie/hoofdcontactpersoon", "/acceptatie/hoofdcontactpersonen/acc-9",
                         "/acceptatie/hoofdcontactpersonen/acc-9/vervangen", "/hoofdcontactpersonen/acc-9/blokkeren",
                         "/hoofdcontactpersonen/acc-9/deblokkeren", "/acceptatie/aanvragen", "/acceptatie/aanvragen/req-1"],
            CASEMANAGER: ["/toewijzingen", "/toewijzingen/emp-1", "/begeleiders", "/begeleiders/staff-consultant"],
            ADMINISTRATOR: ["/account/logboek", "/beheer/logboek", "/beheer/logboek/lijsten",
                            "/beheer/accounts?zoek=bos", "/beheer/accounts/nieuw",
                            "/beheer/accounts/staff-7", "/beheer/accounts/acc-2"],
            HELPDESK: ["/helpdesk", "/helpdesk/verzoeken/r-1", "/helpdesk/accounts?zoek=smit", "/helpdesk/accounts/acc-2"]}


def complaints(page, width):
    """What axe and the width of a page find."""
    found = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([("too wide", wide)] if wide > width else [])]


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1920, "dark")])
class TestEveryAccountPage:
    def test_of_an_employer_is_accessible_and_fits(self, platform, open_page, width, scheme):
        platform.identity.api.update(API)
        platform.services.answers.update(LISTS)
        page = open_page(width, scheme)

        for path in OF_EMPLOYER:
            page.goto(platform.url + path)
            assert complaints(page, width) == [], path

    def test_of_staff_is_accessible_and_fits(self, platform, open_page, width, scheme):
        platform.identity.api.update(API)
        platform.services.answers.update(LISTS | CASEWORK)

        for person, paths in OF_STAFF.items():
            platform.identity.person = person
            page = open_page(width, scheme)
            for path in paths:
                page.goto(platform.url + path)
                assert complaints(page, width) == [], path


@pytest.mark.parametrize("width", [375, 1440])
class TestChangeOfAnAccount:
    @pytest.mark.parametrize(("choice", "form"), [("Bedrijfsarts", "rol"), ("Werkt hier niet meer", "sluiten")])
    def test_is_checked_on_an_accessible_page(self, platform, open_page, width, choice, form):
        platform.identity.api.update(API)
        platform.identity.person = ADMINISTRATOR
        page = open_page(width)
        page.goto(f"{platform.url}/beheer/accounts/staff-7")

        page.get_by_label(choice).check()
        page.locator(f'form[action$="/{form}"] button').click()

        expect(page.get_by_role("link", name="Terug")).to_be_visible()
        assert complaints(page, width) == []


class TestLog:
    def test_is_filtered_with_the_keyboard_without_javascript(self, platform, open_page):
        platform.identity.api.update(API)
        page = open_page(javascript=False)
        page.goto(f"{platform.url}/account/logboek")

        page.get_by_label("Van (hoeft niet)").focus()
        page.keyboard.type("01-06-2026")
        page.keyboard.press("Enter")

        expect(page).to_have_url(f"{platform.url}/account/logboek?van=01-06-2026&tot=")
        assert platform.identity.received[-1]["query"]["from"] == "2026-06-01"
