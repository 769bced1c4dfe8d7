"""The transition payment over HTTP (domain.md §8.1)."""
from typing import Any

import pytest

from shared.testing.service import Service

DATA = ("EMPLOYEE_DATA",)


def calculate(casework: Service, rights: tuple[str, ...] = DATA, **contract: Any) -> Any:
    """The answer for a contract of five years and four months at 3,240.00 a month unless said otherwise (TV-1)."""
    values = {"employed_from": "2021-03-01", "last_day": "2026-06-30", "monthly_wage": "3240.00"} | contract
    return casework.post("/v1/transition-payments", values, rights=rights)


class TestTransitionPayment:
    @pytest.mark.requirement("R-135", "R-137")
    @pytest.mark.parametrize(("contract", "amount"), [
        ({}, "5760.00"), ({"employed_from": "2025-07-01"}, "1080.00"), ({"employed_from": "2025-01-01"}, "1620.00"),
        ({"employed_from": "2000-01-01", "monthly_wage": "20000.00", "annual_wage": "250000.00"}, "176666.67"),
    ])
    def test_follows_the_law_from_the_first_working_day(self, casework: Service, contract: Any, amount: str) -> None:
        answer = calculate(casework, **contract)

        assert (answer.status_code, answer.json["amount"]) == (200, amount)
        assert "eerste werkdag" in answer.json["note"]

    def test_is_at_most_the_maximum_or_a_higher_annual_wage(self, casework: Service) -> None:
        capped = calculate(casework, employed_from="1990-01-01", monthly_wage="9000.00").json
        higher = calculate(casework, employed_from="1986-01-01", monthly_wage="10000.00", annual_wage="130000.00").json

        assert (capped["amount"], capped["capped"]) == (capped["maximum"], True)
        assert (higher["maximum"], higher["capped"]) == ("130000.00", True)

    @pytest.mark.requirement("R-135")
    @pytest.mark.parametrize(("contract", "code", "field"), [
        ({"last_day": "2021-02-28"}, "transition.service_invalid", "last_day"),
        ({"monthly_wage": "0.00"}, "input.range", "monthly_wage"), ({"monthly_wage": 3240}, "input.number", "monthly_wage"),
        ({"last_day": "2026-02-30"}, "input.date", "last_day"),
    ])
    def test_of_a_wrong_contract_is_refused(self, casework: Service, contract: Any, code: str, field: str) -> None:
        answer = calculate(casework, **contract)

        assert answer.status_code == 422
        assert (answer.json["errors"][0]["code"], answer.json["errors"][0]["field"]) == (code, field)

    def test_is_for_those_who_may_change_wages(self, casework: Service) -> None:
        assert calculate(casework, rights=("SICK_REPORTS",)).status_code == 403
