"""The list of policies by text and state, and the versions of one with what each changed."""
from datetime import date

import pytest

from services.billing.tests.api.test_policies_and_invoices import ACCEPTANCE, READ, STAFF, accept
from shared.testing.service import OTHER_EMPLOYER, Service


def found(billing: Service, query: str, **who: object) -> list[str]:
    """The numbers of the policies that a query finds."""
    answer = billing.get(f"/v1/policies?{query}", **(who or ACCEPTANCE))
    assert answer.status_code == 200, answer.text
    return [one["policy_number"] for one in answer.json["items"]]


@pytest.fixture
def market(billing: Service) -> Service:
    """Policies in every state on 1 June 2026: one runs, one ends this year, one ended, one begins, and one changes in 2027."""
    billing.set_today(date(2026, 1, 1))
    accept(billing, policy_number="MV-RUNS", company_name="Café De Zwaan")
    accept(billing, policy_number="MV-ENDING", valid_until="2026-09-30")
    accept(billing, policy_number="MV-ENDED", valid_until="2026-03-31", employer_id=OTHER_EMPLOYER)
    accept(billing, policy_number="MV-BEGINS", valid_from="2026-07-01", postcode="1011 AB")
    accept(billing, policy_number="MV-AHEAD")
    billing.set_today(date(2026, 6, 1))
    accept(billing, policy_number="MV-AHEAD", valid_from="2027-01-01", company_name="Bakkerij De Halve Maan")
    return billing


class TestTheList:
    @pytest.mark.parametrize(("query", "numbers"), [
        ("search=cafe de z", ["MV-RUNS"]), ("search=halve", ["MV-AHEAD"]), ("search=mv-e", ["MV-ENDED", "MV-ENDING"]),
        ("search=1011ab", ["MV-BEGINS"]), ("search=%25", []), ("state=IN_FORCE", ["MV-AHEAD", "MV-ENDING", "MV-RUNS"]),
        ("state=AHEAD", ["MV-AHEAD", "MV-BEGINS"]), ("state=ENDING", ["MV-ENDING"]), ("state=ENDED", ["MV-ENDED"]),
        ("state=NOT_BEGUN", ["MV-BEGINS"]), ("state=ENDED&search=zwaan", [])])
    def test_is_limited_by_text_and_state(self, market: Service, query: str, numbers: list[str]) -> None:
        assert found(market, query) == numbers

    def test_shows_the_present_version_and_the_next_change(self, market: Service) -> None:
        (one,) = market.get("/v1/policies?search=halve", **STAFF).json["items"]

        assert (one["company_name"], one["first_day"], one["next_change_on"]) == (
            "Bakkerij De Korenaar", "2020-01-01", "2027-01-01")

    def test_finds_an_employer_nothing_of_others(self, market: Service) -> None:
        assert found(market, "search=mv-ended", rights=READ) == []

    def test_refuses_a_state_that_does_not_exist(self, market: Service) -> None:
        answer = market.get("/v1/policies?state=GONE", **ACCEPTANCE)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "state")


class TestVersions:
    def test_say_what_each_changed_and_from_when(self, market: Service) -> None:
        accept(market, policy_number="MV-RUNS", company_name="Café De Zwaan", valid_from="2026-05-01", premium_rate_pct="4.5",
               terms={"coverage_year2": "90"})

        first, second = market.get("/v1/policies/MV-RUNS/versions", **ACCEPTANCE).json["items"]

        assert (first["before"], first["applies_from"]) == ({}, "2020-01-01")
        assert second["before"] == {"premium_rate_pct": "3.85", "terms.coverage_year2": "70"}
        assert (second["valid_from"], second["accepted_on"], second["applies_from"]) == (
            "2026-05-01", "2026-06-01", "2026-06-01")

    def test_hide_the_premium_from_a_reader_who_may_not_see_it(self, market: Service) -> None:
        accept(market, policy_number="MV-RUNS", valid_from="2026-07-01", premium_rate_pct="4.5")

        shown = market.get("/v1/policies/MV-RUNS/versions", rights=("SICK_REPORTS",)).json["items"][1]

        assert "premium_rate_pct" not in shown
        assert "premium_rate_pct" not in shown["before"]

    def test_take_the_last_day_away_when_it_is_named_as_nothing(self, market: Service) -> None:
        renewed = accept(market, policy_number="MV-ENDING", valid_from="2026-07-01", valid_until=None)

        assert renewed["valid_until"] is None
