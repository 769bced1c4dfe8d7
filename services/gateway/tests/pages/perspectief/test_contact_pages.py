"""Contacts to make after a report: a consultant's home page, late ones for the casemanager, scores, and whom to call."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, CONSULTANT, DOCTOR, EMPLOYER, Person
from services.gateway.tests.fakes.contacts import contact_row, paused_row
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/contacten"


@pytest.fixture
def waiting(platform: Platform) -> None:
    """A conflict that is late, an employer to call without a number, and one whose clock pauses."""
    conflict = contact_row(absence_number="V-2026-0009", with_employee=True, name="Mo El Amrani", phone="+31612345678",
                           due_on="2026-06-12", ends_on="2026-06-12", is_late=True)
    platform.services.data["contacts"] = {
        "DUE": [conflict, contact_row(), contact_row(absence_number="V-2026-0008", name=None, phone=None)], "LATE": [conflict],
        "PAUSED": [paused_row()]}


def post(platform: Platform, browser: requests.Session, page: str, path: str, **fields: str) -> requests.Response:
    """Send a form of a page."""
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', browser.get(platform.url + page).text))
    return browser.post(platform.url + path, data=hidden | fields)


def written(platform: Platform, path: str) -> list[Any]:
    """What reached casework."""
    return [one["body"] for one in platform.services.writes(path)]


def plain(page: requests.Response) -> str:
    """The page with ordinary spaces."""
    return page.text.replace("\u00a0", " ")


@pytest.mark.usefixtures("waiting")
class TestContacts:
    def test_are_the_home_of_a_consultant_with_the_number_to_call(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CONSULTANT).get(platform.url + "/")

        assert page.url == platform.url + PAGE
        assert 'href="tel:+31113274600">0113 274 600</a>' in plain(page)
        assert 'href="tel:+31612345678">06 12345678</a>' in plain(page)
        assert "Mo El Amrani (conflict)" in page.text
        assert 'href="/contacten/werkgever/emp-1">Nummer toevoegen' in page.text

    def test_have_counts_on_the_tabs_that_equal_the_rows(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CONSULTANT)
        pages = {which: browser.get(f"{platform.url}{PAGE}?lijst={which}").text for which in ("te-bellen", "te-laat", "later")}

        for title, which in (("Te bellen", "te-bellen"), ("Te laat", "te-laat"), ("Later", "later")):
            rows = pages[which].count('data-label="Werknemer"')
            assert f">{title} ({rows})</a>" in pages[which]

    def test_are_logged_in_two_clicks(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CONSULTANT)
        row = browser.get(platform.url + PAGE).text.split("/contacten/V-2026-0007/gesproken")[1]

        page = post(platform, browser, PAGE, "/contacten/V-2026-0007/gesproken", stap="M02")

        assert row.split("</form>")[0].count("<button") == 1
        assert "Het contact is vastgelegd." in page.text
        assert written(platform, "/v1/dossiers/V-2026-0007/milestones/M02/completions") == [{"completed_on": "2026-06-15"}]

    def test_show_the_refusal_of_casework(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.refusals["POST /v1/dossiers/V-2026-0007/milestones/M02/completions"] = (409, {
            "code": "milestone.already_done", "detail": "Deze stap is al afgerond."})

        page = post(platform, log_in(CONSULTANT), PAGE, "/contacten/V-2026-0007/gesproken", stap="M02")

        assert (page.status_code, "Deze stap is al afgerond." in page.text) == (422, True)

    def test_can_wait_for_a_reason_from_the_list_until_a_day(self, platform: Platform, log_in: LogIn) -> None:
        path = "/contacten/V-2026-0007/later"

        page = post(platform, log_in(CONSULTANT), path, path, reden="EMPLOYER_CLOSED", tot="17-06-2026")

        assert "Het contact komt vanzelf terug." in page.text
        assert written(platform, "/v1/dossiers/V-2026-0007/contact-pauses") == [
            {"reason": "EMPLOYER_CLOSED", "last_day": "2026-06-17"}]

    @pytest.mark.parametrize(("field", "value", "sentence"), [
        ("reden", "", "Kies waarom u later belt."), ("tot", "", "Vul in tot en met welke dag u wacht."),
        ("tot", "morgen", "Vul een datum in")])
    def test_say_at_the_field_what_is_wrong(self, platform: Platform, log_in: LogIn, field: str, value: str,
                                            sentence: str) -> None:
        path = "/contacten/V-2026-0007/later"
        given = {"reden": "EMPLOYER_CLOSED", "tot": "17-06-2026"} | {field: value}

        page = post(platform, log_in(CONSULTANT), path, path, **given)

        assert page.status_code == 422
        assert sentence in page.text.split(f'id="{field}-fout">')[1].split("</p>")[0]

    def test_end_their_pause(self, platform: Platform, log_in: LogIn) -> None:
        page = post(platform, log_in(CONSULTANT), f"{PAGE}?lijst=later", "/contacten/V-2026-0002/later/pause-1/terug")

        assert "De termijn loopt weer." in page.text
        assert len(platform.services.writes("/v1/dossiers/V-2026-0002/contact-pauses/pause-1/ending")) == 1

    def test_that_are_late_wait_on_the_start_page_of_the_casemanager(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(CASEMANAGER)

        start, page = browser.get(platform.url + "/").text, browser.get(f"{platform.url}{PAGE}?lijst=te-laat").text

        assert 'href="/contacten?lijst=te-laat">Contacten die te laat zijn' in start
        assert "Te laat</span>" in page

    @pytest.mark.parametrize("person", [EMPLOYER, DOCTOR], ids=["employer", "doctor"])
    @pytest.mark.parametrize("path", [PAGE, "/contacten/score", "/contacten/werkgever/emp-1"])
    def test_are_closed_to_others(self, platform: Platform, log_in: LogIn, person: Person, path: str) -> None:
        assert log_in(person).get(platform.url + path).status_code == 403


class TestScore:
    def test_shows_the_share_in_time_of_a_period(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CASEMANAGER).get(f"{platform.url}/contacten/score?van=01-01-2026&tot=31-03-2026").text

        for words in ("Sven Kok", "7 van 8", "87,5 %"):
            assert words in page

    def test_refuses_a_period_that_ends_before_it_begins(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(CASEMANAGER).get(f"{platform.url}/contacten/score?van=31-03-2026&tot=01-01-2026")

        assert (page.status_code, "Kies een dag op of na de eerste dag." in page.text) == (422, True)


class TestWhomToCall:
    @pytest.mark.parametrize(("person", "path"), [
        (EMPLOYER, "/account/contactpersoon"), (CONSULTANT, "/contacten/werkgever/emp-1")], ids=["employer", "consultant"])
    def test_is_recorded(self, platform: Platform, log_in: LogIn, person: Person, path: str) -> None:
        page = post(platform, log_in(person), path, path, naam="Eva de Boer", telefoon="0113 274 600")

        assert "De contactpersoon is vastgelegd." in page.text
        assert written(platform, "/v1/employers/emp-1/contact") == [{"name": "Eva de Boer", "phone": "+31113274600"}]

    def test_says_at_the_field_what_is_wrong(self, platform: Platform, log_in: LogIn) -> None:
        path = "/account/contactpersoon"

        page = post(platform, log_in(EMPLOYER), path, path, naam="Eva", telefoon="bel mij")

        assert page.status_code == 422
        assert "Geef een telefoonnummer" in page.text.split('id="telefoon-fout">')[1].split("</p>")[0]

    def test_is_in_the_account_pages_of_an_employer(self, platform: Platform, log_in: LogIn) -> None:
        assert 'href="/account/contactpersoon"' in log_in(EMPLOYER).get(f"{platform.url}/account").text
