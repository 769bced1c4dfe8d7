"""Accepted declarations are paid within their month, in a file of their own (R-071, R-072)."""
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.claims.metrics import late_reimbursements
from services.claims.tests.conftest import ANNA, filed, policy, state
from shared.events.casework import DeclarationAccepted
from shared.events.claims import ReimbursementPaid
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

STAFF: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
EMPLOYEES: dict[str, Any] = {"rights": ("SICK_REPORTS",)}
FRIDAY, SATURDAY, MONDAY = date(2026, 4, 10), date(2026, 4, 11), date(2026, 4, 13)
ACCEPTED = DeclarationAccepted(
    absence_number="V-1", employee_id=ANNA, employer_id=EMPLOYER, declaration_id="d-1", activity_id="a-1", decided_on=FRIDAY,
    amount=Decimal("900.00"), pay_by=date(2026, 4, 20), iban="NL20INGB0001234567")


def listed(service: Service, query: str = "", **who: Any) -> list[dict[str, Any]]:
    """The reimbursements that a caller sees."""
    return list(service.get(f"/v1/reimbursements{query}", **(who or STAFF)).json["items"])


@pytest.fixture
def sick(insured: Service) -> Service:
    """Anna is sick; today is Friday 10 April."""
    insured.deliver(filed(state()))
    insured.set_today(FRIDAY)
    return insured


class TestReimbursement:
    @pytest.mark.requirement("R-071")
    @pytest.mark.requirement("R-072")
    def test_is_paid_at_once_to_the_account_of_the_declaration_and_within_its_month(self, sick: Service) -> None:
        sick.deliver(ACCEPTED)
        waiting = listed(sick, "?state=OPEN")

        sick.run_jobs(FRIDAY)

        (paid,) = listed(sick, "?state=PAID")
        file = sick.get(f"/v1/reimbursement-files/{paid['file_id']}", **STAFF).text
        assert [(row["amount"], row["pay_by"], row["status"]) for row in waiting] == [("900.00", "2026-04-20", "ACCEPTED")]
        assert (paid["status"], paid["paid_on"], paid["paid_on"] <= paid["pay_by"]) == ("PAID", "2026-04-10", True)
        for words in ("NL20INGB0001234567", "900.00", "Bakkerij De Korenaar", paid["reference"]):
            assert words in file
        (event,) = sick.published(ReimbursementPaid)
        assert (event.declaration_id, event.amount, event.paid_on) == ("d-1", Decimal("900.00"), FRIDAY)

    def test_is_paid_once_however_often_it_is_delivered_and_the_jobs_run(self, sick: Service) -> None:
        sick.deliver(ACCEPTED, ACCEPTED)
        sick.run_jobs(FRIDAY)
        sick.deliver(ACCEPTED)
        sick.run_jobs(MONDAY)

        assert len(listed(sick)) == 1
        assert len(sick.published(ReimbursementPaid)) == 1

    def test_waits_for_a_working_day_and_then_shares_a_file(self, sick: Service) -> None:
        sick.set_today(SATURDAY)
        sick.deliver(ACCEPTED, replace(ACCEPTED, declaration_id="d-2", amount=Decimal("10.50")))
        sick.run_jobs(SATURDAY)
        before = listed(sick, "?state=PAID")

        sick.run_jobs(MONDAY)

        assert before == []
        assert {(row["file_id"], row["paid_on"]) for row in listed(sick, "?state=PAID")} == {("VERG-2026-04-13-1", "2026-04-13")}

    def test_of_a_payee_that_cannot_be_paid_stops_no_other_and_is_late_after_its_month(self, sick: Service) -> None:
        sick.deliver(policy("P-3", "employer-3"), filed(
            state("V-3"), "carl", policy_number="P-3", employer_id="employer-3"), replace(policy("P-3", "employer-3", 2),
                                                                                        company_name="\U0001F950"))
        sick.deliver(replace(ACCEPTED, declaration_id="d-0", absence_number="V-3", employer_id="employer-3"), ACCEPTED)

        sick.run_jobs(date(2026, 4, 21), may_set_aside=True)

        assert [(row["declaration_id"], row["status"]) for row in listed(sick)] == [("d-0", "ACCEPTED"), ("d-1", "PAID")]
        assert [(one["job"], one["item"]) for one in sick.set_aside()] == [("check-reimbursements", "d-0")]
        assert sick.query(late_reimbursements) == 1.0

    def test_of_nothing_is_no_payment(self, sick: Service) -> None:
        sick.deliver(replace(ACCEPTED, amount=Decimal("0.00")))

        assert listed(sick) == []

    def test_is_shown_to_its_own_employer_and_to_claims(self, sick: Service) -> None:
        sick.deliver(ACCEPTED)

        assert [row["declaration_id"] for row in listed(sick, **EMPLOYEES)] == ["d-1"]
        assert listed(sick, **(EMPLOYEES | {"employer_id": OTHER_EMPLOYER})) == []
        assert sick.get("/v1/reimbursements", roles=("casemanager",), employer_id=None).status_code == 403
        assert sick.get("/v1/reimbursement-files/VERG-1", **STAFF).status_code == 404
