"""Documents written in the portal over HTTP: their legal content, the signatures, the document and the step; agreements."""
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from services.casework.tests.api.costs.cost_steps import CASEMANAGER, VRA, staff_the_case
from services.casework.tests.api.documents.document_steps import DOCTOR, EMPLOYER_ACCOUNT, EXPERT, documents_of
from shared.testing.service import OTHER_EMPLOYER, Service

PLAN: dict[str, Any] = {
    "kind": "ACTION_PLAN", "contact_agreements": ["Wij bellen elke maandag."], "activities": ["Opbouwen tot 20 uur in mei."],
    "evaluation_on": "2026-05-25", "contact_person": "Chris de Manager", "employer_vision": "Wij maken plaats.",
    "employee_vision": "Ik bouw op."}
ANALYSIS = {"kind": "PROBLEM_ANALYSIS", "possibilities": "Kan zittend werk doen.", "prognosis": "Volledige terugkeer in juni."}


@pytest.fixture(autouse=True)
def today(casework: Service, story: Any, sick: str) -> None:
    """Monday 13 April 2026; the absence began on 2 March, so that the plan is due on 26 April."""
    staff_the_case(casework, story)


def write(casework: Service, number: str, body: dict[str, Any], **who: Any) -> Any:
    return casework.post(f"/v1/dossiers/{number}/statements", body, **(who or EMPLOYER_ACCOUNT))


def sign(casework: Service, number: str, statement_id: str, **who: Any) -> Any:
    return casework.post(f"/v1/dossiers/{number}/statements/{statement_id}/signature", **(who or EMPLOYER_ACCOUNT))


def step(casework: Service, number: str, code: str) -> dict[str, Any]:
    plan = casework.get(f"/v1/dossiers/{number}", **CASEMANAGER).json["plan"]
    return next(row for row in plan if row["code"] == code)


@pytest.fixture
def plan(casework: Service, sick: str) -> str:
    """The id of a written action plan."""
    return str(write(casework, sick, PLAN).json["statement_id"])


class TestActionPlan:
    @pytest.mark.requirement("R-133")
    def test_needs_contact_agreements_and_the_legal_content_but_no_resumption_agreements(self, casework: Service,
                                                                                         sick: str) -> None:
        without = write(casework, sick, PLAN | {"contact_agreements": []})
        empty = write(casework, sick, {"kind": "ACTION_PLAN"})
        complete = write(casework, sick, PLAN)

        assert (without.status_code, without.json["code"]) == (422, "action_plan.contact_agreements_required")
        assert [error["field"] for error in empty.json["errors"]] == [
            "contact_agreements", "activities", "evaluation_on", "contact_person", "employer_vision", "employee_vision"]
        assert (complete.status_code, complete.json["status"]) == (201, "DRAFT")
        assert "resumption_agreements" not in complete.json["texts"]

    @pytest.mark.requirement("R-038")
    def test_is_a_document_and_completes_its_step_when_both_signed(self, casework: Service, sick: str, plan: str) -> None:
        first = sign(casework, sick, plan)
        one_sided = step(casework, sick, "M04")
        second = sign(casework, sick, plan, **CASEMANAGER)

        assert (first.json["status"], first.json["document_id"]) == ("ONE_SIDED", None)
        assert one_sided["status"] == "PLANNED"
        assert second.json["status"] == "COMPLETE"
        assert (step(casework, sick, "M04")["status"], step(casework, sick, "M04")["completed_on"]) == ("DONE", "2026-04-13")
        (row,) = documents_of(casework, sick)
        assert (row["kind"], row["document_id"]) == ("ACTION_PLAN", second.json["document_id"])
        opened = casework.get(f"/v1/dossiers/{sick}/documents/{row['document_id']}", **DOCTOR)
        assert opened.data.startswith(b"%PDF-")

    def test_is_signed_once_by_each(self, casework: Service, sick: str, plan: str) -> None:
        sign(casework, sick, plan)
        again = sign(casework, sick, plan)

        assert (again.status_code, again.json["code"]) == (409, "statement.already_signed")

    def test_is_not_signed_by_others(self, casework: Service, sick: str, plan: str) -> None:
        assert sign(casework, sick, plan, **DOCTOR).json["code"] == "statement.not_yours_to_sign"
        assert sign(casework, sick, plan, **VRA).status_code == 403
        assert sign(casework, sick, plan, rights=("SICK_REPORTS",), employer_id=OTHER_EMPLOYER).status_code == 404

    def test_is_written_anew_until_somebody_signed_it(self, casework: Service, sick: str, plan: str) -> None:
        again = write(casework, sick, PLAN | {"employee_vision": "Ik wil eerder beginnen."}, **CASEMANAGER)
        sign(casework, sick, plan)
        after = write(casework, sick, PLAN)

        assert (again.json["statement_id"], again.json["texts"]["employee_vision"]) == (plan, "Ik wil eerder beginnen.")
        assert (after.status_code, after.json["code"]) == (409, "statement.signed")

    def test_can_be_taken_back_and_written_and_signed_again(self, casework: Service, sick: str, plan: str) -> None:
        sign(casework, sick, plan)
        taken_back = casework.post(f"/v1/dossiers/{sick}/statements/{plan}/withdrawal", **EMPLOYER_ACCOUNT)
        again = write(casework, sick, PLAN).json["statement_id"]

        assert taken_back.status_code == 204
        assert sign(casework, sick, again).json["status"] == "ONE_SIDED"
        assert sign(casework, sick, again, **CASEMANAGER).json["status"] == "COMPLETE"
        assert casework.post(f"/v1/dossiers/{sick}/statements/{again}/withdrawal", **CASEMANAGER).json["code"] == (
            "statement.complete")

    @pytest.mark.parametrize(("changes", "code"), [
        ({"evaluation_on": "2026-04-12"}, "action_plan.evaluation_past"), ({"course": "Goed."}, "statement.section_unknown"),
        ({"kind": "WARNING"}, "statement.kind"), ({"kind": "PROBLEM_ANALYSIS"}, "document.kind_not_yours")])
    def test_refuses_what_does_not_fit(self, casework: Service, sick: str, changes: dict[str, Any], code: str) -> None:
        assert write(casework, sick, PLAN | changes).json["code"] == code

    @pytest.mark.parametrize("value", [["Hij heeft een burn-out."], [""], "geen lijst", ["x" * 501], ["x"] * 31])
    def test_refuses_medical_and_overlong_texts(self, casework: Service, sick: str, value: Any) -> None:
        answer = write(casework, sick, PLAN | {"contact_agreements": value})

        assert answer.status_code == 422
        assert answer.json["errors"][0]["field"].startswith("contact_agreements")

    @pytest.mark.requirement("R-131")
    def test_cannot_be_waived_and_lapses_only_with_full_recovery(self, casework: Service, story: Any, sick: str) -> None:
        waived = casework.post(f"/v1/dossiers/{sick}/waivers", {"code": "M04"}, **EMPLOYER_ACCOUNT)
        expected = step(casework, sick, "M04")
        story.recover(sick, date(2026, 4, 20))

        assert (waived.status_code, waived.json["code"]) == (422, "action_plan.mandatory")
        assert (expected["status"], expected["due_on"]) == ("PLANNED", "2026-04-26")
        assert step(casework, sick, "M04")["status"] == "CANCELLED"

    def test_of_another_step_cannot_be_waived_either(self, casework: Service, sick: str) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/waivers", {"code": "M06"}, **CASEMANAGER)

        assert (answer.status_code, answer.json["code"]) == (422, "milestone.mandatory")


class TestStatement:
    def test_of_the_doctor_completes_the_problem_analysis(self, casework: Service, sick: str) -> None:
        written = write(casework, sick, ANALYSIS, **DOCTOR)
        signed = sign(casework, sick, written.json["statement_id"], **DOCTOR)

        assert (written.status_code, signed.json["status"]) == (201, "COMPLETE")
        assert step(casework, sick, "M03")["status"] == "DONE"
        assert documents_of(casework, sick, **EMPLOYER_ACCOUNT)[0]["title"] == "Probleemanalyse"

    def test_of_the_first_year_is_not_signed_before_its_window(self, casework: Service, sick: str) -> None:
        written = write(casework, sick, {"kind": "FIRST_YEAR_EVALUATION", "course": "Goed.", "second_year": "Verder opbouwen.",
                                         "employer_vision": "Ja.", "employee_vision": "Ja."})
        signed = sign(casework, sick, written.json["statement_id"])

        assert (signed.status_code, signed.json["code"]) == (422, "milestone.too_early")

    def test_is_shown_to_its_readers_with_who_must_sign(self, casework: Service, sick: str, plan: str) -> None:
        path = f"/v1/dossiers/{sick}/statements"

        shown = {name: casework.get(path, **who) for name, who in (
            ("employer", EMPLOYER_ACCOUNT), ("casemanager", CASEMANAGER), ("expert", EXPERT), ("vra", VRA))}

        assert shown["vra"].status_code == 403
        assert [(name, shown[name].json["items"][0]["awaits_reader"]) for name in ("employer", "casemanager")] == [
            ("employer", True), ("casemanager", True)]
        assert "PROBLEM_ANALYSIS" not in [row["kind"] for row in shown["casemanager"].json["kinds"]]
        assert shown["expert"].json["kinds"] == []

    def test_of_a_document_that_is_taken_back_is_erased(self, casework: Service, sick: str, plan: str) -> None:
        sign(casework, sick, plan)
        document_id = sign(casework, sick, plan, **CASEMANAGER).json["document_id"]

        answer = casework.post(f"/v1/dossiers/{sick}/documents/{document_id}/withdrawal", **CASEMANAGER)

        assert answer.status_code == 200
        assert casework.get(f"/v1/dossiers/{sick}/statements", **CASEMANAGER).json["items"] == []


class TestAgreement:
    @pytest.mark.requirement("R-128")
    def test_is_dated_from_the_first_sick_day_and_kept_with_author_and_time(self, casework: Service, sick: str) -> None:
        path = f"/v1/dossiers/{sick}/agreements"
        days = ("2026-03-01", "2026-03-02", "2026-04-13", "2026-04-14")

        answers = [casework.post(path, {"agreed_on": day, "text": "Wij bellen op maandag."}, **EMPLOYER_ACCOUNT) for day in days]

        assert [answer.status_code for answer in answers] == [422, 201, 201, 422]
        assert (answers[0].json["code"], answers[3].json["code"]) == ("agreement.before_sick_day", "agreement.future_date")
        shown = casework.get(path, **CASEMANAGER).json["items"]
        assert [(row["agreed_on"], row["recorded_as"], row["recorded_by"]) for row in shown] == [
            ("2026-03-02", "employer", "account-1"), ("2026-04-13", "employer", "account-1")]
        assert all(row["recorded_at"] for row in shown)
        for statement in ("UPDATE agreement SET text = 'x'", "DELETE FROM agreement"):
            with pytest.raises(DatabaseError, match="never changed"), casework.database.transaction() as session:
                session.execute(text(statement))

    @pytest.mark.parametrize("body", [
        {"agreed_on": "2026-04-01", "text": ""}, {"agreed_on": "2026-04-01", "text": "Hij heeft een depressie."},
        {"agreed_on": "x", "text": "Bellen."}, {"text": "Bellen."}])
    def test_refuses_wrong_input(self, casework: Service, sick: str, body: Any) -> None:
        assert casework.post(f"/v1/dossiers/{sick}/agreements", body, **EMPLOYER_ACCOUNT).status_code == 422

    def test_is_for_the_parties_and_those_who_guide(self, casework: Service, sick: str) -> None:
        path, foreign = f"/v1/dossiers/{sick}/agreements", {"rights": ("SICK_REPORTS",), "employer_id": OTHER_EMPLOYER}

        assert casework.get(path, **VRA).status_code == 403
        assert casework.get(path, **foreign).status_code == 404
        assert casework.post(path, {"agreed_on": "2026-04-01", "text": "Bellen."}, **DOCTOR).status_code == 403
