"""Settlements about the transition payment over HTTP (R-136)."""
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.testing.service import OTHER_EMPLOYER, Service

DATA = ("EMPLOYEE_DATA",)
AGREED: dict[str, Any] = {"employee_number": "1", "amount": "4000.00", "text": "Zij begint eerder bij haar nieuwe werkgever.",
                          "employee_agrees": True, "signed_on": "2026-04-10"}


@pytest.fixture(autouse=True)
def today(casework: Service, story: Any) -> None:
    """Monday 13 April 2026; an employee is in service since 2020."""
    casework.set_today(date(2026, 4, 13))


def settle(casework: Service, **changes: Any) -> Any:
    """Record a settlement of the employer."""
    return casework.post("/v1/settlements", AGREED | changes, rights=DATA)


def settlements(casework: Service, **who: Any) -> list[dict[str, Any]]:
    """The settlements of the employer."""
    return list(casework.get("/v1/settlements", **({"rights": DATA} | who)).json["items"])


class TestSettlement:
    @pytest.mark.requirement("R-136")
    def test_is_kept_with_the_day_on_which_the_employee_signed(self, casework: Service) -> None:
        kept = settle(casework)
        (row,) = settlements(casework)

        assert (kept.status_code, kept.json["amount"], kept.json["signed_on"]) == (201, "4000.00", "2026-04-10")
        assert (row["employee_number"], row["employee_name"], row["settlement"]) == ("1", "Anna de Vries", kept.json)

    @pytest.mark.requirement("R-136")
    @pytest.mark.parametrize(("changes", "field", "code"), [
        ({"employee_agrees": False}, "employee_agrees", "settlement.unsigned"),
        ({"signed_on": None}, "signed_on", "settlement.unsigned"),
        ({"signed_on": "2026-04-14"}, "signed_on", "settlement.future_date"),
        ({"signed_on": "2019-12-31"}, "signed_on", "settlement.before_service"),
        ({"signed_on": "2026-02-30"}, "signed_on", "input.date"),
        ({"employee_number": "999"}, "employee_number", "settlement.employee_unknown"),
        ({"employee_agrees": "ja"}, "employee_agrees", "input.boolean"),
        ({"amount": "-1.00"}, "amount", "input.range"),
        ({"text": ""}, "text", "input.required")])
    def test_without_agreement_and_signature_is_refused(self, casework: Service, changes: dict[str, Any], field: str,
                                                        code: str) -> None:
        answer = settle(casework, **changes)

        assert answer.status_code == 422, answer.text
        assert (answer.json["errors"][0]["field"], answer.json["errors"][0]["code"]) == (field, code)
        assert settlements(casework) == []

    def test_is_for_those_who_may_change_wages_of_the_employer(self, casework: Service) -> None:
        settle(casework)

        assert casework.post("/v1/settlements", AGREED, rights=("SICK_REPORTS",)).status_code == 403
        assert settlements(casework, employer_id=OTHER_EMPLOYER) == []

    def test_is_never_changed(self, casework: Service) -> None:
        settle(casework)

        with pytest.raises(DBAPIError, match="never changed"):
            casework.run(lambda session: session.execute(text("UPDATE settlement SET amount = 1")))
