"""A month with another wage or recovery, and what the employer sees of a decision (screens.md §4.3b)."""
from datetime import date
from typing import Any

import pytest

from services.claims.tests.conftest import KARIM, MONTH_CLAIMS, decide, first_month, view
from shared.testing.service import Service

READ: dict[str, Any] = {"rights": ("EMPLOYEE_DATA",)}


class TestWhatIf:
    def test_shows_the_month_with_another_recovery_and_keeps_nothing(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]

        found = insured.get(f"{MONTH_CLAIMS}/{number}/what-if?recoveredPct=50&from=2026-03-16", **KARIM).json

        assert (found["total"], found["difference"]) == ("960.00", "-960.00")
        assert view(insured, number)["claim"]["amount"] == "1920.00"

    def test_shows_the_month_with_another_wage(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]

        found = insured.get(f"{MONTH_CLAIMS}/{number}/what-if?annualWage=62640.00", **KARIM).json

        assert (found["total"], found["difference"]) == ("2880.00", "960.00")

    @pytest.mark.parametrize(("query", "code"), [
        ("", "input.required"), ("?recoveredPct=50", "input.required"),
        ("?recoveredPct=50&from=2026-02-01", "recovery.before_sick_day"), ("?recoveredPct=101&from=2026-03-16", "input.invalid")])
    def test_refuses_what_it_cannot_calculate(self, insured: Service, query: str, code: str) -> None:
        number = first_month(insured)["claim_number"]

        answer = insured.get(f"{MONTH_CLAIMS}/{number}/what-if{query}", **KARIM)

        assert (answer.status_code, answer.json["code"]) == (422, code)


class TestWhatTheEmployerSees:
    def test_refused_month_shows_why_and_is_not_to_come(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]
        before = insured.get("/v1/coming-payments", **READ).json["items"]

        decide(insured, number, "REFUSE", reason="DATA_INCORRECT")

        (month,) = insured.get("/v1/benefits", **READ).json["items"]
        assert (month["status"], month["refused_because"]) == ("REFUSED", "DATA_INCORRECT")
        assert ([one["amount"] for one in before], insured.get("/v1/coming-payments", **READ).json["items"]) == (["1920.00"], [])

    def test_question_shows_what_is_asked_until_when(self, insured: Service) -> None:
        number = first_month(insured)["claim_number"]

        decide(insured, number, "ASK", asked="PAYSLIP", waiting_until="2026-04-08")

        (month,) = insured.get("/v1/benefits", **READ).json["items"]
        assert (month["status"], month["asked"], month["waiting_until"]) == ("WAITING", "PAYSLIP", "2026-04-08")

    def test_pay_date_of_an_undecided_month_moves_to_the_next_run(self, insured: Service) -> None:
        first_month(insured)
        days = []
        for day in (date(2026, 4, 15), date(2026, 4, 16)):
            insured.run_jobs(day)
            days.append(insured.get("/v1/benefits", **READ).json["items"][0]["pay_on"])

        assert days == ["2026-04-20", "2026-05-20"]
