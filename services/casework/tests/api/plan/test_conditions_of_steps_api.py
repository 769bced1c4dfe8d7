"""Documents of a dossier, steps that depend on what the doctor expects, overdue reviews, and efforts, over HTTP."""
from datetime import date
from typing import Any

import pytest

from services.casework.tests.api.test_dossiers_api import MANAGER, REPORT, complete, dossier, step
from services.casework.tests.api.test_statutory_steps_api import DOCTOR, on_index, steps_of
from shared.testing.service import Service

DOCUMENTS = {"M03": "company_doctor", "M04": "employer_and_employee", "M08": "company_doctor", "M09": "employer_and_employee",
             "M13": "company_doctor", "M14": "employer_and_employee"}
"""The six documents of R-037…R-042 and their authors."""
KINDS = {"M03": "PROBLEM_ANALYSIS", "M04": "ACTION_PLAN", "M08": "FIRST_YEAR_OPINION", "M09": "FIRST_YEAR_EVALUATION",
         "M13": "CURRENT_OPINION", "M14": "FINAL_EVALUATION"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def expect(casework: Service, number: str, expectation: str, on: str = "2026-03-02", **who: Any) -> Any:
    """What the doctor expects."""
    return casework.post(f"/v1/dossiers/{number}/prognoses", {"expectation": expectation, "given_on": on},
                         **(who or {"roles": DOCTOR}))


class TestDocuments:
    @pytest.mark.requirement("R-036")
    def test_of_the_six_kinds_belong_to_every_dossier_and_more_can_be_added(self, casework: Service, sick: str) -> None:
        plan = {row["code"]: row["responsible"] for row in dossier(casework, sick)["plan"]}
        path = f"/v1/dossiers/{sick}/documents"
        kept = []
        for code, kind in (*KINDS.items(), (None, "LABOUR_EXPERT_REPORT")):
            who: dict[str, Any] = {"roles": DOCTOR} if code and DOCUMENTS[code] == "company_doctor" else {"rights": REPORT}
            who = who if code else {"roles": ("labour_expert",)}
            kept.append(casework.post(f"{path}?kind={kind}&datedOn=2026-03-02", data=PDF + kind.encode(),
                                      content_type="application/octet-stream", **who).status_code)

        listed = casework.get(path, roles=MANAGER).json["items"]

        assert {code: plan[code] for code in DOCUMENTS} == DOCUMENTS
        assert kept == [201] * 7
        assert {row["kind"] for row in listed} == {*KINDS.values(), "LABOUR_EXPERT_REPORT"}

    @pytest.mark.requirement("R-036")
    def test_are_referred_to_by_the_step(self, casework: Service, sick: str) -> None:
        document = casework.post(f"/v1/dossiers/{sick}/documents?kind=ACTION_PLAN&datedOn=2026-03-02", data=PDF, rights=REPORT,
                                 content_type="application/octet-stream").json["document_id"]

        unknown = complete(casework, sick, "M04", "2026-03-02", rights=REPORT, roles=(), document_id="unknown")
        known = complete(casework, sick, "M04", "2026-03-02", rights=REPORT, roles=(), document_id=document)

        assert (unknown.status_code, unknown.json["code"]) == (404, "document.not_found")
        assert known.status_code == 201, known.text


class TestLabourExpert:
    @pytest.mark.requirement("R-044")
    @pytest.mark.parametrize(("expectation", "status", "lapse"), [
        (None, "PLANNED", None), ("PARTIAL_RETURN", "PLANNED", None), ("FULL_RETURN", "CANCELLED", "RETURN_EXPECTED")])
    def test_assesses_before_the_first_year_evaluation_unless_a_full_return_is_expected(
            self, casework: Service, sick: str, expectation: str | None, status: str, lapse: str | None) -> None:
        if expectation:
            assert expect(casework, sick, expectation).status_code == 201

        shown = step(casework, sick, "LABOUR_EXPERT_ASSESSMENT")

        assert (shown["due_on"], shown["responsible"]) == (on_index(322), "labour_expert")
        assert (shown["status"], shown["lapse"]) == (status, lapse)
        assert shown["due_on"] < step(casework, sick, "M09")["due_on"]

    @pytest.mark.requirement("R-044")
    def test_assesses_at_the_start_of_the_second_track(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2027, 3, 15))
        before = steps_of(casework, sick, "LABOUR_EXPERT_ASSESSMENT")
        complete(casework, sick, "M10", "2027-03-10", roles=MANAGER)
        both = steps_of(casework, sick, "LABOUR_EXPERT_ASSESSMENT")
        expert = {"roles": ("labour_expert",)}

        done = [complete(casework, sick, "LABOUR_EXPERT_ASSESSMENT", day, **expert).status_code
                for day in ("2027-01-11", "2027-03-12", "2027-03-14")]

        assert [row["due_on"] for row in before] == [on_index(322)]
        assert [row["due_on"] for row in both] == [on_index(322), "2027-03-10"]
        assert done == [201, 201, 409]

    def test_is_planned_again_when_the_doctor_expects_less(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 4, 20))
        expect(casework, sick, "FULL_RETURN", "2026-03-10")
        expect(casework, sick, "PARTIAL_RETURN", "2026-04-10")

        assert dossier(casework, sick)["expectation"] == "PARTIAL_RETURN"
        assert step(casework, sick, "LABOUR_EXPERT_ASSESSMENT")["status"] == "PLANNED"


class TestActionPlan:
    def test_is_not_due_without_possibilities_of_return(self, casework: Service, sick: str) -> None:
        expect(casework, sick, "NO_POSSIBILITIES")

        plan = {(row["code"], row["occurrence"]): row for row in dossier(casework, sick)["plan"]}

        lapsed = [plan[code, 1]["lapse"] for code in ("M04", "M05", "ACTION_PLAN_SUPPORT")]
        assert lapsed == ["NO_POSSIBILITIES"] * 3
        assert plan["M03", 1]["status"] == "PLANNED"


class TestPrognosis:
    @pytest.mark.parametrize(("changes", "field"), [
        ({"expectation": "MAYBE"}, "expectation"), ({"given_on": "2026-03-01"}, "given_on"),
        ({"given_on": "2026-03-03"}, "given_on")],
        ids=["unknown", "before the case", "in the future"])
    def test_refuses_what_cannot_be(self, casework: Service, sick: str, changes: dict[str, str], field: str) -> None:
        body = {"expectation": "FULL_RETURN", "given_on": "2026-03-02"} | changes

        answer = casework.post(f"/v1/dossiers/{sick}/prognoses", body, roles=DOCTOR)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)

    @pytest.mark.parametrize("who", [{"rights": REPORT}, {"roles": MANAGER}], ids=["employer", "casemanager"])
    def test_is_the_doctors(self, casework: Service, sick: str, who: dict[str, Any]) -> None:
        assert expect(casework, sick, "FULL_RETURN", **who).status_code == 403


class TestDoctorReview:
    @staticmethod
    def late_in_report(casework: Service) -> list[str]:
        """The due dates of the overdue reviews in the management report."""
        report = casework.get("/v1/overviews/management_report?from=2026-01-01&to=2026-03-20", rights=REPORT).json
        return [row["due_on"] for row in report["counts"]["overdue"] if row["code"] == "M05b"]

    @pytest.mark.requirement("R-043")
    def test_is_due_every_42_days_and_flags_the_case_and_the_report_when_overdue(self, casework: Service, story: Any) -> None:
        number = story.sick("V-2026-000001", date(2026, 1, 5))
        casework.set_today(date(2026, 2, 9))
        complete(casework, number, "M03", "2026-02-09", roles=DOCTOR)
        reviews = steps_of(casework, number, "M05b")
        seen = []
        for today in (date(2026, 3, 23), date(2026, 3, 24)):
            casework.set_today(today)
            listed = next(row for row in casework.get("/v1/dossiers", rights=REPORT).json["items"]
                          if row["absence_number"] == number)
            seen.append((listed["flags"], dossier(casework, number)["flags"], self.late_in_report(casework)))
        complete(casework, number, "M05b", "2026-03-24", roles=DOCTOR)

        later = steps_of(casework, number, "M05b")
        story.recover(number, date(2026, 4, 1))
        stopped = steps_of(casework, number, "M05b")

        assert [row["due_on"] for row in reviews[:3]] == ["2026-03-23", "2026-05-04", "2026-06-15"]
        flag = ["DOCTOR_REVIEW_OVERDUE"]
        assert seen == [([], [], []), (flag, flag, ["2026-03-23"])]
        assert later[1]["due_on"] == "2026-05-05"
        assert self.late_in_report(casework) == []
        assert {row["status"] for row in stopped[1:]} == {"CANCELLED"}
        assert max(row["due_on"] for row in reviews) <= "2028-01-02"


class TestEffort:
    @pytest.mark.requirement("R-045")
    @pytest.mark.parametrize(("effort_class", "track"), [
        ("OWN_JOB_OWN_EMPLOYER", 1), ("OTHER_JOB_OWN_EMPLOYER", 1), ("OTHER_EMPLOYER", 2)])
    @pytest.mark.parametrize("who", [{"rights": REPORT}, {"roles": MANAGER}], ids=["employer", "casemanager"])
    def test_is_recorded_with_its_class(self, casework: Service, sick: str, effort_class: str, track: int,
                                        who: dict[str, Any]) -> None:
        answer = casework.post(f"/v1/dossiers/{sick}/efforts", {"effort_class": effort_class, "made_on": "2026-03-02"}, **who)

        assert (answer.status_code, answer.json["track"]) == (201, track)
        assert [(row["effort_class"], row["made_on"], row["track"]) for row in dossier(casework, sick)["efforts"]] == [
            (effort_class, "2026-03-02", track)]

    @pytest.mark.requirement("R-045")
    @pytest.mark.parametrize(("changes", "field"), [
        ({"effort_class": "HOLIDAY"}, "effort_class"), ({"effort_class": None}, "effort_class"),
        ({"made_on": "2026-03-01"}, "made_on"), ({"made_on": "2026-03-03"}, "made_on")],
        ids=["unknown class", "no class", "before the case", "in the future"])
    def test_refuses_another_class_or_day(self, casework: Service, sick: str, changes: dict[str, Any], field: str) -> None:
        body = {"effort_class": "OTHER_EMPLOYER", "made_on": "2026-03-02"} | changes

        answer = casework.post(f"/v1/dossiers/{sick}/efforts", body, rights=REPORT)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
        assert dossier(casework, sick)["efforts"] == []
