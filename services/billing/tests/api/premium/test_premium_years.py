"""A premium year with its calculation per employee, and the January round per policy, over HTTP (domain.md §4)."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.billing.tests.api.test_january_round import jobs_of, opened
from services.billing.tests.api.test_policies_and_invoices import READ, STAFF, accept
from services.billing.tests.conftest import employee
from shared.events.absence import ConfirmedWages, DataCampaignSubmitted, WageSegment
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

HIRED = date(2020, 1, 1)
P_03 = {"E1": ("2020-01-01", None, (("2020-01-01", "38500.00"),)), "E2": ("2026-04-01", None, (("2026-04-01", "41760.00"),)),
        "E3": ("2020-01-01", "2026-06-30", (("2020-01-01", "52000.00"),)),
        "E4": ("2020-01-01", None, (("2020-01-01", "36000.00"), ("2026-07-01", "37800.00"))),
        "E5": ("2020-01-01", None, (("2020-01-01", "96000.00"),)),
        "E6": ("2020-01-01", None, (("2020-01-01", "45000.00"), ("2026-09-15", "27000.00")))}
"""The employees of example P-03: first and last day in service, and wages."""


def submitted(year: int, **wages: Any) -> DataCampaignSubmitted:
    """January data of employees like those of `P_03`."""
    return DataCampaignSubmitted(policy_number="P-1", employer_id=EMPLOYER, year=year, employees=tuple(
        ConfirmedWages(employee_id=key, employed_from=date.fromisoformat(first), employed_until=last and date.fromisoformat(last),
                       wages=tuple(WageSegment(valid_from=date.fromisoformat(since), annual_wage=Decimal(wage),
                                               contract_hours=Decimal(40)) for since, wage in segments))
        for key, (first, last, segments) in wages.items()))


def shown(billing: Service, year: int = 2026) -> dict[str, Any]:
    """A premium year with its calculation."""
    answer = billing.get(f"/v1/policies/P-1/premium-years/{year}", rights=READ)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


@pytest.fixture
def insured(billing: Service) -> Service:
    """P-1 at 3.85 %, with those of P-03 who were in service on 1 January 2026."""
    billing.set_today(date(2026, 1, 1))
    accept(billing, valid_from="2026-01-01")
    billing.deliver(*(employee(key, wage=wages[0][1]) for key, (first, _, wages) in P_03.items() if first < "2026"))
    jobs_of(billing, date(2026, 1, 1))
    return billing


class TestTheCalculation:
    def test_of_the_provisional_premium_adds_up_to_its_payroll(self, insured: Service) -> None:
        year = shown(insured)

        assert (year["basis"], year["provisional_payroll"], year["provisional"]) == ("PROVISIONAL", "250909.00", "9660.00")
        assert {one["employee_id"]: one["insured"] for one in year["employees"]} == {
            "E1": "38500.00", "E3": "52000.00", "E4": "36000.00", "E5": "79409.00", "E6": "45000.00"}
        assert [(part["payroll"], part["rate_pct"], part["premium"]) for part in year["rates"]] == [
            ("250909.00", "3.85", "9660.00")]

    @pytest.mark.requirement("R-018")
    def test_of_the_definitive_premium_counts_the_days_of_each_wage(self, insured: Service) -> None:
        """P-03 and P-05; twelve instalments of which one was invoiced."""
        jobs_of(insured, *(date(2026, month, 1) for month in range(2, 13)))
        insured.set_today(date(2027, 1, 20))
        insured.deliver(submitted(2027, **P_03))

        year = shown(insured)

        assert {one["employee_id"]: one["insured"] for one in year["employees"]} == {
            "E1": "38500.00", "E2": "31463.01", "E3": "25786.30", "E4": "36907.40", "E5": "79409.00", "E6": "39673.97"}
        assert (year["basis"], year["definitive_payroll"], year["definitive"], year["settlement"]) == (
            "DEFINITIVE", "251739.68", "9691.98", "31.98")
        assert [(one["from"], one["until"], one["days"], one["insured_wage"]) for one in year["employees"][3]["wages"]] == [
            ("2026-01-01", "2026-06-30", 181, "36000.00"), ("2026-07-01", "2026-12-31", 184, "37800.00")]

    def test_stays_what_it_was_when_a_wage_of_that_year_changes_later(self, insured: Service) -> None:
        insured.set_today(date(2027, 1, 20))
        insured.deliver(submitted(2027, **P_03))
        before = shown(insured)

        insured.deliver(employee("E1", wage="99000.00", version=2))

        assert shown(insured) == before

    def test_is_by_the_rate_of_each_day(self, insured: Service) -> None:
        insured.set_today(date(2026, 7, 1))
        accept(insured, valid_from="2026-07-01", premium_rate_pct="5")
        insured.set_today(date(2027, 1, 20))
        insured.deliver(submitted(2027, E1=P_03["E1"]))

        year = shown(insured)

        assert [(part["from"], part["payroll"], part["premium"]) for part in year["rates"]] == [
            ("2026-01-01", "19091.78", "735.03"), ("2026-07-01", "19408.22", "970.41")]
        assert (year["employees"][0]["insured"], year["definitive"]) == ("38500.00", "1705.44")

    def test_of_an_estimate_names_no_employees(self, insured: Service) -> None:
        insured.set_today(date(2027, 1, 1))
        insured.deliver(opened(2027))
        jobs_of(insured, date(2027, 4, 1))

        year = shown(insured)

        assert (year["basis"], year["definitive_payroll"], year["employees"], year["rates"]) == (
            "ESTIMATED", "275999.90", [], [])

    def test_of_the_new_year_follows_the_submitted_wages(self, insured: Service) -> None:
        jobs_of(insured, date(2027, 1, 1))
        insured.deliver(submitted(2027, E1=("2020-01-01", None, (("2020-01-01", "38500.00"), ("2027-01-01", "77000.00")))))

        assert [(one["employee_id"], one["insured"]) for one in shown(insured, 2027)["employees"]] == [("E1", "77000.00")]

    @pytest.mark.parametrize(("year", "employer"), [(2019, EMPLOYER), (2026, OTHER_EMPLOYER)])
    def test_of_nothing_is_not_found(self, insured: Service, year: int, employer: str) -> None:
        answer = insured.get(f"/v1/policies/P-1/premium-years/{year}", rights=READ, employer_id=employer)

        assert answer.status_code == 404


class TestJanuaryRounds:
    def test_show_where_each_policy_stands(self, insured: Service) -> None:
        accept(insured, policy_number="P-2", valid_from="2026-01-01")
        insured.set_today(date(2027, 1, 1))
        insured.deliver(opened(2027), opened(2027, "P-2"))
        insured.deliver(submitted(2027, **P_03))
        jobs_of(insured, date(2027, 2, 2))

        rounds = insured.get("/v1/january-rounds?year=2027", **STAFF).json["items"]

        assert [(one["policy_number"], one["state"], one["reminders"], one["is_late"], one["data_due_on"]) for one in rounds] == [
            ("P-1", "SETTLED", 0, False, "2027-01-31"), ("P-2", "AWAITING_DATA", 1, True, "2027-01-31")]
        assert (rounds[0]["definitive"], rounds[0]["company_name"]) == ("9691.98", "Bakkerij De Korenaar")

    @pytest.mark.parametrize(("query", "numbers"), [
        ("year=2027&state=AWAITING_DATA", ["P-2"]), ("year=2027&state=SETTLED", ["P-1"]), ("year=2026", [])])
    def test_are_limited_by_year_and_state(self, insured: Service, query: str, numbers: list[str]) -> None:
        accept(insured, policy_number="P-2", valid_from="2026-01-01", employer_id=OTHER_EMPLOYER)
        insured.set_today(date(2027, 1, 1))
        insured.deliver(opened(2027), opened(2027, "P-2"), submitted(2027, **P_03))

        found = insured.get(f"/v1/january-rounds?{query}", **STAFF).json["items"]

        assert [one["policy_number"] for one in found] == numbers
        assert "P-2" not in insured.get("/v1/january-rounds?year=2027", rights=READ).text

    @pytest.mark.parametrize("query", ["", "year=1989", "year=2027&state=GONE"])
    def test_refuse_a_year_or_state_that_cannot_be(self, insured: Service, query: str) -> None:
        assert insured.get(f"/v1/january-rounds?{query}", **STAFF).status_code == 422
