"""The complaint desk: complaints by status, their handling and the figures (features N4)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, DOCTOR, EMPLOYER, Person
from services.gateway.tests.pages.accounts.test_complaint_pages import send
from services.gateway.tests.platform_of_tests import Platform

DESK = "/klachten"
ONE = f"{DESK}/K-2026-000001"


@pytest.fixture
def browser(platform: Platform, log_in: LogIn) -> requests.Session:
    """A casemanager, after an employer complained."""
    send(platform, log_in(EMPLOYER))
    return log_in(CASEMANAGER)


def act(platform: Platform, browser: requests.Session, path: str, **fields: str) -> requests.Response:
    """Send a form of the page of the complaint."""
    page = browser.get(platform.url + ONE).text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', page))
    return browser.post(platform.url + ONE + path, data=hidden | fields)


def written(platform: Platform, what: str) -> list[Any]:
    """What reached casework."""
    return [one["body"] for one in platform.services.writes(f"/v1/complaints/K-2026-000001/{what}")]


class TestDesk:
    def test_lists_the_complaints_of_a_status_with_company_number_to_call_and_last_day(
            self, platform: Platform, browser: requests.Session) -> None:
        page = browser.get(platform.url + DESK).text.replace("\u00a0", " ")

        for words in ("K-2026-000001", "Bakkerij De Jong B.V.", "Begeleiding bij verzuim", "Niemand belde terug.", "0113 274 600",
                      "Ontvangen (1)", "In behandeling (0)", "27 juli 2026"):
            assert words in page
        assert "Er zijn geen klachten in deze stand" in browser.get(f"{platform.url}{DESK}?stand=CLOSED").text

    def test_has_a_next_page_when_there_are_more(self, platform: Platform, browser: requests.Session) -> None:
        platform.services.data["complaints"] *= 51

        assert f'rel="next" href="{DESK}?stand=RECEIVED&amp;vanaf=50"' in browser.get(platform.url + DESK).text

    def test_waits_on_the_start_page(self, platform: Platform, browser: requests.Session) -> None:
        assert "Klachten die niemand behandelt" in browser.get(platform.url + "/").text

    @pytest.mark.parametrize("person", [EMPLOYER, DOCTOR, ADMINISTRATOR], ids=["employer", "doctor", "administrator"])
    @pytest.mark.parametrize("path", [DESK, ONE, f"{DESK}/cijfers"])
    def test_is_for_casemanagers(self, platform: Platform, log_in: LogIn, person: Person, path: str) -> None:
        assert log_in(person).get(platform.url + path).status_code == 403


class TestHandling:
    def test_goes_from_receipt_to_outcome_on_one_page(self, platform: Platform, browser: requests.Session) -> None:
        taken = act(platform, browser, "/overnemen")
        extended = act(platform, browser, "/verlengen", reden="OTHERS_HEARD")
        answered = act(platform, browser, "/antwoorden", antwoord="De consultant belt u morgen.")
        closed = act(platform, browser, "/sluiten", uitkomst="WELL_FOUNDED")

        assert "De klacht is aan u toegewezen." in taken.text
        assert "24 augustus 2026" in extended.text.replace("\u00a0", " ")
        assert "De consultant belt u morgen." in answered.text
        assert "Uitkomst: Terecht" in closed.text
        assert [written(platform, what) for what in ("assignment", "extension", "answer", "closing")] == [
            [{"handler_id": "acc-casemanager"}], [{"reason": "OTHERS_HEARD"}], [{"text": "De consultant belt u morgen."}],
            [{"outcome": "WELL_FOUNDED"}]]

    @pytest.mark.parametrize(("path", "field", "value", "sentence"), [
        ("/verlengen", "reden", "", "Kies waarom het langer duurt."), ("/antwoorden", "antwoord", "", "Schrijf het antwoord."),
        ("/antwoorden", "antwoord", "Hij heeft een burn-out.", "Wij hebben dit niet bewaard."),
        ("/sluiten", "uitkomst", "", "Kies wat de klacht opleverde.")])
    def test_says_at_the_field_what_is_wrong(self, platform: Platform, browser: requests.Session, path: str, field: str,
                                             value: str, sentence: str) -> None:
        act(platform, browser, "/overnemen")

        page = act(platform, browser, path, **{field: value})

        assert page.status_code == 422
        assert sentence in page.text.split(f'id="{field}-fout">')[1].split("</p>")[0]

    def test_says_what_changed_meanwhile(self, platform: Platform, browser: requests.Session) -> None:
        page = browser.get(platform.url + ONE).text
        hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', page))
        act(platform, browser, "/overnemen")

        late = browser.post(f"{platform.url}{ONE}/sluiten", data=hidden | {"uitkomst": "WITHDRAWN"})

        assert (late.status_code, "de stand" in late.text) == (422, True)


class TestFigures:
    def test_show_a_period(self, platform: Platform, browser: requests.Session) -> None:
        page = browser.get(f"{platform.url}{DESK}/cijfers?van=01-01-2026&tot=31-03-2026").text

        for words in ("75,0 %", "Over: Begeleiding bij verzuim", "Uitkomst: Niet terecht"):
            assert words in page

    def test_refuse_a_period_that_ends_before_it_begins(self, platform: Platform, browser: requests.Session) -> None:
        assert browser.get(f"{platform.url}{DESK}/cijfers?van=31-03-2026&tot=01-01-2026").status_code == 422
