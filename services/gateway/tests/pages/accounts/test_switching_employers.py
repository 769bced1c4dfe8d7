"""An adviser sees whom she works for, switches, and cannot send a form of another employer."""
import html
from typing import Any

import pytest
import requests

from services.gateway.tests.fake_identity import ADVISER, EMPLOYER
from services.gateway.tests.platform_of_tests import Platform

BAKERY, BUTCHER = ("emp-1", "Bakkerij De Schelde B.V."), ("emp-2", "Slagerij Pieters")
EMPLOYERS = "GET /v1/own-account/employers"


def works_for(*employers: tuple[str, str]) -> dict[str, Any]:
    return {"next": None, "items": [{"employer_id": employer_id, "company_name": name, "rights": [], "is_current": False}
                                    for employer_id, name in employers]}


@pytest.fixture
def adviser(platform: Platform, log_in: Any) -> requests.Session:
    """An adviser of two employers, who works for the bakery now."""
    platform.identity.api[EMPLOYERS] = works_for(BAKERY, BUTCHER)
    return log_in(ADVISER)


def token(platform: Platform, browser: requests.Session) -> str:
    return str(browser.get(f"{platform.url}/session").json()["csrf_token"])


def switch(platform: Platform, browser: requests.Session, employer_id: str) -> requests.Response:
    return browser.post(f"{platform.url}/account/werkgevers",
                        data={"csrf_token": token(platform, browser), "werkgever": employer_id})


class TestAdviserOfTwoEmployers:
    @pytest.mark.parametrize("path", ["/", "/ziek-melden", "/account/werkgevers", "/hulp", "/bestaat-niet"])
    def test_sees_on_every_page_whom_she_works_for(self, platform: Platform, adviser: requests.Session, path: str):
        page = html.unescape(adviser.get(platform.url + path).text)

        assert "U werkt nu voor: <strong>Bakkerij De Schelde B.V.</strong>" in page
        assert "· Bakkerij De Schelde B.V. · Ontzorg</title>" in page
        assert 'href="/account/werkgevers"' in page

    def test_switches_with_the_rights_that_the_other_gave(self, platform: Platform, adviser: requests.Session):
        page = html.unescape(switch(platform, adviser, "emp-2").text)

        assert "U werkt nu voor: <strong>Slagerij Pieters</strong>" in page
        assert "/facturen" not in page
        who = adviser.get(f"{platform.url}/session").json()
        assert (who["employer_id"], who["rights"]) == ("emp-2", ["SICK_REPORTS"])

    def test_cannot_switch_to_somebody_elses_employer(self, platform: Platform, adviser: requests.Session):
        assert switch(platform, adviser, "emp-3").status_code == 404
        assert adviser.get(f"{platform.url}/session").json()["employer_id"] == "emp-1"

    def test_cannot_switch_when_the_grant_ended_meanwhile(self, platform: Platform, adviser: requests.Session):
        platform.identity.api[EMPLOYERS] = works_for(BAKERY)

        assert switch(platform, adviser, "emp-2").status_code == 404


class TestFormOfAnotherEmployer:
    def test_is_not_sent_and_the_page_says_so(self, platform: Platform, adviser: requests.Session):
        of_bakery = token(platform, adviser)
        switch(platform, adviser, "emp-2")

        answer = adviser.post(f"{platform.url}/werknemers/e-1/uit-dienst", data={"csrf_token": of_bakery})

        page = html.unescape(answer.text)
        assert answer.status_code == 409
        assert "U werkt nu voor Slagerij Pieters. Dit formulier was van een ander bedrijf. Er is niets verstuurd." in page
        assert platform.services.received == []

    def test_is_refused_as_a_call_of_the_api_too(self, platform: Platform, adviser: requests.Session):
        of_bakery = token(platform, adviser)
        switch(platform, adviser, "emp-2")

        answer = adviser.post(f"{platform.url}/api/absence/v1/sick-reports", json={}, headers={"X-CSRF-Token": of_bakery})

        assert (answer.status_code, answer.json()["code"]) == (409, "employer.changed")

    def test_is_not_restored_for_the_other_after_a_new_login(self, platform: Platform, adviser: requests.Session):
        of_bakery = token(platform, adviser)
        path = f"{platform.url}/werknemers/toevoegen"
        adviser.post(f"{platform.url}/logout", data={"csrf_token": of_bakery})
        adviser.post(path, data={"csrf_token": of_bakery, "voornaam": "Xandra"})
        adviser.get(f"{platform.url}/login")
        switch(platform, adviser, "emp-2")

        assert "Xandra" not in adviser.get(path).text

    def test_to_log_out_works_for_every_employer(self, platform: Platform, adviser: requests.Session):
        of_bakery = token(platform, adviser)
        switch(platform, adviser, "emp-2")

        adviser.post(f"{platform.url}/logout", data={"csrf_token": of_bakery})

        assert adviser.get(f"{platform.url}/session").status_code == 401


class TestVisitorOfOneEmployer:
    def test_sees_no_switch(self, platform: Platform, log_in: Any):
        platform.identity.api[EMPLOYERS] = works_for(BAKERY)

        pages = [log_in(person).get(platform.url).text for person in (ADVISER, EMPLOYER)]

        assert all("U werkt nu voor" not in page for page in pages)
