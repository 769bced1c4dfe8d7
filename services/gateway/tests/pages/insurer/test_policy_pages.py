"""Acceptance's pages of policies: the list, one policy, a new one, and a change with what it does before it is accepted."""
import re
from typing import Any

import pytest
import requests

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.platform_of_tests import Platform
from shared.events.base import schema_of
from shared.events.billing import PolicyTerms

ACCEPTANCE = Person("staff-acceptatie", "Anja Bos", None, (), ("insurer_acceptance",))
BILLING = Person("staff-billing", "Bea Mol", None, (), ("insurer_billing",))
PAGE = "/polissen/MV-1"
API = "/v1/policies/MV-1"


def policy(**more: Any) -> dict[str, Any]:
    """A policy as billing answers."""
    return {"policy_number": "MV-1", "employer_id": "emp-1", "company_name": "Bakkerij De Schelde", "postcode": "4331 LK",
            "version": 1, "latest_version": 2, "valid_from": "2026-01-01", "valid_until": None, "guidance_from": "2026-01-01",
            "terms": schema_of(PolicyTerms)().dump(PolicyTerms()),
            "premium_rate_pct": "3.85", "premium_instalments": 12, "arbo_tariff_incl_vat": "139.15", "arbo_period": "YEAR",
            "payment_method": "DIRECT_DEBIT"} | more


def year(number: int, before: str, after: str, difference: str) -> dict[str, Any]:
    """What a change does to a year's premium."""
    def expected(premium: str) -> dict[str, Any]:
        return {"payroll": "38500.00", "premium": premium, "parts": [
            {"from": f"{number}-01-01", "until": f"{number}-12-31", "rate_pct": "3.85", "cap": "79409.00", "payroll": "38500.00",
             "premium": premium}]}

    return {"year": number, "before": expected(before), "after": expected(after), "difference": difference,
            "provisional_before": before, "provisional_after": before,
            "instalments": [{"on": f"{number}-07-01", "amount": "123.52"}]}


@pytest.fixture
def desk(platform: Platform) -> Platform:
    """A platform whose billing has one policy with a version ahead."""
    ahead = policy(version=2, valid_from="2027-01-01", premium_rate_pct="4.5", accepted_on="2026-06-01",
                   applies_from="2027-01-01", before={"premium_rate_pct": "3.85"})
    platform.services.answers |= {
        "billing GET /v1/policies": {"items": [policy(first_day="2026-01-01", next_change_on="2027-01-01")], "next": "more"},
        f"billing GET {API}": policy(),
        f"billing GET {API}/versions": {"items": [
            policy(accepted_on="2025-12-01", applies_from="2026-01-01", before={}), ahead], "next": None},
        f"billing GET {API}/premium-years": {"items": [
            {"year": 2026, "state": "PROVISIONAL", "provisional_payroll": "38500.00", "provisional": "1482.25",
             "definitive_payroll": None, "definitive": None, "settlement": None, "parts": []}], "next": None},
        f"billing POST {API}/version-previews": {
            "applies_from": "2026-07-01", "version": policy(version=3, premium_rate_pct="5"),
            "before": {"premium_rate_pct": "3.85"}, "years": [year(2026, "1482.25", "1705.44", "223.19")],
            "arbo": {"counted_on": "2027-01-01", "heads": 1, "before": "139.15", "after": "139.15"}},
        "billing POST /v1/policies": (201, policy(version=3))}
    return platform


def fill_in(browser: requests.Session, desk: Platform, page: str, action: str, **typed: str) -> requests.Response:
    """Send a form of a page with what it shows and what is typed."""
    form = browser.get(desk.url + page).text.split(f'action="{action}"')[1].split("</form>")[0]
    shown = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', re.sub(r'<input[^>]*type="radio"[^>]*>', "", form)))
    chosen = dict(re.findall(r'type="radio" name="(\w+)" value="([^"]*)" checked', form))
    return browser.post(desk.url + action, data=shown | chosen | typed)


class TestTheList:
    def test_shows_what_billing_finds_and_keeps_the_search_in_the_address(self, desk: Platform, log_in: LogIn) -> None:
        page = log_in(BILLING).get(f"{desk.url}/polissen?zoek=schelde&stand=AHEAD").text

        assert 'href="/polissen/MV-1">Bakkerij De Schelde' in page
        assert "01-01-2027" in page
        assert "zoek=schelde&amp;stand=AHEAD&amp;vanaf=more" in page
        assert "/polissen/nieuw" not in page

    def test_is_not_for_employers(self, desk: Platform, log_in: LogIn) -> None:
        assert log_in(EMPLOYER).get(f"{desk.url}/polissen").status_code == 403


class TestOnePolicy:
    def test_shows_its_versions_with_what_changes_when(self, desk: Platform, log_in: LogIn) -> None:
        page = log_in(ACCEPTANCE).get(desk.url + PAGE).text

        assert "Premie in % van het verzekerde loon: 3,85\u00a0% wordt <strong>4,5\u00a0%</strong>" in page
        assert "Gaat nog in" in page
        assert "€\u00a01.482,25" in page

    def test_leads_acceptance_to_the_employees_and_the_main_contact(self, desk: Platform, log_in: LogIn) -> None:
        page = log_in(ACCEPTANCE).get(desk.url + PAGE).text

        assert 'href="/acceptatie/werknemers?polis=MV-1"' in page
        assert 'href="/acceptatie/hoofdcontactpersoon?polis=MV-1"' in page

    def test_is_read_by_billing_without_acts(self, desk: Platform, log_in: LogIn) -> None:
        browser = log_in(BILLING)

        assert "/wijzigen" not in browser.get(desk.url + PAGE).text
        assert browser.get(f"{desk.url}{PAGE}/wijzigen").status_code == 403


class TestAChange:
    def test_shows_what_it_does_and_is_accepted_then(self, desk: Platform, log_in: LogIn) -> None:
        browser = log_in(ACCEPTANCE)

        check = fill_in(browser, desk, f"{PAGE}/wijzigen", f"{PAGE}/wijzigen", ingangsdatum="1-7-2026", premie="5")
        written_before = desk.services.writes("/v1/policies")
        done = fill_in(browser, desk, f"{PAGE}/wijzigen/controleren", f"{PAGE}/wijzigen/vastleggen")

        assert check.url == f"{desk.url}{PAGE}/wijzigen/controleren"
        assert "€\u00a01.482,25 wordt €\u00a01.705,44" in check.text
        assert "€\u00a0223,19" in check.text
        assert written_before == []
        (written,) = desk.services.writes("/v1/policies")
        assert written["body"] == {"policy_number": "MV-1", "valid_from": "2026-07-01", "premium_rate_pct": "5", "terms": {}}
        assert written["headers"]["If-Match"] == '"2"'
        assert done.url == desk.url + PAGE

    @pytest.mark.parametrize(("typed", "said"), [
        ({"ingangsdatum": ""}, "Vul de ingangsdatum in."), ({"premie": "-1"}, "Geef een premiepercentage van 0 tot en met 100."),
        ({"dekking_jaar1": "101"}, "Geef een percentage van 0 tot en met 100."), ({"postcode": "4331 SS"}, "postcode"),
        ({"maximum_loon": "999"}, "Geef een jaarloon van"), ({"eindleeftijd": "54"}, "Geef AOW of een leeftijd"),
        ({"eigenrisico": "729"}, "Geef een getal van 0 tot en met 728."), ({"arbotarief": "10.000,01"}, "Geef een tarief van")])
    def test_out_of_bounds_is_refused_at_the_field(self, desk: Platform, log_in: LogIn, typed: dict[str, str], said: str) -> None:
        answer = fill_in(log_in(ACCEPTANCE), desk, f"{PAGE}/wijzigen", f"{PAGE}/wijzigen", **{"ingangsdatum": "1-7-2026"} | typed)

        assert answer.status_code == 422
        assert said in answer.text

    def test_that_billing_refuses_is_said_at_the_field(self, desk: Platform, log_in: LogIn) -> None:
        desk.services.refusals[f"POST {API}/version-previews"] = (422, {"code": "period.invalid", "errors": [
            {"field": "valid_until", "code": "period.invalid", "message": "De polis eindigt voor hij begint."}]})

        answer = fill_in(log_in(ACCEPTANCE), desk, f"{PAGE}/wijzigen", f"{PAGE}/wijzigen", ingangsdatum="1-7-2026",
                         tot_en_met="1-1-2026")

        assert (answer.status_code, 'href="#tot_en_met"' in answer.text) == (422, True)

    def test_takes_the_last_day_away_when_it_is_emptied(self, desk: Platform, log_in: LogIn) -> None:
        desk.services.answers[f"billing GET {API}"] = policy(valid_until="2026-12-31")

        fill_in(log_in(ACCEPTANCE), desk, f"{PAGE}/wijzigen", f"{PAGE}/wijzigen", ingangsdatum="1-7-2026", tot_en_met="")

        asked = desk.services.writes(f"{API}/version-previews")
        assert {one["body"]["valid_until"] for one in asked} == {None}

    def test_without_a_kept_form_begins_with_the_form(self, desk: Platform, log_in: LogIn) -> None:
        answer = log_in(ACCEPTANCE).get(f"{desk.url}{PAGE}/wijzigen/controleren")

        assert answer.url == f"{desk.url}{PAGE}/wijzigen"


class TestANewPolicy:
    TYPED = {"polisnummer": "mv-1", "ingangsdatum": "1-1-2027", "bedrijfsnaam": "Bakkerij De Schelde", "postcode": "4331lk",
             "iban": "nl91 abna 0417 1643 00", "premie": "3,85", "arbotarief": "139,15"}

    def test_is_accepted_with_what_was_typed_and_the_usual_terms(self, desk: Platform, log_in: LogIn) -> None:
        answer = fill_in(log_in(ACCEPTANCE), desk, "/polissen/nieuw", "/polissen/nieuw", **self.TYPED)

        (written,) = desk.services.writes("/v1/policies")
        assert written["body"] == {
            "policy_number": "MV-1", "valid_from": "2027-01-01", "company_name": "Bakkerij De Schelde", "postcode": "4331 LK",
            "iban": "NL91ABNA0417164300", "premium_rate_pct": "3.85", "premium_instalments": 12,
            "payment_method": "DIRECT_DEBIT", "arbo_tariff_incl_vat": "139.15", "arbo_period": "YEAR",
            "terms": {name: value for name, value in policy()["terms"].items() if value is not None}}
        assert answer.url == desk.url + PAGE

    def test_with_a_number_that_exists_is_refused_at_the_number(self, desk: Platform, log_in: LogIn) -> None:
        desk.services.refusals["POST /v1/policies"] = (412, {"code": "version.stale"})

        answer = fill_in(log_in(ACCEPTANCE), desk, "/polissen/nieuw", "/polissen/nieuw", **self.TYPED)

        assert (answer.status_code, "Deze polis bestaat al." in answer.text) == (422, True)
