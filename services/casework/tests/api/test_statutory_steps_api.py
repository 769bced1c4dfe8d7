"""The statutory steps of a dossier over HTTP: dates, responsible parties, and completion."""
from datetime import date, timedelta
from typing import Any

import pytest

from services.casework.tests.api.test_dossiers_api import MANAGER, REPORT, complete, dossier, step
from shared.events.casework import MilestoneCompleted
from shared.testing.service import OTHER_EMPLOYER, Service

FIRST_DAY = date(2026, 3, 2)
DOCTOR = ("company_doctor",)
CONFLICT = "V-2026-000005"


def on_index(index: int) -> str:
    """The date of a sick-day index of an uninterrupted case that began on the first day."""
    return (FIRST_DAY + timedelta(days=index - 1)).isoformat()


@pytest.fixture
def in_conflict(story: Any) -> str:
    """An absence reported with a labour conflict."""
    number: str = story.sick(CONFLICT, FIRST_DAY, employee_id="employee-bram", labour_conflict=True)
    return number


class TestPlan:
    @pytest.mark.parametrize(("code", "title", "index", "responsible"), [
        pytest.param("M08", "Eerstejaarsevaluatie bedrijfsarts", 350, "company_doctor",
                     marks=pytest.mark.requirement("R-039")),
        pytest.param("M09", "Eerstejaarsevaluatie", 364, "employer_and_employee"),
        pytest.param("M13", "Actueel oordeel bedrijfsarts", 637, "company_doctor", marks=pytest.mark.requirement("R-041")),
        pytest.param("M14", "Eindevaluatie", 637, "employer_and_employee", marks=pytest.mark.requirement("R-042")),
        pytest.param("M15", "Re-integratieverslag", 637, "employer", marks=pytest.mark.requirement("R-129")),
        pytest.param("M16", "WIA-aanvraag", 651, "employee", marks=pytest.mark.requirement("R-129")),
    ])
    def test_puts_each_step_on_its_day_and_with_its_party(self, casework: Service, sick: str, code: str, title: str,
                                                          index: int, responsible: str) -> None:
        shown = step(casework, sick, code)

        assert (shown["title"], shown["due_on"], shown["responsible"]) == (title, on_index(index), responsible)

    @pytest.mark.requirement("R-039")
    def test_has_the_doctor_evaluate_the_first_year_before_the_parties_do(self, casework: Service, sick: str) -> None:
        codes = [row["code"] for row in dossier(casework, sick)["plan"]]

        assert codes.index("M08") < codes.index("M09")

    @pytest.mark.requirement("R-132")
    @pytest.mark.parametrize(("analysis", "due"), [
        (None, on_index(56)), ("2026-03-30", "2026-04-13"), ("2026-04-12", on_index(56)), ("2026-04-20", on_index(56))],
        ids=["no analysis", "analysis in week 4", "analysis on its last day", "late analysis"])
    def test_asks_the_action_plan_in_the_eighth_week_at_the_latest(self, casework: Service, sick: str, analysis: str | None,
                                                                   due: str) -> None:
        casework.set_today(date(2026, 4, 20))
        if analysis:
            assert complete(casework, sick, "M03", analysis, roles=DOCTOR).status_code == 201

        shown = step(casework, sick, "M04")

        assert (shown["due_on"], shown["responsible"]) == (due, "employer_and_employee")

    @pytest.mark.requirement("R-134")
    def test_has_the_casemanager_help_two_weeks_before_the_action_plan_is_due(self, casework: Service, sick: str) -> None:
        help_with_it, action_plan = step(casework, sick, "ACTION_PLAN_SUPPORT"), step(casework, sick, "M04")

        assert help_with_it["responsible"] == "casemanager"
        assert date.fromisoformat(help_with_it["due_on"]) == date.fromisoformat(action_plan["due_on"]) - timedelta(days=14)
        assert complete(casework, sick, "ACTION_PLAN_SUPPORT", "2026-03-02").status_code == 201
        assert step(casework, sick, "ACTION_PLAN_SUPPORT")["status"] == "DONE"


def steps_of(casework: Service, number: str, code: str) -> list[dict[str, Any]]:
    """All occurrences of a step."""
    return [row for row in dossier(casework, number)["plan"] if row["code"] == code]


class TestStepOfTwoParties:
    @pytest.mark.requirement("R-038")
    @pytest.mark.requirement("R-042")
    @pytest.mark.parametrize("code", ["M04", "M05", "M14"])
    @pytest.mark.parametrize("employer_first", [True, False], ids=["employer first", "employee first"])
    def test_is_one_sided_until_both_did_their_part(self, casework: Service, sick: str, code: str, employer_first: bool) -> None:
        casework.set_today(date(2027, 12, 1))
        parts: list[dict[str, Any]] = [{"rights": REPORT, "roles": ()}, {"roles": MANAGER}]
        first, second = parts if employer_first else parts[::-1]
        days = ("2026-04-20", "2026-04-27")

        half = complete(casework, sick, code, days[0], **first)
        one_sided = steps_of(casework, sick, code)[0]
        again = complete(casework, sick, code, days[1], **first)
        before = casework.published(MilestoneCompleted)
        whole = complete(casework, sick, code, days[1], **second)

        party = "employer" if employer_first else "employee"
        assert (half.status_code, half.json["status"], half.json["party"]) == (201, "ONE_SIDED", party)
        assert (one_sided["status"], one_sided["completed_on"]) == ("OVERDUE", None)
        assert one_sided["pending"] == {"party": party, "done_on": days[0]}
        assert (again.status_code, again.json["code"], before) == (409, "milestone.already_done", [])
        assert (whole.status_code, whole.json["status"]) == (201, "COMPLETE")
        shown = steps_of(casework, sick, code)[0]
        assert (shown["status"], shown["completed_on"], shown["pending"]) == ("DONE", days[1], None)
        (event,) = casework.published(MilestoneCompleted)
        assert (event.code, event.completed_on) == (code, date(2026, 4, 27))

    @pytest.mark.requirement("R-038")
    def test_counts_two_weeks_from_the_problem_analysis(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 4, 1))

        complete(casework, sick, "M03", "2026-03-30", roles=DOCTOR)

        assert step(casework, sick, "M04")["due_on"] == "2026-04-13"

    def test_pairs_the_reviews_of_a_chain(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 12, 1))
        for day in ("2026-06-01", "2026-07-06"):
            complete(casework, sick, "M05", day, rights=REPORT, roles=())
            complete(casework, sick, "M05", day, roles=MANAGER)
        complete(casework, sick, "M05", "2026-08-10", roles=MANAGER)

        reviews = steps_of(casework, sick, "M05")

        assert [row["completed_on"] for row in reviews[:3]] == ["2026-06-01", "2026-07-06", None]
        assert [row["pending"] for row in reviews[1:4]] == [None, {"party": "employee", "done_on": "2026-08-10"}, None]

    def test_waits_in_the_worklist_with_the_part_that_is_done(self, casework: Service, sick: str) -> None:
        complete(casework, sick, "M04", "2026-03-02", rights=REPORT, roles=())

        listed = casework.get("/v1/caseload?limit=100", roles=MANAGER).json["items"]

        assert {row["code"]: row["pending"] for row in listed if row["pending"]} == {
            "M04": {"party": "employer", "done_on": "2026-03-02"}}


class TestLapse:
    @pytest.mark.parametrize(("end", "lapse"), [("recovered", "RECOVERED"), ("left", "LEFT_SERVICE")])
    def test_says_why(self, casework: Service, story: Any, sick: str, end: str, lapse: str) -> None:
        if end == "recovered":
            story.recover(sick, date(2026, 3, 20))
        else:
            story.leave_service(sick, date(2026, 3, 20))

        shown = step(casework, sick, "M04")

        assert (shown["status"], shown["lapse"]) == ("CANCELLED", lapse)

    def test_of_a_right_is_that_its_term_passed(self, casework: Service, sick: str) -> None:
        before = step(casework, sick, "M11")
        casework.set_today(date(2027, 12, 1))

        after = step(casework, sick, "M11")

        assert (before["status"], before["lapse"]) == ("PLANNED", None)
        assert (after["status"], after["lapse"]) == ("CANCELLED", "TERM_PASSED")


class TestConflict:
    @pytest.mark.requirement("R-090")
    def test_asks_the_employer_to_invite_to_a_talk(self, casework: Service, sick: str, in_conflict: str) -> None:
        invitation = step(casework, in_conflict, "CONFLICT_TALK_INVITATION")

        assert (invitation["responsible"], invitation["status"]) == ("employer", "PLANNED")
        assert complete(casework, in_conflict, "CONFLICT_TALK_INVITATION", "2026-03-02", rights=REPORT,
                        roles=()).status_code == 201
        assert step(casework, in_conflict, "CONFLICT_TALK_INVITATION")["status"] == "DONE"
        assert "CONFLICT_TALK_INVITATION" not in {row["code"] for row in dossier(casework, sick)["plan"]}

    @pytest.mark.requirement("R-096")
    @pytest.mark.parametrize(("reported", "due"), [
        (date(2026, 3, 2), "2026-03-03"), (date(2026, 4, 2), "2026-04-07"), (date(2026, 9, 4), "2026-09-07")],
        ids=["Monday", "before Good Friday", "Friday"])
    def test_has_the_consultant_call_the_employee_within_a_working_day(self, casework: Service, story: Any, sick: str,
                                                                       reported: date, due: str) -> None:
        number = story.sick(CONFLICT, reported, employee_id="employee-bram", labour_conflict=True)

        plan = dossier(casework, number)["plan"]

        with_employee = next(row for row in plan if row["code"] == "CONFLICT_CONTACT")
        with_employer = next(row for row in plan if row["code"] == "M02")
        assert (with_employee["due_on"], with_employee["responsible"]) == (due, "absence_consultant")
        assert with_employee["due_on"] < with_employer["due_on"]
        assert "CONFLICT_CONTACT" not in {row["code"] for row in dossier(casework, sick)["plan"]}


class TestLeavingSick:
    @pytest.mark.requirement("R-155")
    def test_is_reported_to_uwv_on_the_last_day_of_employment(self, casework: Service, story: Any, sick: str) -> None:
        story.leave_service(sick, date(2026, 3, 20))

        shown = step(casework, sick, "M23")

        assert (shown["due_on"], shown["responsible"]) == ("2026-03-20", "employer")

    @pytest.mark.requirement("R-157")
    @pytest.mark.parametrize(("index", "evaluated"), [(70, False), (71, True)])
    def test_asks_a_final_evaluation_of_both_parties_above_ten_weeks(self, casework: Service, story: Any, sick: str,
                                                                     index: int, evaluated: bool) -> None:
        last_day = on_index(index)
        story.leave_service(sick, date.fromisoformat(last_day))

        plan = {row["code"]: row for row in dossier(casework, sick)["plan"]}

        assert ("FINAL_EVAL_LEAVER" in plan) is evaluated
        if evaluated:
            shown = plan["FINAL_EVAL_LEAVER"]
            assert (shown["responsible"], shown["due_on"]) == ("employer_and_employee", last_day)


class TestActivitiesOfPerspectief:
    @pytest.mark.requirement("R-144")
    @pytest.mark.parametrize("code", ["M02", "M03", "ACTION_PLAN_SUPPORT"])
    def test_cannot_be_written_by_an_employer(self, casework: Service, sick: str, code: str) -> None:
        written = complete(casework, sick, code, "2026-03-02", rights=REPORT, roles=())
        wholesale = [casework.request(method, "/v1/activities", rights=REPORT, json={}).status_code
                     for method in ("POST", "PUT", "PATCH", "DELETE")]

        assert (written.status_code, written.json["code"]) == (403, "milestone.not_yours")
        assert wholesale == [405] * 4
        assert casework.published(MilestoneCompleted) == []

    @pytest.mark.requirement("R-014")
    def test_are_shown_done_and_planned_to_their_own_employer_only(self, casework: Service, sick: str) -> None:
        complete(casework, sick, "M02", "2026-03-02", roles=MANAGER)

        own = casework.get("/v1/activities?limit=500", rights=REPORT).json["items"]
        other = casework.get("/v1/activities?limit=500", rights=REPORT, employer_id=OTHER_EMPLOYER).json["items"]

        assert {row["absence_number"] for row in own} == {sick}
        assert {(row["code"], row["status"]) for row in own} >= {("M02", "DONE"), ("M03", "PLANNED")}
        assert sick not in {row["absence_number"] for row in other}
        assert casework.get(f"/v1/dossiers/{sick}", rights=REPORT, employer_id=OTHER_EMPLOYER).status_code == 404


class TestAdviceOnASanction:
    @pytest.mark.requirement("R-111")
    def test_is_given_by_the_casemanager_and_answered_by_the_employer(self, casework: Service, sick: str) -> None:
        body = {"kind": "SANCTION_ADVISED", "due_on": "2026-03-16"}
        given = casework.post(f"/v1/dossiers/{sick}/advices", body, roles=MANAGER)
        by_employer = casework.post(f"/v1/dossiers/{sick}/advices", body, rights=REPORT)

        advice, = dossier(casework, sick)["advices"]

        assert (given.status_code, by_employer.status_code) == (201, 403)
        assert (advice["kind"], advice["due_on"]) == ("SANCTION_ADVISED", "2026-03-16")


class TestLapsedStep:
    @pytest.mark.parametrize(("day", "status"), [("2026-03-08", 201), ("2026-03-09", 409), ("2026-03-20", 409)],
                             ids=["last sick day", "first fit day", "later"])
    def test_is_completed_only_with_a_day_of_the_sickness(self, casework: Service, sick: str, story: Any, day: str,
                                                      status: int) -> None:
        story.recover(sick, date(2026, 3, 9))
        casework.set_today(date(2026, 3, 20))

        answers = [complete(casework, sick, "M03", day, roles=DOCTOR),
                   complete(casework, sick, "M04", day, rights=REPORT, roles=())]

        assert [answer.status_code for answer in answers] == [status, status]
        assert status == 201 or {answer.json["code"] for answer in answers} == {"milestone.lapsed"}
