"""Talks, warnings and steps of a conflict that were recorded wrongly, taken back over HTTP."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.sanctions.sanction_steps import MANAGER, REPORT, impose, override, talk, warn
from services.casework.tests.conftest import Story
from shared.testing.service import OTHER_EMPLOYER, Service

EMPLOYER: dict[str, Any] = {"rights": REPORT}
CASEMANAGER: dict[str, Any] = {"roles": MANAGER}


def shown(casework: Service, number: str) -> Any:
    """The escalation of the case."""
    return casework.get(f"/v1/dossiers/{number}/escalation", **EMPLOYER).json


def take_back(casework: Service, number: str, what: str, who: dict[str, Any] = EMPLOYER, **body: Any) -> Any:
    """Take back `conflict-steps/<id>` or `warnings/<id>`."""
    return casework.post(f"/v1/dossiers/{number}/{what}/withdrawal", {"reason": "WRONG_DAY"} | body, **who)


def code_of(reply: Any) -> tuple[int, str | None]:
    """Status, and the code of a refusal."""
    return reply.status_code, reply.json.get("code")


def act(casework: Service, number: str, path: str, body: Any, who: dict[str, Any] = EMPLOYER) -> str:
    """A step of the case; returns its id."""
    answer = casework.post(f"/v1/dossiers/{number}/{path}", body, **who)
    assert answer.status_code == 201, answer.text
    return str(answer.json["step_id"])


class TestWarning:
    @pytest.mark.requirement("R-109")
    def test_that_was_taken_back_no_longer_leads_to_a_sanction(self, casework: Service, warned: str) -> None:
        first, second = (row["warning_id"] for row in shown(casework, warned)["warnings"])
        taken = take_back(casework, warned, f"warnings/{first}")
        refused = impose(casework, warned)
        warn(casework, warned, "2026-05-02")

        assert (taken.status_code, taken.json["withdrawn_on"]) == (201, "2026-05-11")
        assert code_of(refused) == (422, "sanction.insufficient_warnings")
        assert impose(casework, warned).status_code == 201
        rows = shown(casework, warned)["warnings"]
        assert [(row["warning_id"], row["given_on"], row["withdrawal_reason"]) for row in rows][::2] == [
            (first, "2026-05-01", "WRONG_DAY"), (second, "2026-05-04", None)]

    @pytest.mark.requirement("R-109")
    def test_flags_the_sanction_that_rested_on_it_until_it_is_replaced(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]
        first = shown(casework, warned)["warnings"][0]["warning_id"]
        before = shown(casework, warned)["unfounded_sanctions"]
        take_back(casework, warned, f"warnings/{first}")
        flagged = shown(casework, warned)["unfounded_sanctions"]
        warn(casework, warned, "2026-05-02")

        assert (before, flagged, shown(casework, warned)["unfounded_sanctions"]) == ([], [sanction], [])
        notices = casework.get(f"/v1/dossiers/{warned}/vra", **CASEMANAGER).json["notices"]
        assert [one["kind"] for one in notices] == ["SANCTION", "SANCTION"]

    @pytest.mark.requirement("R-109")
    def test_flags_no_sanction_that_the_casemanager_imposed_without_warnings(self, casework: Service, warned: str) -> None:
        override(casework, warned)
        for row in shown(casework, warned)["warnings"]:
            take_back(casework, warned, f"warnings/{row['warning_id']}")

        assert shown(casework, warned)["unfounded_sanctions"] == []

    @pytest.mark.requirement("R-109")
    def test_flags_a_sanction_of_an_employer_who_gave_a_reason_to_deviate(self, casework: Service, warned: str) -> None:
        imposed = impose(casework, warned, override_reason="URGENT").json
        for row in shown(casework, warned)["warnings"]:
            take_back(casework, warned, f"warnings/{row['warning_id']}")

        assert imposed["override_reason"] is None
        assert shown(casework, warned)["unfounded_sanctions"] == [imposed["sanction_id"]]

    def test_stays_in_the_history_with_the_reason(self, casework: Service, warned: str) -> None:
        first = shown(casework, warned)["warnings"][0]["warning_id"]
        take_back(casework, warned, f"warnings/{first}", CASEMANAGER, reason="NOT_HAPPENED")

        acts = casework.get(f"/v1/dossiers/{warned}/history", **EMPLOYER).json["items"]
        assert [(act["role"], act["about"], act["old"], act["new"]) for act in acts][-1] == (
            "casemanager", {"given_on": "2026-05-01"}, {"withdrawal_reason": None}, {"withdrawal_reason": "NOT_HAPPENED"})

    def test_is_taken_back_once_with_a_reason_by_those_who_record_it(self, casework: Service, story: Story, warned: str) -> None:
        other = story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")
        path = f"warnings/{shown(casework, warned)['warnings'][0]['warning_id']}"
        doctor = {"roles": ("company_doctor",), "account_id": "doctor-1"}
        refused = [take_back(casework, warned, path, reason="OTHER"), take_back(casework, warned, path, doctor),
                   take_back(casework, warned, path, {"rights": REPORT, "employer_id": OTHER_EMPLOYER}),
                   take_back(casework, other, path), take_back(casework, warned, "warnings/unheard-of")]
        stale = casework.post(f"/v1/dossiers/{warned}/{path}/withdrawal", {"reason": "WRONG_DAY"}, headers={"If-Match": '"1"'},
                              **EMPLOYER)
        take_back(casework, warned, path)

        assert [code_of(each) for each in (*refused, stale, take_back(casework, warned, path))] == [
            (422, "input.invalid"), (403, "right.missing"), (404, "dossier.not_found"), (404, "record.not_found"),
            (404, "record.not_found"), (412, "version.stale"), (409, "record.withdrawn")]


class TestStep:
    @pytest.mark.requirement("R-108")
    def test_talk_that_was_taken_back_opens_no_escalation(self, casework: Service, warned: str) -> None:
        sanction = impose(casework, warned).json["sanction_id"]
        step = shown(casework, warned)["steps"][0]["step_id"]
        taken = take_back(casework, warned, f"conflict-steps/{step}", reason="NOT_HAPPENED")
        again = impose(casework, warned, start="2026-05-25", end="2026-05-30")

        assert (taken.status_code, taken.json["withdrawal_reason"]) == (201, "NOT_HAPPENED")
        assert code_of(again) == (422, "sanction.talk_required")
        assert shown(casework, warned)["unfounded_sanctions"] == [sanction]

    @pytest.mark.requirement("R-092")
    def test_refusal_that_was_taken_back_is_no_ground(self, casework: Service, warned: str) -> None:
        refusal = talk(casework, warned, "2026-05-01", refused=True).json["step_id"]
        take_back(casework, warned, f"conflict-steps/{refusal}")

        assert code_of(impose(casework, warned, ground="CONFLICT_TALK_REFUSED")) == (422, "sanction.refusal_required")

    @pytest.mark.requirement("R-102")
    def test_request_before_a_summons_is_taken_back_after_it(self, casework: Service, story: Story, sick: str) -> None:
        casework.set_today(date(2026, 5, 11))
        story.staff("doctor-1", "company_doctor")
        casework.post(f"/v1/dossiers/{sick}/verdicts", {"verdict": "NOT_ILL", "given_on": "2026-05-04"},
                      roles=("company_doctor",), account_id="doctor-1")
        asked = act(casework, sick, "work-requests", {"made_on": "2026-05-05"})
        summoned = act(casework, sick, "summonses", {"made_on": "2026-05-06"})
        too_early = take_back(casework, sick, f"conflict-steps/{asked}")
        done = [take_back(casework, sick, f"conflict-steps/{each}").status_code for each in (summoned, asked)]

        assert code_of(too_early) == (409, "conflict_step.needed")
        assert done == [201, 201]
        assert casework.post(f"/v1/dossiers/{sick}/summonses", {"made_on": "2026-05-07"}, **EMPLOYER).status_code == 422


@pytest.fixture
def in_conflict(casework: Service, story: Story) -> str:
    """An absence with a labour conflict; today is 11 May."""
    number = story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram", labour_conflict=True)
    casework.set_today(date(2026, 5, 11))
    return number


class TestConflict:
    @pytest.mark.requirement("R-106")
    def test_outcome_is_taken_back_by_the_casemanager_before_the_talk(self, casework: Service, in_conflict: str) -> None:
        held = act(casework, in_conflict, "talks", {"held_on": "2026-05-04", "refused": False})
        outcome = {"outcome": "PART_WAYS", "resolved_on": "2026-05-08"}
        ended = act(casework, in_conflict, "conflict/resolution", outcome, CASEMANAGER)
        needed = take_back(casework, in_conflict, f"conflict-steps/{held}")
        by_employer = take_back(casework, in_conflict, f"conflict-steps/{ended}")
        resolved = shown(casework, in_conflict)["conflict"]["status"]
        take_back(casework, in_conflict, f"conflict-steps/{ended}", CASEMANAGER)
        talking = shown(casework, in_conflict)["conflict"]
        take_back(casework, in_conflict, f"conflict-steps/{held}")

        assert code_of(needed) == (409, "conflict_step.needed")
        assert code_of(by_employer) == (403, "conflict_step.not_yours")
        assert resolved == "RESOLVED"
        assert (talking["status"], talking["outcome"]) == ("TALK", None)
        assert shown(casework, in_conflict)["conflict"]["status"] == "REGISTERED"

    @pytest.mark.requirement("R-091")
    def test_request_for_a_mediator_can_be_made_again(self, casework: Service, in_conflict: str) -> None:
        asked = act(casework, in_conflict, "conflict/mediator-request", {})
        take_back(casework, in_conflict, f"conflict-steps/{asked}")
        before = shown(casework, in_conflict)["conflict"]["mediator_requested_on"]
        act(casework, in_conflict, "conflict/mediator-request", {})

        assert (before, shown(casework, in_conflict)["conflict"]["mediator_requested_on"]) == (None, "2026-05-11")
