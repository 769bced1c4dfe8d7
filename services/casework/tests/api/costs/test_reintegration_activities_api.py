"""Re-integration activities over HTTP: proposal, mandate, the three conditions, notice, start and finish."""
from typing import Any

import pytest

from services.casework.tests.api.costs.cost_steps import (
    CASEMANAGER,
    DOCTOR,
    REPORT,
    VRA,
    act,
    advise,
    announced,
    costs_of,
    propose,
    staff_the_case,
)
from shared.events.casework import ActivityAnnounced, VraNoticeRaised
from shared.kernel.vocabulary import NoticeKind
from shared.testing.service import OTHER_EMPLOYER, Service


@pytest.fixture(autouse=True)
def today(casework: Service, story: Any, sick: str) -> None:
    """Monday 13 April 2026; the absence began on 2 March."""
    staff_the_case(casework, story)


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


class TestProposal:
    @pytest.mark.requirement("R-073")
    @pytest.mark.parametrize("kind", ["SOCIAL_WORK", "PSYCHOLOGICAL_CARE", "MUSCULOSKELETAL_TREATMENT", "REDEPLOYMENT", "OTHER"])
    def test_is_of_one_of_the_kinds(self, casework: Service, sick: str, kind: str) -> None:
        answer = propose(casework, sick, kind=kind)

        assert (answer.status_code, answer.json["kind"], answer.json["status"]) == (201, kind, "PROPOSED")
        assert propose(casework, sick, kind="YOGA").status_code == 422

    @pytest.mark.requirement("R-074")
    @pytest.mark.parametrize("note", [None, "", "Hij heeft griep."])
    def test_needs_a_deliberation_without_medical_data(self, casework: Service, sick: str, note: str | None) -> None:
        answer = propose(casework, sick, note=note)

        assert answer.status_code == 422
        assert costs_of(casework, sick)["activities"] == []

    @pytest.mark.requirement("R-075")
    @pytest.mark.parametrize(("consulted", "status"), [
        (["company_doctor", "employer", "employee"], 201), (["labour_expert", "employer", "employee"], 201),
        (["employer", "employee"], 422), (["company_doctor", "employee"], 422), (["labour_expert", "employer"], 422),
        (["absence_consultant", "employer", "employee"], 422), ([], 422)])
    def test_needs_a_professional_the_employer_and_the_employee(self, casework: Service, sick: str, consulted: list[str],
                                                                status: int) -> None:
        answer = propose(casework, sick, consulted=consulted)

        assert answer.status_code == status
        assert status == 201 or answer.json["code"] == "approval.consultation_required"

    @pytest.mark.requirement("R-076")
    def test_weighs_the_cost_against_the_benefit(self, casework: Service, sick: str) -> None:
        refused = [code_of(propose(casework, sick, **changed)) for changed in (
            {"expected_benefit": None}, {"estimated_cost": None}, {"expected_benefit": "899.99"})]
        motivated = propose(casework, sick, expected_benefit="899.99", motivation="Dit voorkomt een tweede spoor.")

        assert refused == [(422, "approval.amounts_required"), (422, "approval.amounts_required"),
                           (422, "approval.motivation_required")]
        assert motivated.status_code == 201

    @pytest.mark.parametrize(("changed", "code"), [
        ({"starts_on": "2026-03-01"}, "activity.outside_case"), ({"starts_on": "2028-04-14"}, "activity.outside_case"),
        ({"advice_id": "unknown"}, "activity.advice_unknown")])
    def test_is_refused_outside_the_case(self, casework: Service, sick: str, changed: dict[str, str], code: str) -> None:
        assert code_of(propose(casework, sick, **changed)) == (422, code)

    def test_of_what_somebody_else_changed_meanwhile_is_refused(self, casework: Service, sick: str) -> None:
        read = costs_of(casework, sick)["version"]
        propose(casework, sick)

        path = f"/v1/dossiers/{sick}/reintegration-activities"
        answer = casework.post(path, {"kind": "OTHER", "goal": "OTHER", "starts_on": "2026-04-20", "note": "Overleg.",
                                      "estimated_cost": "1.00", "expected_benefit": "2.00",
                                      "consulted": ["company_doctor", "employer", "employee"]},
                               headers={"If-Match": f'"{read}"'}, **CASEMANAGER)

        assert code_of(answer) == (412, "version.stale")


class TestMandate:
    @pytest.mark.requirement("R-061")
    def test_leaves_what_costs_more_to_vra(self, casework: Service, sick: str) -> None:
        within = propose(casework, sick, estimated_cost="1500.00").json
        above = propose(casework, sick, estimated_cost="1500.01").json

        assert (within["status"], above["status"]) == ("PROPOSED", "AWAITING_VRA")
        assert code_of(act(casework, sick, above["activity_id"], "decision", {"approved": True})) == (403, "mandate.exceeded")
        (notice,) = casework.published(VraNoticeRaised)
        assert (notice.kind, notice.consult) == (NoticeKind.COST, True)
        approved = act(casework, sick, above["activity_id"], "decision", {"approved": True}, **VRA).json
        assert (approved["status"], approved["vra_approved_on"]) == ("APPROVED", "2026-04-13")
        assert code_of(act(casework, sick, within["activity_id"], "decision", {"approved": True}, **VRA)) == (
            409, "activity.wrong_state")

    def test_is_a_setting(self, casework: Service, sick: str) -> None:
        object.__setattr__(casework.app.extensions["settings"], "mandate_limit", casework.settings.mandate_limit * 2)

        assert propose(casework, sick, estimated_cost="3000.00").json["status"] == "PROPOSED"

    def test_shows_each_what_waits_for_them(self, casework: Service, sick: str) -> None:
        within, above = propose(casework, sick).json, propose(casework, sick, estimated_cost="1500.01").json

        def waiting(who: dict[str, Any]) -> list[str]:
            return [row["subject_id"] for row in casework.get("/v1/undecided-activities", **who).json["items"]]

        assert (waiting(CASEMANAGER), waiting(VRA)) == ([within["activity_id"]], [above["activity_id"]])
        assert waiting({"roles": ("casemanager",), "account_id": "somebody-else"}) == []


class TestConditions:
    @pytest.mark.requirement("R-077", "R-078")
    @pytest.mark.parametrize("goal", ["RESTORE_WORK_CAPACITY", "OTHER"])
    @pytest.mark.parametrize("advised", [True, False])
    @pytest.mark.parametrize("approved", [True, False])
    def test_are_three_and_all_needed(self, casework: Service, sick: str, goal: str, advised: bool, approved: bool) -> None:
        advice_id = advise(casework, sick) if advised else None
        activity_id = propose(casework, sick, goal=goal, advice_id=advice_id).json["activity_id"]
        if approved:
            act(casework, sick, activity_id, "decision", {"approved": True})

        (shown,) = costs_of(casework, sick)["activities"]

        restores = goal == "RESTORE_WORK_CAPACITY"
        assert shown["conditions"] == {"restores_work_capacity": restores, "is_advised": advised, "is_approved": approved,
                                       "holds": restores and advised and approved}

    @pytest.mark.requirement("R-079")
    @pytest.mark.parametrize(("who", "starts_on", "holds"), [
        (DOCTOR, "2026-04-13", True), ({"roles": ("labour_expert",), "account_id": "expert-1"}, "2026-04-13", True),
        (CASEMANAGER, "2026-04-13", False), (DOCTOR, "2026-04-12", False)],
        ids=["doctor", "labour expert", "casemanager", "given after the start"])
    def test_ask_an_advice_of_a_doctor_or_labour_expert_before_the_start(
            self, casework: Service, sick: str, who: dict[str, Any], starts_on: str, holds: bool) -> None:
        proposed = propose(casework, sick, advice_id=advise(casework, sick, **who), starts_on=starts_on)

        assert proposed.json["conditions"]["is_advised"] is holds

    @pytest.mark.requirement("R-080")
    @pytest.mark.parametrize(("starts_on", "holds"), [("2026-04-13", True), ("2026-04-12", False)])
    @pytest.mark.parametrize(("cost", "who"), [("900.00", CASEMANAGER), ("2400.00", VRA)])
    def test_ask_an_approval_before_the_start(self, casework: Service, sick: str, starts_on: str, holds: bool, cost: str,
                                              who: dict[str, Any]) -> None:
        activity_id = propose(casework, sick, starts_on=starts_on, estimated_cost=cost).json["activity_id"]

        approved = act(casework, sick, activity_id, "decision", {"approved": True}, **who)

        assert approved.json["conditions"]["is_approved"] is holds


class TestNotice:
    @pytest.mark.requirement("R-081")
    def test_comes_before_the_start(self, casework: Service, sick: str) -> None:
        activity_id = propose(casework, sick).json["activity_id"]
        assert code_of(act(casework, sick, activity_id, "start")) == (409, "activity.no_prior_notice")
        act(casework, sick, activity_id, "decision", {"approved": True})
        assert code_of(act(casework, sick, activity_id, "start")) == (409, "activity.no_prior_notice")

        told = act(casework, sick, activity_id, "announcement", {"reimbursed": True, "amount": "850.00"})
        started = act(casework, sick, activity_id, "start")
        finished = act(casework, sick, activity_id, "finish")

        assert [one.json["status"] for one in (told, started, finished)] == ["NOTIFIED", "STARTED", "FINISHED"]
        (event,) = casework.published(ActivityAnnounced)
        assert (event.activity_id, event.reimbursed, str(event.announced_amount)) == (activity_id, True, "850.00")
        assert not hasattr(event, "kind")
        (shown,) = costs_of(casework, sick)["activities"]
        assert (shown["announced_amount"], shown["announced_on"], shown["started_on"]) == ("850.00", "2026-04-13", "2026-04-13")

    def test_of_no_refuses_what_was_not_decided(self, casework: Service, sick: str) -> None:
        activity_id = propose(casework, sick).json["activity_id"]

        told = act(casework, sick, activity_id, "announcement", {"reimbursed": False})

        assert (told.json["status"], told.json["reimbursed"], told.json["announced_amount"]) == ("NOTIFIED", False, None)
        assert act(casework, sick, activity_id, "start").json["status"] == "STARTED"

    def test_of_a_refusal_carries_its_reason(self, casework: Service, sick: str) -> None:
        activity_id = propose(casework, sick).json["activity_id"]
        assert code_of(act(casework, sick, activity_id, "decision", {"approved": False})) == (422, "activity.reason_required")

        act(casework, sick, activity_id, "decision", {"approved": False, "reason": "Een andere weg is korter."})
        act(casework, sick, activity_id, "announcement", {"reimbursed": False})

        (shown,) = costs_of(casework, sick)["activities"]
        assert (shown["status"], shown["refusal_reason"]) == ("NOTIFIED", "Een andere weg is korter.")

    @pytest.mark.parametrize(("decided", "body", "refusal"), [
        (False, {"reimbursed": True, "amount": "900.00"}, (409, "activity.wrong_state")),
        (True, {"reimbursed": True}, (422, "activity.amount_required")),
        (True, {"reimbursed": True, "amount": "900.01"}, (422, "activity.amount_above_cost"))])
    def test_of_yes_needs_the_approval_and_an_amount_within_it(self, casework: Service, sick: str, decided: bool,
                                                               body: dict[str, Any], refusal: tuple[int, str]) -> None:
        activity_id = propose(casework, sick).json["activity_id"]
        if decided:
            act(casework, sick, activity_id, "decision", {"approved": True})

        assert code_of(act(casework, sick, activity_id, "announcement", body)) == refusal

    def test_is_given_once(self, casework: Service, sick: str) -> None:
        activity_id = announced(casework, sick)

        for what, body in (("announcement", {"reimbursed": False}), ("decision", {"approved": True}), ("finish", {})):
            assert code_of(act(casework, sick, activity_id, what, body)) == (409, "activity.wrong_state")


class TestReading:
    def test_hides_the_deliberation_from_the_employer(self, casework: Service, sick: str) -> None:
        propose(casework, sick, estimated_cost="2400.00")

        (shown,) = costs_of(casework, sick)["activities"]
        (full,) = costs_of(casework, sick, **VRA)["activities"]

        assert not {"note", "motivation", "expected_benefit", "consulted"} & set(shown)
        assert (full["note"], full["weeks_saved"]) == ("Na overleg de beste weg terug.", 6)

    def test_leaves_a_row(self, casework: Service, sick: str) -> None:
        costs_of(casework, sick)

        readers = casework.get(f"/v1/dossiers/{sick}/readers", rights=REPORT, kind="MAIN_CONTACT").json["items"]
        assert [row["role"] for row in readers] == ["employer"]

    def test_of_another_employer_finds_nothing(self, casework: Service, sick: str) -> None:
        activity_id = propose(casework, sick).json["activity_id"]
        other: dict[str, Any] = {"rights": REPORT, "employer_id": OTHER_EMPLOYER}

        assert casework.get(f"/v1/dossiers/{sick}/costs", **other).status_code == 404
        assert act(casework, "V-2026-000900", activity_id, "decision", {"approved": True}).status_code in (403, 404)
        assert casework.get(f"/v1/dossiers/{sick}/costs", roles=("insurer_claims",)).status_code == 403
