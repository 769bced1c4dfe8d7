"""Policy versions and January data, over HTTP, by event and by scheduled jobs."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.billing.tests.api.test_policies_and_invoices import ACCEPTANCE, READ, accept, invoices
from services.billing.tests.conftest import employee
from shared.events.absence import ConfirmedWages, DataCampaignSubmitted, WageSegment
from shared.events.billing import PolicyAccepted
from shared.kernel.refusals import NotFound, RuleViolated
from shared.testing.service import EMPLOYER, Service
from shared.testing.statements import assert_same_number, count_statements

HIRED = date(2020, 1, 1)


def renew(billing: Service, **named: Any) -> dict[str, Any]:
    """A later version of P-1."""
    answer = billing.post("/v1/policies", {"policy_number": "P-1", **named}, **ACCEPTANCE)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def january(year: int, *wages: tuple[date, str], policy_number: str = "P-1") -> DataCampaignSubmitted:
    """The data of one employee."""
    segments = tuple(WageSegment(valid_from=first, annual_wage=Decimal(wage), contract_hours=Decimal(40))
                     for first, wage in wages)
    return DataCampaignSubmitted(policy_number=policy_number, employer_id=EMPLOYER, year=year, employees=(
        ConfirmedWages(employee_id="1", employed_from=HIRED, wages=segments),))


def premium_year(billing: Service, year: int) -> dict[str, Any]:
    """The premium of a year as shown."""
    items = billing.get("/v1/policies/P-1/premium-years", rights=READ).json["items"]
    return next(one for one in items if one["year"] == year)


@pytest.fixture
def insured(billing: Service) -> Service:
    """P-1 at 3.85 % in twelve instalments, with one employee of 38,500.00, from 1 January 2026."""
    billing.set_today(date(2026, 1, 1))
    accept(billing, valid_from="2026-01-01")
    billing.deliver(employee("1", wage="38500.00"))
    return billing


class TestANewVersion:
    def test_takes_over_what_it_does_not_name(self, insured: Service) -> None:
        renew(insured, valid_from="2026-02-01", guidance_from="2026-03-01", premium_rate_pct="4.1",
              arbo_tariff_incl_vat="150.00", premium_instalments=4, terms={"coverage_year2": "90", "waiting_value": 20})
        renewed = renew(insured, valid_from="2026-03-01", terms={"waiting_value": 30})

        assert (renewed["premium_rate_pct"], renewed["arbo_tariff_incl_vat"], renewed["premium_instalments"]) == (
            "4.1", "150.00", 4)
        assert (renewed["terms"]["coverage_year2"], renewed["terms"]["waiting_value"]) == ("90", 30)
        assert renewed["company_name"] == "Bakkerij De Korenaar"
        assert [e.guidance_from for e in insured.published(PolicyAccepted)] == [
            date(2026, 1, 1), date(2026, 3, 1), date(2026, 3, 1)]

    def test_dated_ahead_changes_nothing_before_its_day(self, insured: Service) -> None:
        insured.run_jobs(date(2026, 11, 30))
        renew(insured, valid_from="2027-01-01", premium_rate_pct="5", arbo_tariff_incl_vat="200.00")
        before = insured.get("/v1/policies/P-1", rights=READ).json

        insured.run_jobs(date(2027, 1, 1))

        assert (before["version"], before["premium_rate_pct"]) == (1, "3.85")
        assert insured.get("/v1/policies/P-1", rights=READ).json["version"] == 2
        assert [i["gross"] for i in invoices(insured, "PREMIUM")] == [*["123.52"] * 11, "123.53", "160.42"]
        assert [i["gross"] for i in invoices(insured, "ARBO")] == ["139.15", "200.00"]

    def test_leaves_the_past_year_at_its_own_rate(self, insured: Service) -> None:
        insured.run_jobs(date(2026, 11, 30))
        renew(insured, valid_from="2027-01-01", premium_rate_pct="5")
        insured.run_jobs(date(2027, 1, 20))

        insured.deliver(january(2027, (HIRED, "38500.00")))

        settled = premium_year(insured, 2026)
        assert (settled["state"], settled["definitive"]) == ("SETTLED", "1482.25")
        assert [i["subject"] for i in invoices(insured, "PREMIUM") if "settlement" in i["subject"]] == []
        assert invoices(insured, "CREDIT") == []

    def test_with_a_first_day_in_the_past_counts_from_its_acceptance(self, insured: Service) -> None:
        insured.set_today(date(2027, 3, 1))
        renew(insured, valid_from="2026-01-01", premium_rate_pct="5")

        insured.deliver(january(2027, (HIRED, "38500.00")))

        assert premium_year(insured, 2026)["definitive"] == "1482.25"

    def test_is_published_with_the_first_day_on_which_it_counts(self, insured: Service) -> None:
        insured.set_today(date(2026, 3, 1))
        renew(insured, valid_from="2026-02-01", terms={"coverage_half2": "90", "run_off_cover": False})
        renew(insured, valid_from="2026-05-01", terms={"coverage_half2": None})

        published = insured.published(PolicyAccepted)[1:]

        assert [event.applies_from for event in published] == [date(2026, 3, 1), date(2026, 5, 1)]
        assert [(event.terms.coverage_half2, event.terms.run_off_cover) for event in published] == [
            (Decimal(90), False), (None, False)]

    def test_is_listed_with_the_others(self, insured: Service) -> None:
        renew(insured, valid_from="2027-01-01", premium_rate_pct="5")

        listed = insured.get("/v1/policies/P-1/versions", rights=READ).json["items"]

        assert [(one["version"], one["valid_from"], one["premium_rate_pct"]) for one in listed] == [
            (1, "2026-01-01", "3.85"), (2, "2027-01-01", "5")]

    def test_after_the_end_of_the_former_one_renews_the_policy(self, insured: Service) -> None:
        renew(insured, valid_from="2026-02-01", valid_until="2026-06-30")

        assert renew(insured, valid_from="2026-09-01")["valid_until"] is None

    @pytest.mark.parametrize("field", ["company_name", "postcode", "iban"])
    def test_of_an_unknown_policy_must_name_who_is_insured(self, billing: Service, field: str) -> None:
        answer = billing.post("/v1/policies", {"policy_number": "P-9", "valid_from": "2026-01-01"}, **ACCEPTANCE)

        assert answer.status_code == 422
        assert field in [error["field"] for error in answer.json["errors"]]


class TestJanuaryData:
    @pytest.mark.requirement("R-019")
    def test_puts_the_difference_of_the_new_year_on_the_next_instalment(self, insured: Service) -> None:
        insured.run_jobs(date(2027, 1, 20))

        insured.deliver(january(2027, (HIRED, "38500.00"), (date(2027, 1, 1), "77000.00")))
        insured.run_jobs(date(2027, 12, 1))

        new_year = premium_year(insured, 2027)
        assert (new_year["provisional_payroll"], new_year["provisional"]) == ("77000.00", "2964.50")
        amounts = [i["gross"] for i in invoices(insured, "PREMIUM") if i["subject"].startswith("2027")]
        assert amounts == ["123.52", "370.56", *["247.04"] * 9, "247.06"]

    def test_credits_a_year_that_was_paid_at_once(self, billing: Service) -> None:
        billing.set_today(date(2026, 1, 1))
        accept(billing, valid_from="2026-01-01", premium_instalments=1)
        billing.deliver(employee("1", wage="38500.00"))
        billing.run_jobs(date(2027, 1, 20))

        billing.deliver(january(2027, (HIRED, "38500.00"), (date(2027, 1, 1), "30000.00")))

        # 30,000 × 3.85 % = 1,155.00 in place of 1,482.25
        assert [(i["subject"], i["gross"]) for i in invoices(billing, "CREDIT")] == [("2027-january", "-327.25")]

    def test_settles_a_year_in_which_nobody_was_known_to_be_in_service(self, billing: Service) -> None:
        billing.set_today(date(2026, 1, 1))
        accept(billing, valid_from="2026-01-01")
        billing.set_today(date(2027, 1, 20))

        billing.deliver(january(2027, (HIRED, "38500.00")))

        assert [(i["subject"], i["gross"]) for i in invoices(billing, "PREMIUM")] == [("2026-settlement", "1482.25")]

    @pytest.mark.parametrize(("policy_number", "year", "refusal"), [("P-9", 2026, NotFound), ("P-1", 2031, RuleViolated)],
                             ids=["unknown policy", "year to come"])
    def test_that_belong_to_nothing_are_refused(self, insured: Service, policy_number: str, year: int,
                                                refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            insured.deliver(january(year, (HIRED, "38500.00"), policy_number=policy_number))


class TestLists:
    @pytest.mark.parametrize("path", ["/v1/policies", "/v1/invoices"])
    def test_come_in_pages_of_the_same_number_of_statements(self, billing: Service, path: str) -> None:
        for number in range(12):
            accept(billing, policy_number=f"P-{number:02d}")
            billing.deliver(employee(f"e-{number}", policy_number=f"P-{number:02d}"))
        billing.run_jobs(date(2026, 3, 2))

        with count_statements(billing.database) as few:
            billing.get(f"{path}?limit=2", rights=READ)
        with count_statements(billing.database) as many:
            answer = billing.get(f"{path}?limit=10", rights=READ)

        assert len(answer.json["items"]) == 10
        assert_same_number(few, many)

    @pytest.mark.parametrize(("path", "key"), [("/v1/policies", "policy_number"), ("/v1/invoices", "number")])
    def test_come_without_gaps_or_doubles(self, billing: Service, path: str, key: str) -> None:
        for number in range(5):
            accept(billing, policy_number=f"P-{number}")
            billing.deliver(employee(f"e-{number}", policy_number=f"P-{number}"))
        billing.run_jobs(date(2026, 3, 2))
        whole = [one[key] for one in billing.get(f"{path}?limit=500", rights=READ).json["items"]]

        found, cursor = [], ""
        while cursor is not None:
            page = billing.get(f"{path}?limit=2{f'&cursor={cursor}' if cursor else ''}", rights=READ).json
            found += [one[key] for one in page["items"]]
            cursor = page["next"]

        assert found == whole
        assert len(set(found)) >= 5

    def test_of_invoices_may_begin_with_the_newest(self, billing: Service) -> None:
        for number in range(5):
            accept(billing, policy_number=f"P-{number}")
            billing.deliver(employee(f"e-{number}", policy_number=f"P-{number}"))
        billing.run_jobs(date(2026, 3, 2))
        whole = billing.get("/v1/invoices?limit=500", rights=READ).json["items"]

        first = billing.get("/v1/invoices?order=newest&limit=3", rights=READ).json
        rest = billing.get(f"/v1/invoices?order=newest&limit=500&cursor={first['next']}", rights=READ).json

        assert first["items"] + rest["items"] == whole[::-1]
        assert len(first["items"]) == 3
