"""The absence protocol of an employer: read by its accounts and those who guide it, added by the casemanager (R-098)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import (
    ADMINISTRATOR,
    CASEMANAGER,
    CONSULTANT,
    DOCTOR,
    EMPLOYER,
    REPORTER,
    VRA,
    Person,
)
from services.gateway.tests.platform_of_tests import Platform

OWN, PAGE, API = "/verzuimprotocol", "/toewijzingen/emp-1/verzuimprotocol", "/v1/employers/emp-1/absence-protocols"
PDF = ("protocol.pdf", b"%PDF-1.7\n%%EOF\n")


def version(number: int, effective_from: str, status: str) -> dict[str, Any]:
    """A version in casework's response."""
    return {"status": status, "protocol": {
        "protocol_id": f"pr-{number}", "employer_id": "emp-1", "version": number, "effective_from": effective_from,
        "media_type": "application/pdf", "size": 21_400, "digest": "0" * 64, "recorded_at": "2026-06-08T10:02:00+02:00"}}


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform with two versions."""
    versions = [version(2, "2026-07-01", "COMING"), version(1, "2026-01-01", "CURRENT")]
    platform.services.answers |= {
        f"casework GET {API}": {"items": versions}, f"casework POST {API}": (201, versions[0]["protocol"]),
        "casework GET /v1/employers/emp-1": {"employer_id": "emp-1", "company_name": "Bakkerij De Jong B.V.",
                                             "policy_number": "POL-1", "region": "ZEELAND"}}
    return platform


def add(browser: requests.Session, desk: Platform, *, file: Any = PDF, day: str = "01-07-2026") -> requests.Response:
    """Send the form of the casemanager."""
    hidden = dict(re.findall(r'name="(csrf_token|sleutel|versie|gezien)" value="([^"]*)"', browser.get(desk.url + PAGE).text))
    return browser.post(desk.url + PAGE, data=hidden | {"vanaf": day}, files={"bestand": file} if file else None)


class TestAbsenceProtocol:
    @pytest.mark.requirement("R-098")
    @pytest.mark.parametrize(("person", "path"), [(EMPLOYER, OWN), (REPORTER, OWN), (CASEMANAGER, PAGE), (DOCTOR, PAGE),
                                                  (CONSULTANT, PAGE)])
    def test_shows_the_current_version_and_what_comes(self, desk: Platform, log_in: LogIn, person: Person, path: str) -> None:
        page = log_in(person).get(desk.url + path).text

        shown = re.findall(r'data-label="Versie">(\d)<.*?(Geldt nu|Gaat nog in)', page)
        assert shown == [("2", "Gaat nog in"), ("1", "Geldt nu")]
        assert f'href="{path}/pr-1"' in page
        assert ("Versie toevoegen" in page) == (person is CASEMANAGER)

    def test_is_opened_as_a_file(self, desk: Platform, log_in: LogIn) -> None:
        desk.services.answers[f"casework GET {API}/pr-1"] = {}

        answer = log_in(EMPLOYER).get(f"{desk.url}{OWN}/pr-1")

        assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, 'attachment; filename="verzuimprotocol"')

    @pytest.mark.requirement("R-098")
    def test_is_added_by_the_casemanager(self, desk: Platform, log_in: LogIn) -> None:
        page = add(log_in(CASEMANAGER), desk).text

        assert "Het verzuimprotocol is toegevoegd." in page
        assert [(call["raw"], call["headers"]["If-Match"]) for call in desk.services.writes(API)] == [(PDF[1], '"2"')]

    @pytest.mark.parametrize(("wrong", "sentence"), [
        ({"file": None}, "Kies het bestand."), ({"day": ""}, "Vul in vanaf welke dag deze versie geldt."),
        ({"day": "31-02-2026"}, "Vul een datum in als dd-mm-jjjj, bijvoorbeeld 02-03-2026.")])
    def test_says_at_the_field_what_is_wrong(self, desk: Platform, log_in: LogIn, wrong: Any, sentence: str) -> None:
        page = add(log_in(CASEMANAGER), desk, **wrong)

        assert (page.status_code, page.text.count(sentence)) == (422, 2)
        assert desk.services.writes(API) == []

    def test_shows_a_refusal_at_its_field(self, desk: Platform, log_in: LogIn) -> None:
        sentence = "De laatste versie geldt vanaf 01-07-2026. Kies die dag of een latere."
        desk.services.refusals[f"POST {API}"] = (422, {"code": "protocol.before_latest", "errors": [
            {"field": "effective_from", "code": "protocol.before_latest", "message": sentence}]})

        page = add(log_in(CASEMANAGER), desk)

        assert (page.status_code, 'id="vanaf-fout"' in page.text, sentence in page.text) == (422, True, True)

    @pytest.mark.parametrize(("person", "path"), [(VRA, PAGE), (ADMINISTRATOR, PAGE), (EMPLOYER, PAGE), (CASEMANAGER, OWN)])
    def test_is_closed_to_others(self, desk: Platform, log_in: LogIn, person: Person, path: str) -> None:
        assert log_in(person).get(desk.url + path).status_code == 403

    @pytest.mark.parametrize(("person", "path", "link"), [(EMPLOYER, "/diensten", OWN), (EMPLOYER, "/dossier/V-2026-0002", OWN),
                                                          (DOCTOR, "/dossier/V-2026-0002", PAGE)])
    def test_is_linked(self, desk: Platform, log_in: LogIn, person: Person, path: str, link: str) -> None:
        assert f'href="{link}"' in log_in(person).get(desk.url + path).text
