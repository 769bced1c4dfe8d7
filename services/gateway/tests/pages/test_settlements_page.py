"""The page of settlements about the transition payment (R-136)."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, REPORTER
from services.gateway.tests.platform_of_tests import Platform

PAGE, API = "/transitievergoeding/afspraken", "/v1/settlements"
FORM = {"personeelsnummer": "1001", "bedrag": "4.000,00", "afspraak": "Zij begint eerder bij haar nieuwe werkgever.",
        "akkoord": "ja", "ondertekend_op": "10-06-2026"}
SENT = {"employee_number": "1001", "amount": "4000.00", "text": FORM["afspraak"], "employee_agrees": True,
        "signed_on": "2026-06-10"}
KEPT = {"settlement_id": "se-1", "employee_id": "e-1", "amount": "4000.00", "text": FORM["afspraak"], "signed_on": "2026-06-10",
        "recorded_at": "2026-06-15T10:00:00+02:00", "recorded_by": "acc-employer"}


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform with one settlement."""
    platform.services.answers |= {f"casework POST {API}": (201, KEPT), f"casework GET {API}": {"next": None, "items": [
        {"settlement": KEPT, "employee_number": "1001", "employee_name": "Anna van den Berg"}]}}
    return platform


def record(browser: requests.Session, desk: Platform, **changes: str) -> requests.Response:
    """Send the form."""
    hidden = dict(re.findall(r'name="(csrf_token|sleutel)" value="([^"]*)"', browser.get(desk.url + PAGE).text))
    return browser.post(desk.url + PAGE, data=hidden | FORM | changes)


class TestSettlements:
    @pytest.mark.requirement("R-136")
    def test_are_recorded_and_listed(self, desk: Platform, log_in: LogIn) -> None:
        page = record(log_in(), desk).text.replace("\u00a0", " ")

        assert "De afspraak is vastgelegd." in page
        assert [call["body"] for call in desk.services.writes(API)] == [SENT]
        for shown in ("Anna van den Berg", "€ 4.000,00", "wo 10 juni 2026"):
            assert shown in page

    @pytest.mark.requirement("R-136")
    @pytest.mark.parametrize(("changes", "sent", "field"), [
        ({"akkoord": ""}, {"employee_agrees": False}, "employee_agrees akkoord"),
        ({"ondertekend_op": ""}, {"signed_on": None}, "signed_on ondertekend_op")])
    def test_without_agreement_or_signature_are_refused_at_the_field(self, desk: Platform, log_in: LogIn, changes: dict[str, str],
                                                                     sent: dict[str, Any], field: str) -> None:
        (name, shown), sentence = field.split(), "Een afwijkende afspraak geldt alleen met de handtekening van de werknemer."
        desk.services.refusals[f"POST {API}"] = (422, {"code": "settlement.unsigned", "errors": [
            {"field": name, "code": "settlement.unsigned", "message": sentence}]})

        page = record(log_in(), desk, **changes)

        assert (page.status_code, f'id="{shown}-fout"' in page.text) == (422, True)
        assert [call["body"] for call in desk.services.writes(API)] == [SENT | sent]

    @pytest.mark.parametrize(("changes", "sentence"), [
        ({"personeelsnummer": ""}, "Vul het personeelsnummer in."), ({"bedrag": ""}, "Vul het bedrag in dat u afsprak."),
        ({"afspraak": ""}, "Vul in wat u afsprak."),
        ({"ondertekend_op": "31-02-2026"}, "Vul een datum in als dd-mm-jjjj, bijvoorbeeld 02-03-2026.")])
    def test_say_at_the_field_what_is_wrong(self, desk: Platform, log_in: LogIn, changes: dict[str, str], sentence: str) -> None:
        page = record(log_in(), desk, **changes)

        assert (page.status_code, page.text.count(sentence)) == (422, 2)
        assert desk.services.writes(API) == []

    def test_are_for_those_who_may_change_wages_and_linked_at_the_calculator(self, desk: Platform, log_in: LogIn) -> None:
        assert log_in(REPORTER).get(desk.url + PAGE).status_code == 403
        assert f'href="{PAGE}"' in log_in(EMPLOYER).get(f"{desk.url}/transitievergoeding").text
