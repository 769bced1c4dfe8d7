"""The preview of a policy version equals what the version then does, to the cent (domain.md §15.8)."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.billing.tests.api.test_policies_and_invoices import ACCEPTANCE, READ, accept, invoices
from services.billing.tests.api.test_policy_versions_and_january import HIRED, january, premium_year, renew
from services.billing.tests.conftest import employee
from shared.testing.service import Service

PATH = "/v1/policies/P-1/version-previews"


@pytest.fixture
def insured(billing: Service) -> Service:
    """P-1 at 3.85 % in twelve instalments since 2026, with one employee of 38,500.00; today is 1 June 2026."""
    billing.set_today(date(2026, 1, 1))
    accept(billing, valid_from="2026-01-01")
    billing.deliver(employee("1", wage="38500.00"))
    billing.run_jobs(date(2026, 6, 1))
    billing.set_today(date(2026, 6, 1))
    return billing


def preview(billing: Service, **version: Any) -> dict[str, Any]:
    """What a version would do."""
    answer = billing.post(PATH, version, **ACCEPTANCE)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


class TestAPreview:
    CHANGES = [
        {"valid_from": "2026-07-01", "premium_rate_pct": "5"},
        {"valid_from": "2026-07-01", "terms": {"max_insured_wage": "30000.00"}},
        {"valid_from": "2027-01-01", "premium_rate_pct": "4.1234", "premium_instalments": 4, "arbo_tariff_incl_vat": "150.00"},
        {"valid_from": "2026-01-01", "premium_rate_pct": "9"},
        {"valid_from": "2026-07-01", "valid_until": "2026-09-30"},
        {"valid_from": "2027-01-01", "arbo_period": "MONTH", "arbo_tariff_incl_vat": "12.10"}]

    @pytest.mark.parametrize("change", CHANGES, ids=str)
    def test_is_what_the_version_then_does(self, insured: Service, change: dict[str, Any]) -> None:
        shown = preview(insured, **change)

        renew(insured, **change)
        insured.run_jobs(date(2027, 1, 20))
        insured.set_today(date(2027, 1, 20))
        insured.deliver(january(2027, (HIRED, "38500.00")))

        years = {one["year"]: one for one in shown["years"]}
        assert premium_year(insured, 2026)["definitive"] == years.get(2026, {"after": {"premium": "1482.25"}})["after"]["premium"]
        later = [one for one in insured.get("/v1/policies/P-1/premium-years", rights=READ).json["items"] if one["year"] == 2027]
        assert [one["provisional"] for one in later] == [years[2027]["provisional_after"]] * len(later)
        assert [(part["on"], part["amount"]) for one in later for part in one["parts"]] == [
            (part["on"], part["amount"]) for part in years[2027]["instalments"]]
        fee = next((one["gross"] for one in invoices(insured, "ARBO") if one["details"]["reference_on"] == "2027-01-01"), "0.00")
        assert fee == shown["arbo"]["after"] or shown["arbo"]["counted_on"] != "2027-01-01"

    def test_divides_the_premium_of_the_year_by_rate(self, insured: Service) -> None:
        this_year = preview(insured, valid_from="2026-07-01", premium_rate_pct="5")["years"][0]

        # 38,500 × 181/365 = 19,091.78 at 3.85 %, × 184/365 = 19,408.22 at 5 %
        assert [(part["from"], part["until"], part["rate_pct"], part["payroll"], part["premium"])
                for part in this_year["after"]["parts"]] == [
            ("2026-01-01", "2026-06-30", "3.85", "19091.78", "735.03"),
            ("2026-07-01", "2026-12-31", "5", "19408.22", "970.41")]
        assert (this_year["before"]["premium"], this_year["after"]["premium"], this_year["difference"]) == (
            "1482.25", "1705.44", "223.19")
        assert sum(Decimal(part["premium"]) for part in this_year["after"]["parts"]) == Decimal("1705.44")
        assert (this_year["provisional_before"], this_year["provisional_after"]) == ("1482.25", "1482.25")

    def test_names_the_fields_that_change(self, insured: Service) -> None:
        shown = preview(insured, valid_from="2026-07-01", premium_rate_pct="5", terms={"waiting_value": 30})

        assert shown["before"] == {"premium_rate_pct": "3.85", "terms.waiting_value": 10}
        assert (shown["applies_from"], shown["version"]["version"]) == ("2026-07-01", 2)
        assert shown["version"]["guidance_from"] == "2026-01-01"

    def test_writes_nothing(self, insured: Service) -> None:
        preview(insured, valid_from="2026-07-01", premium_rate_pct="5")

        assert len(insured.get("/v1/policies/P-1/versions", rights=READ).json["items"]) == 1

    def test_of_a_version_that_cannot_be_is_refused_as_the_version_is(self, insured: Service) -> None:
        refused = [insured.post(PATH, {"valid_from": "2026-07-01"} | named, **ACCEPTANCE) for named in (
            {"valid_until": "2026-06-30"}, {"premium_instalments": 3}, {"premium_rate_pct": "-1"})]

        assert [(one.status_code, one.json["errors"][0]["field"]) for one in refused] == [
            (422, "valid_until"), (422, "premium_instalments"), (422, "premium_rate_pct")]

    def test_of_an_unknown_policy_is_not_found(self, insured: Service) -> None:
        assert insured.post("/v1/policies/P-9/version-previews", {"valid_from": "2026-07-01"}, **ACCEPTANCE).status_code == 404
