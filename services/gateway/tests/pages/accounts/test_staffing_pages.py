"""Who is assigned to which employer: found by name, handed over, assigned and ended (domain.md §7.5)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

VRA = Person("staff-vra", "Vera Dekker", None, (), ("insurer_vra",))
LIST, ONE, API = "/toewijzingen", "/toewijzingen/emp-1", "/v1/employers/emp-1"
COMPANY = {"employer_id": "emp-1", "company_name": "Bakkerij De Jong B.V.", "policy_number": "POL-1"}
GUIDE = {"employer_id": "emp-1", "casemanager_id": "acc-casemanager", "consultant_id": "staff-consultant",
         "valid_from": "2026-01-01"}
DOCTOR = {"staffing_id": "s-1", "employer_id": "emp-1", "case_number": None, "role": "company_doctor",
          "account_id": "staff-arts", "valid_from": "2026-02-01", "valid_until": None}


def person(account_id: str, first: str, last: str, role: str) -> dict[str, Any]:
    """A member of staff as identity answers it."""
    return {"id": account_id, "first_name": first, "infix": None, "last_name": last, "roles": [role]}


CASEWORK = {
    "casework GET /v1/employers": {"items": [COMPANY], "next": "later"}, f"casework GET {API}": COMPANY,
    f"casework GET {API}/casemanager-assignments": {"items": [GUIDE]},
    f"casework POST {API}/casemanager-assignments": (201, GUIDE | {"casemanager_id": "staff-9"}),
    f"casework GET {API}/staffing": {"items": [DOCTOR]}, f"casework POST {API}/staffing": (201, DOCTOR),
    f"casework POST {API}/staffing/s-1/ending": DOCTOR}
STAFF = {"next": None, "items": [
    person("acc-casemanager", "Els", "Bos", "casemanager"), person("staff-9", "Carla", "Mulder", "casemanager"),
    person("staff-arts", "Dina", "Smit", "company_doctor"), person("staff-le", "Leo", "Kok", "labour_expert"),
    person("staff-claims", "Karim", "Yilmaz", "insurer_claims")]}


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform with one employer, its casemanager and its doctor."""
    platform.services.answers |= CASEWORK
    platform.identity.api["GET /admin/v1/staff-accounts"] = STAFF
    return platform


def send(browser: requests.Session, desk: Platform, action: str, **typed: str) -> requests.Response:
    """Fill in a form of the page of the employer."""
    form = browser.get(desk.url + ONE).text.split(f'action="{ONE}/{action}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(f"{desk.url}{ONE}/{action}", data=hidden | typed)


def writes(desk: Platform) -> list[tuple[str, Any, str | None]]:
    """The writes that reached casework, with the version they change."""
    return [(call["path"], call["body"], call["headers"].get("If-Match")) for call in desk.services.received]


class TestList:
    def test_finds_employers_and_leads_on(self, desk: Platform, log_in: LogIn):
        browser = log_in(CASEMANAGER)
        page = browser.get(f"{desk.url}{LIST}?zoek=bakker").text

        assert f'<a href="{ONE}">Bakkerij De Jong B.V.</a>' in page
        assert f'rel="next" href="{LIST}?zoek=bakker&amp;vanaf=later"' in page
        assert f'href="{LIST}"' in browser.get(desk.url).text

    def test_is_of_casemanagers_and_administrators(self, desk: Platform, log_in: LogIn):
        assert [log_in(who).get(desk.url + path).status_code for who in (VRA, EMPLOYER) for path in (LIST, ONE)] == [403] * 4
        assert [log_in(ADMINISTRATOR).get(desk.url + path).status_code for path in (LIST, ONE)] == [200, 200]


class TestEmployer:
    def test_shows_who_is_assigned_by_name(self, desk: Platform, log_in: LogIn):
        page = log_in(CASEMANAGER).get(desk.url + ONE).text

        for words in ("Els Bos", "staff-consultant", "Dina Smit", "Bedrijfsarts", "Alle dossiers"):
            assert words in page
        assert "Karim Yilmaz" not in page

    def test_shows_an_administrator_no_casemanagers(self, desk: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(desk.url + ONE).text

        assert ("Dina Smit" in page, "Casemanager en consultant" in page) == (True, False)

    def test_is_handed_over(self, desk: Platform, log_in: LogIn):
        browser = log_in(CASEMANAGER)
        without = send(browser, desk, "casemanager")
        answer = send(browser, desk, "casemanager", casemanager="staff-9", begeleid_vanaf="01-07-2026")

        assert re.findall(r'<li><a href="#(\w+)"', without.text) == ["casemanager", "begeleid_vanaf"]
        assert writes(desk) == [(f"{API}/casemanager-assignments", {
            "casemanager_id": "staff-9", "valid_from": "2026-07-01"}, '"1"')]
        assert (answer.url, "De nieuwe casemanager is toegewezen." in answer.text) == (desk.url + ONE, True)

    def test_gets_somebody_else_for_all_cases_or_one(self, desk: Platform, log_in: LogIn):
        browser = log_in(ADMINISTRATOR)
        without = send(browser, desk, "medewerker", nummer="x" * 90)
        send(browser, desk, "medewerker", wie="labour_expert staff-le", vanaf="01-07-2026", nummer="V-2026-000002")

        assert re.findall(r'<li><a href="#(\w+)"', without.text) == ["wie", "vanaf", "nummer"]
        assert writes(desk) == [(f"{API}/staffing", {
            "role": "labour_expert", "account_id": "staff-le", "valid_from": "2026-07-01",
            "absence_number": "V-2026-000002"}, '"1"')]

    def test_loses_somebody_on_a_day(self, desk: Platform, log_in: LogIn):
        browser = log_in(CASEMANAGER)
        without = send(browser, desk, "beeindigen")
        send(browser, desk, "beeindigen", welke="s-1", laatste="30-06-2026")

        assert re.findall(r'<li><a href="#(\w+)"', without.text) == ["welke", "laatste"]
        assert writes(desk) == [(f"{API}/staffing/s-1/ending", {"valid_until": "2026-06-30"}, None)]

    def test_shows_a_refusal_at_its_field(self, desk: Platform, log_in: LogIn):
        desk.services.refusals[f"POST {API}/staffing"] = (409, {
            "code": "staffing.already_assigned", "errors": [
                {"field": "account_id", "code": "staffing.already_assigned", "message": "Al toegewezen."}]})

        answer = send(log_in(CASEMANAGER), desk, "medewerker", wie="company_doctor staff-arts", vanaf="01-07-2026")

        assert (answer.status_code, '<a href="#wie">Al toegewezen.</a>' in answer.text) == (422, True)
