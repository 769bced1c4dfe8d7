"""Complaints of employers' accounts, and the list of the complaint desk (features N4)."""
from typing import Any

import pytest

from services.casework.tests.conftest import Story
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

COMPLAINT = {"subject": "GUIDANCE", "text": "De consultant belde niet terug.\nIk wacht al een week.", "phone": "0113 274 600"}
REPORTER: dict[str, Any] = {"rights": ("SICK_REPORTS",), "account_id": "reporter-1"}
CASEMANAGER: dict[str, Any] = {"roles": ("casemanager",), "account_id": "account-1"}


def complain(casework: Service, who: Any = None, **changes: Any) -> Any:
    """Send a complaint."""
    return casework.post("/v1/complaints", COMPLAINT | changes, **(who or REPORTER))


def listed(casework: Service, who: Any = None, query: str = "") -> Any:
    """The complaints that somebody sees."""
    answer = casework.get(f"/v1/complaints{query}", **(who or REPORTER))
    assert answer.status_code == 200, answer.text
    return answer.json


def numbers(page: Any) -> list[str]:
    """The numbers on a page."""
    return [one["complaint"]["complaint_number"] for one in page["items"]]


class TestSending:
    def test_confirms_the_receipt_with_a_number_and_a_state(self, casework: Service) -> None:
        answer = complain(casework)

        assert answer.status_code == 201, answer.text
        assert answer.json == COMPLAINT | {
            "complaint_number": "K-2026-000001", "employer_id": EMPLOYER, "phone": "+31113274600", "status": "RECEIVED",
            "received_at": answer.json["received_at"], "submitted_by": "reporter-1", "due_on": "2026-04-13",
            "extension_reason": None, "answer": None, "answered_on": None, "outcome": None, "closed_on": None, "version": 1}
        assert complain(casework).json["complaint_number"] == "K-2026-000002"

    def test_twice_with_one_key_is_one_complaint(self, casework: Service) -> None:
        answers = [casework.post("/v1/complaints", COMPLAINT, headers={"Idempotency-Key": "one"}, **REPORTER)
                   for _ in range(2)]

        assert answers[0].json == answers[1].json
        assert len(listed(casework)["items"]) == 1

    @pytest.mark.parametrize(("field", "value", "code"), [
        ("text", "Door zijn burn-out werkt niets meer.", "input.medical"), ("text", " \n ", "input.required"),
        ("text", "x" * 4001, "input.length"), ("text", "a\x00b", "input.unreadable"), ("text", ["a"], "input.text"),
        ("phone", "bel mij", "input.phone"), ("phone", None, "input.required"), ("subject", "VRA", "input.choice")])
    def test_refuses_a_wrong_field_and_keeps_nothing(self, casework: Service, field: str, value: Any, code: str) -> None:
        answer = complain(casework, **{field: value})

        assert answer.status_code == 422
        assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, code)]
        assert listed(casework)["items"] == []

    @pytest.mark.parametrize("role", ["casemanager", "insurer_claims", "platform_admin"])
    def test_is_for_employers(self, casework: Service, role: str) -> None:
        assert complain(casework, {"roles": (role,)}).status_code == 403


class TestList:
    def test_of_a_sender_has_the_own_complaints_of_this_employer_latest_first(self, casework: Service) -> None:
        for who in (REPORTER, REPORTER | {"account_id": "colleague-1"}, REPORTER, REPORTER | {"employer_id": OTHER_EMPLOYER}):
            complain(casework, who)

        first = listed(casework, query="?limit=1")
        second = listed(casework, query=f"?limit=1&cursor={first['next']}")

        assert (numbers(first), numbers(second), second["next"]) == (["K-2026-000003"], ["K-2026-000001"], None)

    def test_of_the_complaint_desk_has_all_oldest_first_with_the_company(self, casework: Service, story: Story) -> None:
        story.policy(OTHER_EMPLOYER, company_name="Drukkerij Boom", version=2)
        for employer_id in (EMPLOYER, OTHER_EMPLOYER):
            complain(casework, REPORTER | {"employer_id": employer_id})

        found = listed(casework, CASEMANAGER)

        assert numbers(found) == ["K-2026-000001", "K-2026-000002"]
        assert [one["company_name"] for one in found["items"]] == ["Bakkerij De Korenaar", "Drukkerij Boom"]

    @pytest.mark.parametrize("role", ["absence_consultant", "company_doctor", "insurer_claims", "camas_helpdesk",
                                      "platform_admin"])
    def test_is_closed_to_other_roles(self, casework: Service, role: str) -> None:
        assert casework.get("/v1/complaints", roles=(role,)).status_code == 403
