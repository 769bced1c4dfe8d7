"""The employer's page of its policy, and the policy as PDF."""
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import EMPLOYER, Person
from services.gateway.tests.pages.insurer.test_policy_pages import API, policy
from services.gateway.tests.pages.insurer.test_premium_pages import year
from services.gateway.tests.platform_of_tests import Platform
from services.gateway.view.insurer.policy_paper import cover_in_words
from shared.documents.pdf import MEDIA_TYPE

REPORTER = Person("acc-9", "Rik Melder", "emp-1", ("SICK_REPORTS",))
CALCULATED = ("basis", "days_in_year", "covered_days", "rates", "employees")


@pytest.fixture
def insured(platform: Platform) -> Platform:
    """An employer with one policy, with a version ahead."""
    platform.services.answers |= {
        "billing GET /v1/policies": {"items": [policy(first_day="2026-01-01", next_change_on=None)], "next": None},
        f"billing GET {API}": policy(),
        f"billing GET {API}/versions": {"items": [
            policy(accepted_on="2025-12-01", applies_from="2026-01-01", before={}),
            policy(version=2, accepted_on="2026-06-01", applies_from="2027-01-01", premium_rate_pct="4.5",
                   before={"premium_rate_pct": "3.85"})], "next": None},
        f"billing GET {API}/premium-years": {"items": [{name: value for name, value in year().items()
                                                         if name not in CALCULATED}], "next": None},
        f"billing GET {API}/premium-years/2026": year()}
    return platform


class TestThePolicyOfAnEmployer:
    @pytest.mark.requirement("R-001")
    def test_says_in_words_what_is_insured_and_what_changes(self, insured: Platform, log_in: LogIn) -> None:
        browser = log_in(EMPLOYER)

        page = browser.get(f"{insured.url}/polis").text

        assert "De eerste 10 werkdagen van een ziekte betaalt u zelf." in page
        assert "3,85\u00a0% wordt <strong>4,5\u00a0%</strong>" in page
        assert 'href="/polis/MV-1/premie/2026"' in page
        assert "Arbotarief" in page
        assert 'href="/polis"' in browser.get(insured.url).text

    def test_shows_no_premium_to_who_may_only_report(self, insured: Platform, log_in: LogIn) -> None:
        browser = log_in(REPORTER)

        assert "Uw premie per jaar" not in browser.get(f"{insured.url}/polis").text
        assert browser.get(f"{insured.url}/polis/MV-1/premie/2026").status_code == 403

    def test_names_the_employees_of_a_premium_year(self, insured: Platform, log_in: LogIn) -> None:
        page = log_in(EMPLOYER).get(f"{insured.url}/polis/MV-1/premie/2026").text

        assert "Anna van den Berg" in page
        assert "€\u00a075.407,40" in page

    def test_is_a_pdf(self, insured: Platform, log_in: LogIn) -> None:
        answer = log_in(EMPLOYER).get(f"{insured.url}/polis/MV-1/polisblad")

        assert (answer.status_code, answer.headers["Content-Type"], answer.content[:5]) == (200, MEDIA_TYPE, b"%PDF-")
        assert 'filename="polis-MV-1.pdf"' in answer.headers["Content-Disposition"]

    def test_of_an_employer_without_one_is_not_found(self, insured: Platform, log_in: LogIn) -> None:
        insured.services.answers["billing GET /v1/policies"] = {"items": [], "next": None}

        assert log_in(EMPLOYER).get(f"{insured.url}/polis").status_code == 404


class TestWords:
    @pytest.mark.parametrize(("term", "value", "said"), [
        ("waiting_value", 1, "De eerste werkdag van een ziekte"), ("waiting_value", 0, "Er is geen eigenrisicotermijn"),
        ("coverage_half2", "90", "100\u00a0%, 90\u00a0%, 70\u00a0% en 70\u00a0%"),
        ("end_age", "65", "tot de werknemer 65 jaar wordt"),
        ("vangnet_rule", "EXCLUDE", "dan betalen wij niet"),
        ("run_off_cover", False, "Na het einde van de polis betalen wij niet meer"),
        ("pre_existing_cover", True, "dan is die ziekte verzekerd"),
        ("employer_charges_pct", "20", "20\u00a0% voor werkgeverslasten"),
        ("late_report_rule", "SHIFT_TO_REPORT_DATE", "Meld een zieke werknemer op de eerste ziektedag.")])
    def test_follow_each_term(self, term: str, value: Any, said: str) -> None:
        body = policy()

        assert said in " ".join(cover_in_words(body | {"terms": body["terms"] | {term: value}}))
