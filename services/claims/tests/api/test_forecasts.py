"""Forecasts over HTTP equal what is calculated and paid later, if nothing changes."""
from collections import defaultdict
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from services.claims.tests.conftest import ANNA, corrected, employee, filed, half, policy, state, work_through
from shared.events.absence import RecoveryReported
from shared.kernel.vocabulary import AbsenceStatus, SafetyNetRule, WaitingUnit
from shared.testing.service import OTHER_EMPLOYER, Service

READ = ("EMPLOYEE_DATA",)
REPORTED = date(2026, 3, 2)
FIRST_DAYS = (date(2026, 2, 27), date(2026, 3, 1), date(2026, 3, 2))
LAST_MONTH, PAID_ON = "2026-05", date(2026, 6, 16)


def forecast(claims: Service, path: str = "/v1/forecasts", **body: Any) -> dict[str, Any]:
    """The answer to a forecast."""
    answer = claims.post(path, body, rights=READ)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def totals(months: list[dict[str, Any]], name: str = "total") -> dict[str, str]:
    """Amounts by month, through the last month that is compared."""
    return {month["month"]: month[name] for month in months if month["month"] <= LAST_MONTH and month[name] != "0.00"}


def calculated(claims: Service) -> dict[str, dict[str, str]]:
    """The amounts by employee and month, as they are calculated when each month has ended."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for benefit in claims.get("/v1/benefits?limit=100", rights=READ).json["items"]:
        found[benefit["employee_id"]][benefit["month"]] = benefit["total"]
    return found


def recovery(number: str, first: date, **changes: Any) -> RecoveryReported:
    """The event of a half recovery."""
    after = state(number, first, sequence=2, status=AbsenceStatus.PARTIALLY_RECOVERED, **changes)
    return RecoveryReported(employee_id=ANNA, employer_id="employer-1", policy_number="P-1", absence=after,
                            effective_on=date(2026, 4, 15), recovered_pct=Decimal(50), full=False)


class TestForecastOfAReport:
    @pytest.mark.parametrize("terms", [
        {}, {"waiting_unit": WaitingUnit.WEEKS, "waiting_value": 2, "coverage_year1": Decimal(70)},
        {"waiting_value": 0, "employer_charges_pct": Decimal("17.35"), "max_insured_wage": Decimal("40000.00")}],
        ids=["ten working days", "two weeks at 70 %", "no own risk, with charges and a cap"])
    def test_equals_the_benefits_of_many_cases_to_the_cent(self, claims: Service, terms: dict[str, Any]) -> None:
        random = Random(20260302)
        people = {f"e-{n}": f"{random.randint(1_000_000, 9_000_000) / 100:.2f}" for n in range(12)}
        claims.set_today(REPORTED)
        claims.deliver(policy(**terms), *(employee(key, wage=wage) for key, wage in people.items()))
        first_days = {key: random.choice(FIRST_DAYS) for key in people}
        expected = {key: forecast(claims, employee_id=key, first_sick_day=str(day), months=6) for key, day in first_days.items()}

        claims.deliver(*(filed(state(f"V-{key}", day, reported_on=REPORTED), key) for key, day in first_days.items()))
        work_through(claims, PAID_ON)

        assert {key: totals(each["months"]) for key, each in expected.items()} == calculated(claims)
        assert {(key, month["pay_on"], month["total"]) for key, each in expected.items() for month in each["months"]
                if month["month"] <= LAST_MONTH} == {
            (p["employee_id"], p["pay_on"], p["amount"]) for p in claims.get("/v1/payments?limit=100", rights=READ).json["items"]}

    def test_says_when_the_own_risk_ends_what_is_paid_when_and_how_it_is_calculated(self, insured: Service) -> None:
        insured.set_today(REPORTED)

        found = forecast(insured, employee_id=ANNA, first_sick_day="2026-03-02")

        assert [found[name] for name in ("own_risk_from", "own_risk_until", "first_benefit_day", "not_covered")] == [
            "2026-03-02", "2026-03-13", "2026-03-16", None]
        assert [(m["month"], m["pay_on"], m["total"]) for m in found["months"]] == [
            ("2026-03", "2026-04-20", "1920.00"), ("2026-04", "2026-05-20", "3520.00"), ("2026-05", "2026-06-16", "3360.00")]
        line, = found["months"][0]["lines"]
        assert (line["days"], line["daily_wage"], line["coverage_pct"], line["incapacity_pct"]) == (12, "160.00", "100", "100")

    def test_rests_on_the_answers_of_the_report(self, insured: Service) -> None:
        insured.deliver(policy(version=2, vangnet_rule=SafetyNetRule.EXCLUDE))
        insured.set_today(REPORTED)
        asked: dict[str, Any] = {"employee_id": ANNA, "first_sick_day": "2026-03-02"}

        corrected = forecast(insured, **asked, annual_wage="20880.00", wage_from="2026-03-01")
        later = forecast(insured, **asked, annual_wage="20880.00", wage_from="2026-03-03")
        safety_net = forecast(insured, **asked, safety_net=True)

        assert (totals(corrected["months"])["2026-03"], totals(later["months"])["2026-03"]) == ("960.00", "1920.00")
        assert (safety_net["not_covered"], safety_net["months"]) == ("SAFETY_NET_EXCLUDED", [])

    def test_continues_a_case_that_ended_less_than_four_weeks_ago(self, insured: Service) -> None:
        insured.set_today(date(2026, 3, 30))
        insured.deliver(filed(state(recovered_on=date(2026, 3, 16), status=AbsenceStatus.RECOVERED)))

        continued = forecast(insured, employee_id=ANNA, first_sick_day="2026-03-30")
        new = forecast(insured, employee_id=ANNA, first_sick_day="2026-04-13")

        assert (continued["first_benefit_day"], new["first_benefit_day"]) == ("2026-03-30", "2026-04-27")

    def test_shows_dates_without_amounts_to_who_reports_only(self, insured: Service) -> None:
        answer = insured.post("/v1/forecasts", {"employee_id": ANNA, "first_sick_day": "2026-03-02"}, rights=("SICK_REPORTS",))

        assert [set(month) for month in answer.json["months"]] == [{"month", "pay_on"}] * 3


class TestForecastOfACase:
    PATH = "/v1/claims/V-1/forecasts"

    @pytest.mark.parametrize(("supposed", "changes"), [
        ({"kind": "PARTIAL", "effective_on": "2026-04-15", "recovered_pct": "50"}, {"mutations": (half(date(2026, 4, 15)),)}),
        ({"kind": "FULL", "first_fit_day": "2026-04-15"}, {"recovered_on": date(2026, 4, 15)}),
        ({"kind": "PARTIAL", "effective_on": "2026-04-15", "basis": "WAGE_VALUE", "wage_value_month": "1500.00",
          "contract_wage_month": "3000.00"}, {"mutations": (half(date(2026, 4, 15)),)})],
        ids=["half", "full", "wage value"])
    def test_with_a_recovery_equals_the_benefit_before_and_after_it_is_reported(self, insured: Service,
                                                                                supposed: dict[str, Any],
                                                                                changes: dict[str, Any]) -> None:
        insured.set_today(date(2026, 4, 15))
        insured.deliver(filed(state()))

        found = forecast(insured, self.PATH, recovery=supposed, months=6)
        unchanged = forecast(insured, self.PATH, months=6)
        insured.deliver(recovery("V-1", REPORTED, **changes))
        work_through(insured, PAID_ON)

        later = {month: total for month, total in calculated(insured)[ANNA].items() if month > "2026-03"}
        assert {month: total for month, total in totals(found["months"]).items() if month > "2026-03"} == later
        assert totals(found["months"], "before") == totals(unchanged["months"])
        april = next(month for month in found["months"] if month["month"] == "2026-04")
        assert (april["before"], Decimal(april["difference"])) == ("3520.00", Decimal(april["total"]) - Decimal("3520.00"))

    @pytest.mark.parametrize(("supposed", "code"), [
        ({"kind": "FULL"}, "input.invalid"), ({"kind": "PARTIAL", "effective_on": "2026-04-15"}, "input.invalid"),
        ({"kind": "FULL", "first_fit_day": "2026-03-01"}, "recovery.before_sick_day"),
        ({"kind": "PARTIAL", "effective_on": "2026-03-01", "recovered_pct": "50"}, "recovery.before_sick_day")])
    def test_refuses_what_is_no_recovery_of_the_case(self, insured: Service, supposed: dict[str, Any], code: str) -> None:
        insured.deliver(filed(state()))

        answer = insured.post(self.PATH, {"recovery": supposed}, rights=READ)

        assert (answer.status_code, answer.json["code"]) == (422, code)

    @pytest.mark.parametrize(("withdrawal", "facts", "changes"), [
        ({"what": "PARTIAL", "effective_on": "2026-04-15"}, {"mutations": (half(date(2026, 4, 15)),)}, {}),
        ({"what": "RECOVERY"}, {"status": AbsenceStatus.RECOVERED, "recovered_on": date(2026, 4, 15)}, {}),
        ({"what": "REPORT"}, {}, {"status": AbsenceStatus.CANCELLED})], ids=["partial recovery", "recovery", "report"])
    def test_with_a_withdrawal_equals_the_benefit_before_and_after_it(self, insured: Service, withdrawal: dict[str, Any],
                                                                      facts: dict[str, Any], changes: dict[str, Any]) -> None:
        insured.deliver(filed(state(**facts)))
        work_through(insured, date(2026, 4, 21))
        unchanged = forecast(insured, self.PATH, months=6)

        found = forecast(insured, self.PATH, withdrawal=withdrawal, months=6)
        insured.deliver(corrected(state(sequence=2, **changes)))
        work_through(insured, PAID_ON)

        later = {month: total for month, total in calculated(insured)[ANNA].items() if total != "0.00"}
        paid = {"2026-03": "1920.00"}
        assert totals(found["months"]) | (paid if withdrawal["what"] != "REPORT" else {}) == later
        assert {month: total for month, total in totals(found["months"], "before").items() if month > "2026-03"} == totals(
            unchanged["months"])
        assert found["set_off"] == ("-1920.00" if withdrawal["what"] == "REPORT" else "0.00")

    @pytest.mark.parametrize("change", [
        {"withdrawal": {"what": "PARTIAL"}}, {"withdrawal": {"what": "ALL"}},
        {"withdrawal": {"what": "REPORT"}, "recovery": {"kind": "FULL", "first_fit_day": "2026-04-15"}}])
    def test_refuses_what_is_no_withdrawal(self, insured: Service, change: dict[str, Any]) -> None:
        insured.deliver(filed(state()))

        answer = insured.post(self.PATH, change, rights=READ)

        assert (answer.status_code, answer.json["code"]) == (422, "input.invalid")

    def test_leaves_out_what_was_paid_before(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        work_through(insured, date(2026, 4, 21))

        assert [month["month"] for month in forecast(insured, self.PATH, months=2)["months"]] == ["2026-04", "2026-05"]

    def test_is_for_the_own_employer_and_of_standing_reports_only(self, insured: Service) -> None:
        insured.deliver(filed(state()))
        other = insured.post(self.PATH, {}, rights=READ, employer_id=OTHER_EMPLOYER)
        insured.deliver(recovery("V-1", REPORTED).__class__(
            **recovery("V-1", REPORTED).__dict__ | {"absence": state(sequence=3, status=AbsenceStatus.CANCELLED)}))
        withdrawn = insured.post(self.PATH, {}, rights=READ)

        assert (other.status_code, withdrawn.status_code) == (404, 404)
