"""Consultants work under a company doctor, who delegates to them and can withdraw that (R-027)."""
from datetime import date, timedelta
from typing import Any

import pytest

from services.casework.tests.conftest import CONSULTANT, Story
from shared.events.identity import AccountBlocked
from shared.testing.service import Service

DOCTOR, OTHER_DOCTOR = "doctor-1", "doctor-2"
LEFT = AccountBlocked(account_id=DOCTOR, blocked_on=date(2026, 3, 2), reason="LEFT")
UNDER_NOBODY = {"consultant_id": CONSULTANT, "name": None, "delegation_id": None, "doctor_id": None, "doctor_name": None,
                "began_at": None}


@pytest.fixture
def doctors(story: Story) -> None:
    """Two company doctors, and a consultant who works under nobody any more."""
    for account in (DOCTOR, OTHER_DOCTOR):
        story.staff(account, "company_doctor")
    story.withdraw(CONSULTANT)


def delegate(casework: Service, doctor: str = DOCTOR, consultant: str = CONSULTANT) -> Any:
    """A doctor delegates to a consultant."""
    return casework.post("/v1/delegations", {"consultant_id": consultant}, roles=("company_doctor",), account_id=doctor)


def withdraw(casework: Service, delegation_id: str, doctor: str = DOCTOR) -> Any:
    """A doctor withdraws a delegation."""
    return casework.post(f"/v1/delegations/{delegation_id}/ending", roles=("company_doctor",), account_id=doctor)


def consultants(casework: Service, account_id: str = DOCTOR, role: str = "company_doctor") -> list[dict[str, Any]]:
    """The list of consultants as somebody sees it."""
    return list(casework.get("/v1/delegations", roles=(role,), account_id=account_id).json["items"])


def record(casework: Service, number: str, code: str) -> Any:
    """The consultant records a step."""
    return casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": "2026-03-02"},
                         roles=("absence_consultant",), account_id=CONSULTANT)


class TestConsultantUnderNoDoctor:
    @pytest.mark.requirement("R-027")
    @pytest.mark.parametrize("code", ["M02", "M03"], ids=["own step", "doctor's step"])
    def test_records_nothing_until_a_doctor_delegates(self, casework: Service, sick: str, doctors: None, code: str) -> None:
        refused = record(casework, sick, code)
        delegate(casework)
        taken = record(casework, sick, code)

        assert (refused.status_code, refused.json["code"]) == (422, "consultant.no_supervisor")
        assert taken.status_code == 201, taken.text

    @pytest.mark.requirement("R-027")
    @pytest.mark.parametrize("end", ["withdrawn", "the doctor is blocked"])
    def test_is_stopped_at_once_when_the_delegation_ends(self, casework: Service, sick: str, doctors: None, end: str) -> None:
        given = delegate(casework).json
        if end == "withdrawn":
            withdraw(casework, given["delegation_id"])
        else:
            casework.deliver(LEFT)

        answer = record(casework, sick, "M02")

        assert (answer.status_code, answer.json["code"]) == (422, "consultant.no_supervisor")
        assert consultants(casework, OTHER_DOCTOR) == [UNDER_NOBODY]


class TestDelegating:
    def test_shows_the_doctor_all_consultants_and_a_consultant_the_own_row(self, casework: Service, story: Story,
                                                                            doctors: None) -> None:
        story.staff("consultant-2", "absence_consultant")

        given = delegate(casework).json

        shown = UNDER_NOBODY | {key: given[key] for key in ("delegation_id", "doctor_id", "began_at")}
        assert (shown["doctor_id"], given["ended_at"]) == (DOCTOR, None)
        assert consultants(casework) == [shown, UNDER_NOBODY | {"consultant_id": "consultant-2"}]
        assert consultants(casework, CONSULTANT, "absence_consultant") == [shown]

    def test_twice_by_the_same_doctor_is_one_delegation(self, casework: Service, doctors: None) -> None:
        assert delegate(casework).json == delegate(casework).json

    def test_refuses_a_consultant_of_another_doctor_who_is_in_service(self, casework: Service, doctors: None) -> None:
        first = delegate(casework).json
        refused = delegate(casework, OTHER_DOCTOR)
        foreign = withdraw(casework, first["delegation_id"], OTHER_DOCTOR)
        casework.deliver(LEFT)
        taken_over = delegate(casework, OTHER_DOCTOR)

        assert (refused.status_code, refused.json["code"]) == (409, "delegation.other_doctor")
        assert (foreign.status_code, foreign.json["code"]) == (403, "delegation.not_yours")
        assert (taken_over.status_code, taken_over.json["doctor_id"]) == (201, OTHER_DOCTOR)

    def test_withdraws_once(self, casework: Service, doctors: None) -> None:
        given = delegate(casework).json
        ended = withdraw(casework, given["delegation_id"]).json
        casework.clock.set(casework.clock.now() + timedelta(hours=1))

        assert ended["ended_at"] == given["began_at"]
        assert withdraw(casework, given["delegation_id"]).json == ended
        assert withdraw(casework, "unknown").status_code == 404
        assert delegate(casework).json["delegation_id"] != given["delegation_id"]

    @pytest.mark.parametrize("account", ["account-1", "doctor-2", "nobody", DOCTOR])
    def test_refuses_who_is_no_consultant(self, casework: Service, doctors: None, account: str) -> None:
        answer = delegate(casework, consultant=account)

        assert (answer.status_code, answer.json["code"]) == (422, "delegation.unknown_consultant")

    @pytest.mark.parametrize("role", ["casemanager", "absence_consultant", "platform_admin"])
    def test_is_for_doctors_alone(self, casework: Service, doctors: None, role: str) -> None:
        assert casework.post("/v1/delegations", {"consultant_id": CONSULTANT}, roles=(role,)).status_code == 403
