"""Reviews and assessments besides the plan over HTTP, and the reports of a second track that do not come."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.second_track.track_steps import CASEMANAGER, EMPLOYER, act, code_of, start
from services.casework.tests.conftest import Story
from shared.events.casework import VraNoticeRaised
from shared.testing.service import Service

DOCTOR = {"roles": ("company_doctor",), "account_id": "doctor-1"}
EXPERT = {"roles": ("labour_expert",), "account_id": "expert-1"}


@pytest.fixture(autouse=True)
def today(casework: Service, story: Story, sick: str) -> None:
    """Monday 1 February 2027; the absence began on 2 March 2026."""
    casework.set_today(date(2027, 2, 1))
    for who in (DOCTOR, EXPERT):
        story.staff(who["account_id"], who["roles"][0])
        casework.post("/v1/employers/employer-1/staffing", {
            "role": who["roles"][0], "account_id": who["account_id"], "valid_from": "2026-03-02"}, **CASEMANAGER)


def steps_of(casework: Service, number: str, code: str) -> list[tuple[str, str, str | None]]:
    plan = casework.get(f"/v1/dossiers/{number}", **EMPLOYER).json["plan"]
    return [(step["due_on"], step["status"], step["completed_on"]) for step in plan if step["code"] == code]


def change(casework: Service, number: str, day: str = "2027-02-01", **who: Any) -> Any:
    return casework.post(f"/v1/dossiers/{number}/situation-changes", {"changed_on": day}, **(who or EMPLOYER))


def complete(casework: Service, number: str, code: str, day: str, **who: Any) -> Any:
    return casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": day}, **who)


class TestChangedSituation:
    @pytest.mark.requirement("R-119")
    def test_adds_a_review_by_the_doctor_outside_the_chain(self, casework: Service, sick: str) -> None:
        chain = steps_of(casework, sick, "M05b")

        assert change(casework, sick).status_code == 201

        assert steps_of(casework, sick, "EXTRA_DOCTOR_REVIEW") == [("2027-02-15", "PLANNED", None)]
        assert complete(casework, sick, "EXTRA_DOCTOR_REVIEW", "2027-02-01", **EMPLOYER).status_code == 403
        assert complete(casework, sick, "EXTRA_DOCTOR_REVIEW", "2027-02-01", **DOCTOR).status_code == 201
        assert steps_of(casework, sick, "M05b") == chain
        casework.set_today(date(2027, 3, 1))
        assert change(casework, sick, "2027-03-01").status_code == 201
        assert steps_of(casework, sick, "EXTRA_DOCTOR_REVIEW") == [
            ("2027-02-15", "DONE", "2027-02-01"), ("2027-03-15", "PLANNED", None)]

    @pytest.mark.parametrize(("day", "code"), [
        ("2026-03-01", (422, "second_track.outside_case")), ("2027-02-02", (422, "second_track.in_future"))])
    def test_is_refused_outside_the_case(self, casework: Service, sick: str, day: str, code: tuple[int, str]) -> None:
        assert code_of(change(casework, sick, day)) == code

    def test_is_refused_while_a_review_is_open_and_in_a_closed_dossier(self, casework: Service, story: Story, sick: str) -> None:
        change(casework, sick)

        assert code_of(change(casework, sick)) == (409, "requested_step.open")
        story.recover(sick, date(2027, 2, 1))
        assert code_of(change(casework, sick)) == (409, "requested_step.case_closed")


class TestReassessment:
    @pytest.mark.requirement("R-120")
    def test_is_asked_by_the_casemanager_and_optional(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/reassessments"

        assert casework.post(path, {}, **EMPLOYER).status_code == 403
        assert casework.post(path, {}, **CASEMANAGER).status_code == 201
        assert code_of(casework.post(path, {}, **CASEMANAGER)) == (409, "requested_step.open")
        assert steps_of(casework, sick, "LABOUR_EXPERT_REASSESSMENT") == [("2027-03-15", "PLANNED", None)]
        casework.set_today(date(2027, 3, 16))
        assert steps_of(casework, sick, "LABOUR_EXPERT_REASSESSMENT") == [("2027-03-15", "CANCELLED", None)]

    def test_is_done_by_the_labour_expert(self, casework: Service, sick: str) -> None:
        casework.post(f"/v1/dossiers/{sick}/reassessments", {}, **CASEMANAGER)

        assert complete(casework, sick, "LABOUR_EXPERT_REASSESSMENT", "2027-02-01", **EXPERT).status_code == 201
        assert steps_of(casework, sick, "LABOUR_EXPERT_REASSESSMENT") == [("2027-03-15", "DONE", "2027-02-01")]


class TestMissingReport:
    @pytest.mark.requirement("R-117")
    def test_reminds_and_goes_to_vra_as_stagnation_once(self, casework: Service, sick: str) -> None:
        start(casework, sick, "2027-02-01")

        def notified(day: date) -> int:
            casework.set_today(day)
            casework.run_jobs(day)
            return sum(len(row.notice_id) > 0 for row in casework.published(VraNoticeRaised)) - before

        before = 0
        before = notified(date(2027, 3, 15))
        reminders = casework.get(f"/v1/dossiers/{sick}/second-tracks", **EMPLOYER).json["tracks"][0]["reminders"]
        assert reminders == []
        assert notified(date(2027, 3, 16)) == 1
        assert notified(date(2027, 3, 17)) == 1
        assert "REPORT_OVERDUE" in casework.get(
            f"/v1/dossiers/{sick}/second-tracks", **EMPLOYER).json["tracks"][0]["reminders"]
        act(casework, sick, "progress-reports", {"reported_on": "2027-03-17", "orientations": 1, "applications": 1})
        assert "REPORT_OVERDUE" not in casework.get(
            f"/v1/dossiers/{sick}/second-tracks", **EMPLOYER).json["tracks"][0]["reminders"]
