"""Work that consultants record for a company doctor, and its countersignature (R-027)."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.conftest import BRAM, CONSULTANT, Story
from shared.testing.service import Service

DOCTOR: dict[str, Any] = {"roles": ("company_doctor",), "account_id": "doctor-1"}
OTHER_DOCTOR: dict[str, Any] = {"roles": ("company_doctor",), "account_id": "doctor-2"}
BY_CONSULTANT: dict[str, Any] = {"roles": ("absence_consultant",), "account_id": CONSULTANT}


def work(casework: Service, who: dict[str, Any] = DOCTOR) -> list[dict[str, Any]]:
    """What waits for a doctor."""
    answer = casework.get("/v1/delegated-work", **who)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def record(casework: Service, number: str, code: str = "M03", who: dict[str, Any] = BY_CONSULTANT) -> None:
    """Complete a step on 30 March 2026."""
    answer = casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": "2026-03-30"}, **who)
    assert answer.status_code == 201, answer.text


def countersign(casework: Service, completion_id: str, who: dict[str, Any] = DOCTOR) -> Any:
    """Countersign."""
    return casework.post(f"/v1/delegated-work/{completion_id}/countersignature", **who)


@pytest.fixture(autouse=True)
def recorded(casework: Service, story: Story, sick: str) -> None:
    """The consultant made the analysis of one case and called about it, the doctor made that of another."""
    story.staff("doctor-2", "company_doctor")
    other = story.sick("V-2026-000002", date(2026, 3, 2), employee_id=BRAM)
    casework.set_today(date(2026, 3, 30))
    record(casework, sick)
    record(casework, sick, "M02")
    record(casework, other, who=DOCTOR)


class TestDelegatedWork:
    def test_is_each_step_of_the_doctor_that_a_consultant_under_him_recorded(self, casework: Service, sick: str) -> None:
        [row] = work(casework)

        assert (row["absence_number"], row["code"], row["completed_on"], row["employee_name"], row["company_name"]) == (
            sick, "M03", "2026-03-30", "Anna de Vries", "Bakkerij De Korenaar")
        assert work(casework, OTHER_DOCTOR) == []

    def test_stays_with_the_doctor_under_whom_it_was_done(self, casework: Service, story: Story) -> None:
        story.withdraw(CONSULTANT)

        assert len(work(casework)) == 1

    def test_goes_once_it_is_countersigned(self, casework: Service) -> None:
        [row] = work(casework)

        signed = countersign(casework, row["completion_id"])

        assert (signed.status_code, signed.json["doctor_id"]) == (201, "doctor-1")
        assert work(casework) == []
        assert countersign(casework, row["completion_id"]).status_code == 404

    def test_is_not_countersigned_by_another_doctor_or_role(self, casework: Service) -> None:
        [row] = work(casework)

        refused = [countersign(casework, row["completion_id"], who).status_code for who in (OTHER_DOCTOR, BY_CONSULTANT)]

        assert refused == [404, 403]
        assert casework.get("/v1/delegated-work", **BY_CONSULTANT).status_code == 403
