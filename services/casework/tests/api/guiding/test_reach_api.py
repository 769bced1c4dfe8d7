"""Staff reach assigned employers and cases; others with a reason that everybody concerned can see (domain.md §7.5)."""
from datetime import date, timedelta
from typing import Any

import pytest

from services.casework.tests.api.costs.cost_steps import announced, declare, propose, staff_the_case
from services.casework.tests.api.vra.vra_steps import ask, order
from services.casework.tests.conftest import CASEMANAGER, CONSULTANT, Story
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

DOCTOR, OTHER_DOCTOR, STRANGER = "doctor-1", "doctor-2", "casemanager-9"
STAFFING = f"/v1/employers/{EMPLOYER}/staffing"


@pytest.fixture
def doctors(story: Story) -> None:
    """Two company doctors, and a casemanager of no employer."""
    for account in (DOCTOR, OTHER_DOCTOR):
        story.staff(account, "company_doctor")
    story.staff(STRANGER, "casemanager")


def read(casework: Service, number: str, account_id: str, role: str) -> Any:
    """One dossier, read by somebody of staff."""
    return casework.get(f"/v1/dossiers/{number}", roles=(role,), account_id=account_id)


def listed(casework: Service, account_id: str, role: str) -> set[str]:
    """The numbers of the dossiers in a list."""
    answer = casework.get("/v1/dossiers", roles=(role,), account_id=account_id)
    return {item["absence_number"] for item in answer.json["items"]}


def assign(casework: Service, account_id: str, **more: Any) -> Any:
    """Assign a doctor to the employer, or to one case."""
    body = {"role": "company_doctor", "account_id": account_id, "valid_from": "2026-03-02"} | more
    return casework.post(STAFFING, body, roles=("casemanager",))


def open_in_emergency(casework: Service, number: str, account_id: str = STRANGER, reason: str = "REPLACEMENT",
                      role: str = "casemanager") -> Any:
    """Open a dossier with a reason."""
    return casework.post(f"/v1/dossiers/{number}/emergency-access", {"reason": reason}, roles=(role,),
                         account_id=account_id)


class TestAssignedStaff:
    def test_reaches_the_dossiers_of_its_employers_only(self, casework: Service, sick: str, doctors: None) -> None:
        assert listed(casework, CASEMANAGER, "casemanager") == {sick, "V-2026-000900"}
        assert listed(casework, CONSULTANT, "absence_consultant") == {sick, "V-2026-000900"}
        assert listed(casework, STRANGER, "casemanager") == set()

        answer = read(casework, sick, STRANGER, "casemanager")

        assert (answer.status_code, answer.json["code"]) == (403, "dossier.not_assigned")

    def test_changes_no_other_dossier(self, casework: Service, sick: str, doctors: None) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/advices", {"due_on": "2026-03-20"}, roles=("casemanager",),
                               account_id=STRANGER)

        assert (answer.status_code, answer.json["code"]) == (403, "dossier.not_assigned")

    @pytest.mark.parametrize("role", ["company_doctor", "labour_expert"])
    def test_reaches_an_employer_to_whom_nobody_of_the_role_is_assigned(self, casework: Service, sick: str, role: str) -> None:
        assert read(casework, sick, "somebody", role).status_code == 200

    def test_closes_an_employer_to_others_of_the_role(self, casework: Service, sick: str, doctors: None) -> None:
        assert assign(casework, DOCTOR).status_code == 201

        assert listed(casework, DOCTOR, "company_doctor") == {sick, "V-2026-000900"}
        assert listed(casework, OTHER_DOCTOR, "company_doctor") == {"V-2026-000900"}
        assert read(casework, sick, OTHER_DOCTOR, "company_doctor").status_code == 403
        assert read(casework, sick, DOCTOR, "company_doctor").status_code == 200

    def test_reaches_one_case_that_was_assigned(self, casework: Service, story: Story, sick: str, doctors: None) -> None:
        other = story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")
        assign(casework, DOCTOR)

        assign(casework, OTHER_DOCTOR, absence_number=sick)

        assert listed(casework, OTHER_DOCTOR, "company_doctor") == {sick, "V-2026-000900"}
        assert read(casework, other, OTHER_DOCTOR, "company_doctor").status_code == 403
        steps = casework.get("/v1/caseload?limit=500", roles=("company_doctor",), account_id=OTHER_DOCTOR).json
        assert {step["absence_number"] for step in steps["items"]} == {sick, "V-2026-000900"}

    def test_sees_the_figures_of_its_employers_only(self, casework: Service, sick: str, doctors: None) -> None:
        def ask(account_id: str, role: str) -> int:
            return casework.get(f"/v1/statistics?from=2026-01-01&to=2026-03-02&employerId={EMPLOYER}", roles=(role,),
                                account_id=account_id).status_code

        assert (ask(CASEMANAGER, "casemanager"), ask(STRANGER, "casemanager"), ask("vra-1", "insurer_vra")) == (200, 403, 403)


def cost_above_the_mandate(casework: Service, story: Story, number: str) -> None:
    """An activity on which VRA decides."""
    propose(casework, number, estimated_cost="2400.00")


def consultation(casework: Service, story: Story, number: str) -> None:
    """A notice of the casemanager to VRA."""
    casework.post(f"/v1/dossiers/{number}/vra-notices", {"kind": "STAGNATION", "mode": "INFORM"}, roles=("casemanager",))


def question_of_vra(casework: Service, story: Story, number: str) -> None:
    """A question that VRA asked when it had opened the case with a reason."""
    open_in_emergency(casework, number, "vra-2", role="insurer_vra")
    ask(casework, number, {"roles": ("insurer_vra",), "account_id": "vra-2"})


def order_of_claims(casework: Service, story: Story, number: str) -> None:
    """The order to support the re-integration."""
    order(casework, number)


def late_declaration(casework: Service, story: Story, number: str) -> None:
    """A declaration after its term, of an activity within the mandate."""
    staff_the_case(casework, story)
    declared = declare(casework, number, announced(casework, number), received_on="2026-03-12", paid_on="2026-03-12")
    assert declared.json["status"] == "LATE"


class TestVra:
    @pytest.mark.requirement("R-057")
    @pytest.mark.parametrize("ground", [cost_above_the_mandate, consultation, question_of_vra, order_of_claims, late_declaration])
    def test_reaches_only_cases_in_which_it_has_work(self, casework: Service, story: Story, sick: str, ground: Any) -> None:
        story.sick("V-2026-000002", date(2026, 3, 2), employee_id="employee-bram")
        before = read(casework, sick, "vra-1", "insurer_vra").json["code"], listed(casework, "vra-1", "insurer_vra")
        ground(casework, story, sick)

        assert before == ("dossier.not_assigned", set())
        assert listed(casework, "vra-1", "insurer_vra") == {sick}
        assert read(casework, sick, "vra-1", "insurer_vra").status_code == 200
        steps = casework.get("/v1/activities?limit=500", roles=("insurer_vra",), account_id="vra-1").json["items"]
        assert {step["absence_number"] for step in steps} == {sick}

    @pytest.mark.requirement("R-057")
    def test_opens_another_case_with_a_reason(self, casework: Service, sick: str) -> None:
        opened = open_in_emergency(casework, sick, "vra-1", role="insurer_vra")

        assert opened.status_code == 201
        assert read(casework, sick, "vra-1", "insurer_vra").status_code == 200
        assert listed(casework, "vra-1", "insurer_vra") == set()

    @pytest.mark.requirement("R-057")
    def test_reaches_the_whole_case_of_a_relapse(self, casework: Service, story: Story, sick: str) -> None:
        order(casework, sick)
        story.recover(sick, date(2026, 4, 20))

        again = story.sick("V-2026-000002", date(2026, 5, 4), composite=(sick, date(2026, 3, 2)))

        assert read(casework, again, "vra-1", "insurer_vra").status_code == 200

    def test_sees_who_guides_an_employer_when_it_has_work_there(self, casework: Service, sick: str) -> None:
        def guides() -> int:
            return casework.get(f"/v1/employers/{EMPLOYER}/team", roles=("insurer_vra",), account_id="vra-1").status_code

        before = guides()
        order(casework, sick)

        assert (before, guides()) == (404, 200)


class TestStaffing:
    def test_ends_on_a_day(self, casework: Service, sick: str, doctors: None) -> None:
        staffing_id = assign(casework, DOCTOR).json["staffing_id"]
        assign(casework, OTHER_DOCTOR)

        ended = casework.post(f"{STAFFING}/{staffing_id}/ending", {"valid_until": "2026-03-02"}, roles=("casemanager",))
        casework.set_today(date(2026, 3, 3))

        assert (ended.status_code, ended.json["valid_until"]) == (200, "2026-03-02")
        assert read(casework, sick, DOCTOR, "company_doctor").status_code == 403
        shown = casework.get(STAFFING, roles=("platform_admin",))
        assert [row["account_id"] for row in shown.json["items"]] == [DOCTOR, OTHER_DOCTOR]

    @pytest.mark.parametrize(("more", "status", "code"), [
        ({"account_id": "nobody"}, 422, "staffing.unknown_account"), ({"role": "labour_expert"}, 422, "staffing.unknown_account"),
        ({"absence_number": "V-2026-000900"}, 404, "dossier.not_found")],
        ids=["an unknown account", "a role that the account has not", "a case of another employer"])
    def test_refuses(self, casework: Service, sick: str, doctors: None, more: dict[str, str], status: int, code: str) -> None:
        answer = assign(casework, **({"account_id": DOCTOR} | more))

        assert (answer.status_code, answer.json["code"]) == (status, code)

    def test_refuses_the_same_assignment_twice(self, casework: Service, sick: str, doctors: None) -> None:
        assign(casework, DOCTOR)

        assert assign(casework, DOCTOR).json["code"] == "staffing.already_assigned"

    def test_refuses_an_end_before_the_start(self, casework: Service, sick: str, doctors: None) -> None:
        staffing_id = assign(casework, DOCTOR).json["staffing_id"]

        answer = casework.post(f"{STAFFING}/{staffing_id}/ending", {"valid_until": "2026-03-01"}, roles=("casemanager",))

        assert (answer.status_code, answer.json["code"]) == (422, "staffing.end_before_start")


class TestEmergency:
    def test_opens_a_dossier_for_a_working_day(self, casework: Service, sick: str, doctors: None) -> None:
        opened = open_in_emergency(casework, sick)

        assert (opened.status_code, opened.json["ends_at"]) == (201, "2026-03-02T19:00:00+00:00")
        assert read(casework, sick, STRANGER, "casemanager").status_code == 200
        casework.clock.set(casework.clock.now() + timedelta(hours=8))
        assert read(casework, sick, STRANGER, "casemanager").status_code == 403

    def test_is_shown_to_the_main_contact_with_its_reason(self, casework: Service, sick: str, doctors: None) -> None:
        open_in_emergency(casework, sick, reason="COMPLAINT")
        read(casework, sick, STRANGER, "casemanager")
        read(casework, sick, CASEMANAGER, "casemanager")

        readers = casework.get(f"/v1/dossiers/{sick}/readers", rights=("SICK_REPORTS",), kind="MAIN_CONTACT").json["items"]

        assert sorted((one["account_id"], one["emergency_reason"] or "") for one in readers) == [
            (CASEMANAGER, ""), (STRANGER, "COMPLAINT"), (STRANGER, "COMPLAINT")]

    def test_stays_with_the_person_who_opened_it(self, casework: Service, story: Story, sick: str, doctors: None) -> None:
        open_in_emergency(casework, sick)

        assert read(casework, sick, "casemanager-8", "casemanager").status_code == 403
        assert listed(casework, STRANGER, "casemanager") == set()

    def test_is_refused_to_who_is_assigned(self, casework: Service, sick: str) -> None:
        answer = open_in_emergency(casework, sick, CASEMANAGER)

        assert (answer.status_code, answer.json["code"]) == (409, "emergency.not_needed")

    @pytest.mark.parametrize("body", [{}, {"reason": "CURIOSITY"}, {"reason": None}, {"reason": "DEADLINE", "note": "x"}])
    def test_needs_a_reason_of_the_list(self, casework: Service, sick: str, doctors: None, body: dict[str, Any]) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/emergency-access", body, roles=("casemanager",), account_id=STRANGER)

        assert answer.status_code == 422

    def test_opens_no_dossier_that_does_not_exist(self, casework: Service, doctors: None) -> None:
        assert open_in_emergency(casework, "V-2026-000404").status_code == 404

    def test_is_no_way_for_an_employer(self, casework: Service, sick: str) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/emergency-access", {"reason": "DEADLINE"}, rights=("SICK_REPORTS",),
                               employer_id=OTHER_EMPLOYER, kind="MAIN_CONTACT")

        assert answer.status_code == 403


class TestEmployers:
    def test_are_found_by_name_or_policy_by_those_who_assign(self, casework: Service, story: Story):
        story.policy("employer-9", policy_number="POL-900", company_name="Slagerij 100% Piëters")

        found = {search: [one["policy_number"] for one in casework.get(
            f"/v1/employers?search={search}", roles=("platform_admin",)).json["items"]]
            for search in ("slager", "PIETERS", "pol-900", "100%25", "nergens")}
        one = casework.get("/v1/employers/employer-9", roles=("casemanager",))

        assert found == {"slager": ["POL-900"], "PIETERS": ["POL-900"], "pol-900": ["POL-900"], "100%25": ["POL-900"],
                         "nergens": []}
        assert (one.status_code, one.json) == (200, {
            "employer_id": "employer-9", "company_name": "Slagerij 100% Piëters", "policy_number": "POL-900",
            "region": "ZEELAND"})
        assert casework.get("/v1/employers/unheard-of", roles=("casemanager",)).status_code == 404

    def test_are_not_listed_for_others(self, casework: Service, story: Story):
        answers = [casework.get(path, roles=(role,)) for role in ("company_doctor", "insurer_vra", "insurer_claims")
                   for path in ("/v1/employers", f"/v1/employers/{EMPLOYER}")]

        assert {answer.status_code for answer in answers} == {403}
