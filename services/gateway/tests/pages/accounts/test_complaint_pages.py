"""The complaint form of employers, with the own complaints and their answers (features N4)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import ADMINISTRATOR, CASEMANAGER, EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform

PAGE = "/klacht"
COMPLAINT = {"onderwerp": "GUIDANCE", "klacht": "Niemand belde terug.\nIk <wacht> al een week.", "telefoon": "0113 274 600"}


def send(platform: Platform, browser: requests.Session, **changes: str) -> requests.Response:
    """Fill in the form and send it."""
    page = browser.get(platform.url + PAGE).text
    hidden = dict(re.findall(r'name="(csrf_token|sleutel)" value="([^"]*)"', page))
    return browser.post(platform.url + PAGE, data=hidden | COMPLAINT | changes)


def written(platform: Platform) -> list[Any]:
    """What reached casework."""
    return [one["body"] for one in platform.services.writes("/v1/complaints")]


class TestForm:
    def test_confirms_the_number_and_shows_the_state(self, platform: Platform, log_in: LogIn) -> None:
        page = send(platform, log_in(EMPLOYER))

        assert page.url == platform.url + PAGE
        assert "Wij hebben uw klacht ontvangen. Het nummer is K-2026-000001." in page.text
        assert "Ik &lt;wacht&gt; al een week." in page.text
        assert ">Ontvangen</span>" in page.text
        assert written(platform) == [{"subject": "GUIDANCE", "phone": "+31113274600",
                                      "text": "Niemand belde terug.\nIk <wacht> al een week."}]

    @pytest.mark.parametrize(("field", "value", "sentence"), [
        ("onderwerp", "", "Kies waarover uw klacht gaat."), ("onderwerp", "VRA", "Kies waarover uw klacht gaat."),
        ("klacht", " ", "Schrijf op wat er niet goed ging."), ("klacht", "x" * 4001, "Geef 1 tot 4000 tekens."),
        ("klacht", "Hij heeft een burn-out.", "Wij hebben dit niet bewaard."),
        ("telefoon", "", "Vul in op welk nummer wij u kunnen bellen."), ("telefoon", "bel mij", "Geef een telefoonnummer")])
    def test_says_at_the_field_what_is_wrong_and_keeps_the_rest(self, platform: Platform, log_in: LogIn, field: str, value: str,
                                                                sentence: str) -> None:
        page = send(platform, log_in(EMPLOYER), **{field: value})

        assert page.status_code == 422
        assert sentence in page.text.split(f'id="{field}-fout">')[1].split("</p>")[0]
        assert (field == "telefoon") != ('value="0113 274 600"' in page.text)
        assert written(platform) == []

    def test_shows_a_refusal_of_casework_at_its_field(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.refusals["POST /v1/complaints"] = (422, {"code": "input.invalid", "errors": [
            {"field": "text", "code": "input.medical", "message": "Dit gaat over gezondheid."}]})

        page = send(platform, log_in(EMPLOYER))

        assert (page.status_code, "Dit gaat over gezondheid." in page.text) == (422, True)

    def test_shows_by_when_the_answer_comes_and_then_the_answer_with_its_outcome(self, platform: Platform,
                                                                                log_in: LogIn) -> None:
        before = send(platform, log_in(EMPLOYER)).text
        platform.services.data["complaints"][0] |= {"status": "CLOSED", "answer": "Wij bellen u.", "outcome": "WELL_FOUNDED"}

        after = log_in(EMPLOYER).get(platform.url + PAGE).text

        assert "Uiterlijk ma" in before.replace("\u00a0", " ")
        assert ("Wij bellen u." in after, ">Terecht<" in after, ">Gesloten</span>" in after) == (True, True, True)

    def test_is_reached_from_the_help_page(self, platform: Platform, log_in: LogIn) -> None:
        assert 'href="/klacht"' in log_in(EMPLOYER).get(f"{platform.url}/hulp").text
        assert 'href="/klacht"' not in log_in(CASEMANAGER).get(f"{platform.url}/hulp").text

    @pytest.mark.parametrize("person", [CASEMANAGER, ADMINISTRATOR], ids=["casemanager", "administrator"])
    def test_is_for_employers(self, platform: Platform, log_in: LogIn, person: Person) -> None:
        assert log_in(person).get(platform.url + PAGE).status_code == 403
