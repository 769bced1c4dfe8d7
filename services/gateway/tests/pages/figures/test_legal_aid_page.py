"""The page for legal aid: the employer's form, and the list of Team Claims and legal aid (R-032 to R-034)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import CASEMANAGER, EMPLOYER, REPORTER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/rechtsbijstand"
CLAIMS = Person("staff-claims", "Piet Vos", None, (), ("insurer_claims",))
LEGAL_AID = Person("staff-rechtsbijstand", "Ria Kok", None, (), ("legal_aid",))


def send(platform: Platform, browser: requests.Session, query: str = "", **form: str) -> requests.Response:
    """Fill in the form and send it."""
    page = browser.get(platform.url + PAGE + query).text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|verzuim)" value="([^"]*)"', page))
    return browser.post(platform.url + PAGE, data=hidden | form)


def written(platform: Platform) -> list[Any]:
    """What reached claims."""
    return [one["body"] for one in platform.services.writes("/v1/legal-aid-requests")]


class TestForm:
    @pytest.mark.requirement("R-032")
    @pytest.mark.requirement("R-033")
    @pytest.mark.parametrize("kind", ["WAGE_CONTINUATION_DISPUTE", "THIRD_PARTY_RECOVERY", "UWV_CONFLICT", "EMPLOYEE_CONFLICT"])
    def test_requests_each_of_four_kinds(self, platform: Platform, log_in: LogIn, kind: str) -> None:
        page = send(platform, log_in(REPORTER), soort=kind)

        assert "Uw verzoek om rechtsbijstand is geaccepteerd. Het nummer is RB-2026-000001." in page.text
        assert ">Geaccepteerd</span>" in page.text
        assert written(platform) == [{"kind": kind, "costs_accepted": False, "absence_number": None}]

    @pytest.mark.requirement("R-034")
    def test_says_that_the_first_is_free_and_asks_a_tick_for_the_costs_of_the_next(self, platform: Platform,
                                                                                   log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        before = browser.get(platform.url + PAGE).text
        first, refused = (send(platform, browser, soort="UWV_CONFLICT") for _ in range(2))
        second = send(platform, browser, soort="UWV_CONFLICT", akkoord="ja")

        assert ("<strong>kosteloos</strong>" in before, 'id="akkoord"' in before) == (True, False)
        assert ("Dit verzoek is kosteloos." in first.text, 'id="akkoord"' in first.text) == (True, True)
        assert refused.status_code == 422
        assert "Geef aan dat u akkoord gaat met de kosten." in refused.text.split('id="akkoord-fout">')[1].split("</p>")[0]
        assert "Aan dit verzoek zijn kosten verbonden." in second.text

    @pytest.mark.parametrize("kind", ["", "BUREN"])
    def test_says_that_a_kind_must_be_chosen(self, platform: Platform, log_in: LogIn, kind: str) -> None:
        page = send(platform, log_in(EMPLOYER), soort=kind)

        assert page.status_code == 422
        assert "Kies waarover het geschil gaat." in page.text.split('id="soort-fout">')[1].split("</p>")[0]
        assert written(platform) == []

    def test_says_that_there_is_no_policy_in_force(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.refusals["POST /v1/legal-aid-requests"] = (422, {
            "code": "policy.not_in_force", "detail": "U heeft op dit moment geen lopende verzekering."})

        page = send(platform, log_in(EMPLOYER), soort="UWV_CONFLICT")

        assert (page.status_code, "U heeft op dit moment geen lopende verzekering." in page.text) == (422, True)

    def test_is_reached_from_the_services_and_from_a_conflict_with_its_absence(self, platform: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)
        conflict = browser.get(f"{platform.url}/dossier/V-2026-0002/conflict").text
        send(platform, browser, "?verzuim=V-2026-0002", soort="EMPLOYEE_CONFLICT")

        assert 'href="/rechtsbijstand"' in browser.get(f"{platform.url}/diensten").text
        assert 'href="/rechtsbijstand?verzuim=V-2026-0002"' in conflict
        assert [body["absence_number"] for body in written(platform)] == ["V-2026-0002"]


class TestList:
    @pytest.mark.parametrize("person", [CLAIMS, LEGAL_AID], ids=["claims", "legal aid"])
    def test_shows_the_requests_with_the_company_and_no_form(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        send(platform, log_in(EMPLOYER), soort="UWV_CONFLICT")
        browser = log_in(person)
        page = browser.get(platform.url + PAGE).text

        for words in ("RB-2026-000001", "Bakkerij De Jong B.V.", "Conflict met het UWV", "Kosteloos"):
            assert words in page
        assert 'name="soort"' not in page
        assert f'<a href="{PAGE}"' in browser.get(platform.url).text

    def test_is_not_for_casemanagers(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(CASEMANAGER).get(platform.url + PAGE).status_code == 403
