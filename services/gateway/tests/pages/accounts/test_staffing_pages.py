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
COMPANY = {"employer_id": "emp-1", "company_name": "Bakkerij De Jong B.V.", "policy_number": "POL-1", "region": "ZEELAND"}
GUIDE = {"employer_id": "emp-1", "casemanager_id": "acc-casemanager", "consultant_id": "staff-consultant",
         "valid_from": "2026-01-01"}
DOCTOR = {"staffing_id": "s-1", "employer_id": "emp-1", "case_number": None, "role": "company_doctor",
          "account_id": "staff-arts", "valid_from": "2026-02-01", "valid_until": None}

SVEN = {"consultant_id": "staff-consultant", "name": "Sven Kok", "doctor_id": "staff-arts", "doctor_name": "Dina Smit",
        "regions": ["ZUID_HOLLAND", "FRYSLAN"], "version": 4}
UNDER_NOBODY = SVEN | {"consultant_id": "staff-nina", "name": None, "doctor_id": None, "doctor_name": None, "regions": []}
STAND_IN = {"stand_in_id": "si-1", "absent_id": "acc-casemanager", "account_id": "staff-9", "first_day": "2026-03-09",
            "last_day": "2026-03-20"}
GUIDES = "/begeleiders"


def person(account_id: str, first: str, last: str, role: str) -> dict[str, Any]:
    """A member of staff as identity answers it."""
    return {"id": account_id, "first_name": first, "infix": None, "last_name": last, "roles": [role]}


CASEWORK = {
    "casework GET /v1/employers": {"items": [COMPANY], "next": "later"}, f"casework GET {API}": COMPANY,
    f"casework GET {API}/casemanager-assignments": {"items": [GUIDE]},
    f"casework POST {API}/casemanager-assignments": (201, GUIDE | {"casemanager_id": "staff-9"}),
    f"casework GET {API}/staffing": {"items": [DOCTOR]}, f"casework POST {API}/staffing": (201, DOCTOR),
    f"casework POST {API}/staffing/s-1/ending": DOCTOR, f"casework POST {API}/consultant": (201, GUIDE),
    "casework GET /v1/consultants": {"items": [SVEN, UNDER_NOBODY]}, "casework GET /v1/consultants/staff-consultant": SVEN,
    "casework PUT /v1/consultants/staff-consultant/regions": {"regions": []},
    "casework GET /v1/stand-ins": {"items": [STAND_IN]}, "casework POST /v1/stand-ins": (201, STAND_IN),
    "casework POST /v1/stand-ins/si-1/ending": STAND_IN}
STAFF = {"next": None, "items": [
    person("acc-casemanager", "Els", "Bos", "casemanager"), person("staff-9", "Carla", "Mulder", "casemanager"),
    person("staff-consultant", "Sven", "Kok", "absence_consultant"),
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


class TestConsultant:
    def test_is_assigned_from_the_employers_page(self, desk: Platform, log_in: LogIn):
        done = send(log_in(CASEMANAGER), desk, "consultant", consultant="staff-consultant")

        assert "De consultant is toegewezen." in done.text
        assert writes(desk) == [(f"{API}/consultant", {"consultant_id": "staff-consultant"}, '"1"')]

    def test_is_assigned_by_the_administrator_who_sees_no_casemanagers(self, desk: Platform, log_in: LogIn):
        send(log_in(ADMINISTRATOR), desk, "consultant", consultant="staff-consultant")

        assert writes(desk) == [(f"{API}/consultant", {"consultant_id": "staff-consultant"}, None)]

    def test_asks_whom_and_shows_a_refusal_there(self, desk: Platform, log_in: LogIn):
        browser = log_in(CASEMANAGER)
        nobody = send(browser, desk, "consultant")
        desk.services.refusals[f"POST {API}/consultant"] = (422, {"code": "consultant.inactive", "errors": [
            {"field": "consultant_id", "code": "consultant.inactive", "message": "Werkt niet onder een bedrijfsarts."}]})
        refused = send(browser, desk, "consultant", consultant="staff-consultant")

        assert [answer.status_code for answer in (nobody, refused)] == [422, 422]
        assert 'id="consultant-fout"' in nobody.text
        assert "Werkt niet onder een bedrijfsarts." in refused.text

    def test_is_missing_in_the_list_of_those_who_wait(self, desk: Platform, log_in: LogIn):
        page = log_in(CASEMANAGER).get(f"{desk.url}{LIST}?zonder=consultant").text

        assert 'name="zonder" value="consultant" checked' in page
        assert '<td data-label="Regio">Zeeland</td>' in page
        assert f'href="{LIST}?zonder=consultant&amp;vanaf=later"' in page


class TestRegions:
    def test_show_where_and_under_whom_each_consultant_works(self, desk: Platform, log_in: LogIn):
        page = log_in(ADMINISTRATOR).get(desk.url + GUIDES).text

        assert "Fryslân, Zuid-Holland" in page
        assert "Heel Nederland" in page
        assert "Niemand: niet inzetbaar" in page

    def test_are_changed_with_ticks(self, desk: Platform, log_in: LogIn):
        browser = log_in(CASEMANAGER)
        form = browser.get(f"{desk.url}{GUIDES}/staff-consultant").text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.split(f'action="{GUIDES}/')[1]))
        browser.post(f"{desk.url}{GUIDES}/staff-consultant", data=hidden | {"regio_ZEELAND": "ja", "regio_MARS": "ja"})

        assert re.findall(r'name="regio_(\w+)" value="ja" checked', form) == ["FRYSLAN", "ZUID_HOLLAND"]
        assert writes(desk) == [("/v1/consultants/staff-consultant/regions", {"regions": ["ZEELAND"]}, '"4"')]


class TestReplacement:
    @staticmethod
    def post(desk: Platform, browser: requests.Session, address: str, **typed: str) -> requests.Response:
        form = browser.get(desk.url + GUIDES).text.split(f'action="{address}"')[1].split("</form>")[0]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        return browser.post(desk.url + address, data=hidden | typed)

    def test_is_recorded_and_ended(self, desk: Platform, log_in: LogIn):
        browser = log_in(CASEMANAGER)
        made = self.post(desk, browser, f"{GUIDES}/vervanging", afwezig="acc-casemanager", vervanger="staff-9",
                         eerste="9-3-2026", laatste="20-3-2026")
        ended = self.post(desk, browser, f"{GUIDES}/vervanging/si-1/terug")

        assert ("De vervanging is vastgelegd." in made.text, "De vervanging is beëindigd." in ended.text) == (True, True)
        assert writes(desk) == [
            ("/v1/stand-ins", {"absent_id": "acc-casemanager", "account_id": "staff-9", "first_day": "2026-03-09",
                               "last_day": "2026-03-20"}, None), ("/v1/stand-ins/si-1/ending", {}, None)]

    def test_asks_who_for_whom_and_when(self, desk: Platform, log_in: LogIn):
        answer = self.post(desk, log_in(CASEMANAGER), f"{GUIDES}/vervanging", eerste="gisteren")

        assert answer.status_code == 422
        assert [f'id="{name}-fout"' in answer.text for name in ("afwezig", "vervanger", "eerste", "laatste")] == [True] * 4
        assert writes(desk) == []

    def test_is_of_casemanagers_and_administrators(self, desk: Platform, log_in: LogIn):
        assert [log_in(who).get(desk.url + GUIDES).status_code for who in (VRA, EMPLOYER)] == [403] * 2
