"""Dossiers over HTTP, opened and closed by absence's events."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shared.events.absence import ReportedContact
from shared.events.casework import CaseClosed, CaseOpened, MilestoneCompleted
from shared.kernel.vocabulary import AbsenceStatus, ContestReason
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

REPORT = ("SICK_REPORTS",)
MANAGER = ("casemanager",)
DOCTORS = ("M03", "M05b", "M08", "M13")


def dossier(casework: Service, number: str) -> dict[str, Any]:
    """The dossier, read by the employer."""
    answer = casework.get(f"/v1/dossiers/{number}", rights=REPORT)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def step(casework: Service, number: str, code: str) -> dict[str, Any]:
    """The first row of the plan with a code."""
    return next(row for row in dossier(casework, number)["plan"] if row["code"] == code)


def complete(casework: Service, number: str, code: str, on: str, *, roles: tuple[str, ...] | None = None,
             rights: tuple[str, ...] = (), **body: Any) -> Any:
    """Record a step, by default as the doctor if it is his, otherwise as the casemanager."""
    if roles is None:
        roles = ("company_doctor",) if code in DOCTORS else MANAGER
    return casework.post(f"/v1/dossiers/{number}/milestones/{code}/completions", {"completed_on": on} | body,
                         roles=roles, rights=rights)


class TestOpening:
    @pytest.mark.requirement("R-035")
    def test_opens_with_the_whole_plan_when_a_report_comes_in(self, casework: Service, sick: str) -> None:
        shown = dossier(casework, sick)

        assert (shown["status"], shown["first_sick_day"], shown["opened_on"]) == ("OPEN", "2026-03-02", "2026-03-02")
        assert {"M01", "M02", "M03", "M04", "M05", "M05b", "M06", "M15", "M18"} <= {row["code"] for row in shown["plan"]}
        assert (shown["employee_name"], shown["last_name"]) == ("Anna de Vries", "Vries")

    def test_shows_those_who_guide_what_the_employer_reported(self, casework: Service, story: Any) -> None:
        contact = ReportedContact(contact_phone="+31612345678", nursing_address="Badhuisstraat 12, 4381 AB Vlissingen")
        story.sick("V-2026-000009", date(2026, 3, 2), person=contact, traffic_accident=True, expected_days=14,
                   hours_worked=Decimal("3.5"), contested=True, contested_reason=ContestReason.NOT_REACHABLE)

        shown = casework.get("/v1/dossiers/V-2026-000009", roles=("absence_consultant",), account_id="consultant-1").json

        assert {name: shown[name] for name in (
            "contact_phone", "nursing_address", "traffic_accident", "expected_days", "hours_worked", "contested",
            "contested_reason")} == {
            "contact_phone": "+31612345678", "nursing_address": "Badhuisstraat 12, 4381 AB Vlissingen", "traffic_accident": True,
            "expected_days": 14, "hours_worked": "3.5", "contested": True, "contested_reason": "NOT_REACHABLE"}

    def test_ignores_the_same_report_a_second_time(self, casework: Service, story: Any, sick: str) -> None:
        story.sick(sick, date(2026, 3, 2))

        items = casework.get("/v1/dossiers", rights=REPORT).json["items"]
        assert [item["absence_number"] for item in items] == [sick]
        assert len(casework.published(CaseOpened)) == 1

    @pytest.mark.requirement("R-029")
    @pytest.mark.parametrize(("reported", "due"), [
        (date(2026, 4, 2), "2026-04-10"), (date(2026, 4, 23), "2026-04-30"), (date(2026, 12, 23), "2026-12-30"),
        (date(2026, 9, 7), "2026-09-11")], ids=["Easter", "King's Day", "Christmas", "plain week"])
    def test_promises_contact_within_four_working_days(self, casework: Service, story: Any, reported: date,
                                                       due: str) -> None:
        story.sick("V-2026-000001", reported)

        assert casework.published(CaseOpened)[0].contact_due_on.isoformat() == due
        assert step(casework, "V-2026-000001", "M02")["due_on"] == due

    @pytest.mark.requirement("R-029")
    def test_refuses_contact_before_the_report(self, casework: Service, story: Any) -> None:
        story.sick("V-2026-000001", date(2026, 2, 25), reported_on=date(2026, 3, 2))

        before = complete(casework, "V-2026-000001", "M02", "2026-03-01")
        same_day = complete(casework, "V-2026-000001", "M02", "2026-03-02")

        assert (before.status_code, same_day.status_code) == (422, 201)

    def test_plans_the_analysis_on_the_42nd_sick_day(self, casework: Service, sick: str) -> None:
        row = step(casework, sick, "M03")

        assert (row["due_on"], row["responsible"], row["title"]) == ("2026-04-12", "company_doctor", "Probleemanalyse")
        assert "zes weken" in row["source"]


class TestCompositeCases:
    def test_a_continued_absence_goes_on_with_the_same_plan(self, casework: Service, story: Any) -> None:
        first = story.sick("V-2026-000001", date(2026, 1, 5))
        complete(casework, first, "M02", "2026-01-08")
        story.recover(first, date(2026, 1, 14))
        second = story.sick("V-2026-000002", date(2026, 2, 10), composite=(first, date(2026, 1, 5)))

        assert dossier(casework, first)["plan"] == dossier(casework, second)["plan"]
        assert step(casework, second, "M02")["completed_on"] == "2026-01-08"
        assert step(casework, second, "M03")["due_on"] == "2026-03-14"

    @pytest.mark.requirement("R-029")
    def test_the_consultant_calls_after_each_report_of_the_case(self, casework: Service, story: Any) -> None:
        first = story.sick("V-2026-000001", date(2026, 1, 5))
        story.recover(first, date(2026, 1, 14))
        second = story.sick("V-2026-000002", date(2026, 2, 10), composite=(first, date(2026, 1, 5)))

        answer = complete(casework, second, "M02", "2026-02-12")

        assert answer.status_code == 201, answer.text
        contacts = [row for row in dossier(casework, second)["plan"] if row["code"] == "M02"]
        assert [(row["due_on"], row["completed_on"]) for row in contacts] == [
            ("2026-01-09", None), ("2026-02-16", "2026-02-12")]

    def test_a_case_of_its_own_starts_a_plan_of_its_own(self, casework: Service, story: Any) -> None:
        first = story.sick("V-2026-000001", date(2026, 1, 5))
        story.recover(first, date(2026, 1, 14))
        second = story.sick("V-2026-000002", date(2026, 2, 11))

        assert step(casework, second, "M03")["due_on"] == "2026-03-24"


class TestClosing:
    def test_closes_on_recovery(self, casework: Service, story: Any, sick: str) -> None:
        story.recover(sick, date(2026, 3, 16))

        (event,) = casework.published(CaseClosed)
        assert (event.closed_on, event.reason) == (date(2026, 3, 16), "RECOVERED")
        shown = dossier(casework, sick)
        assert (shown["status"], step(casework, sick, "M03")["status"]) == ("CLOSED", "CANCELLED")

    def test_moves_its_last_day_with_a_corrected_recovery(self, casework: Service, story: Any, sick: str) -> None:
        story.recover(sick, date(2026, 3, 16))
        story.correct(sick, recovered_on=date(2026, 3, 13))
        story.correct(sick, safety_net=True)

        assert [event.closed_on for event in casework.published(CaseClosed)] == [date(2026, 3, 16), date(2026, 3, 13)]
        assert casework.get(f"/v1/dossiers/{sick}", rights=REPORT).json["closed_on"] == "2026-03-13"

    def test_stays_open_until_the_day_of_a_recovery_ahead(self, casework: Service, story: Any, sick: str) -> None:
        story.correct(sick, recovered_on=date(2026, 3, 16))

        assert casework.get(f"/v1/dossiers/{sick}", rights=REPORT).json["closed_on"] is None

    def test_opens_again_when_the_recovery_is_taken_back(self, casework: Service, story: Any, sick: str) -> None:
        story.recover(sick, date(2026, 3, 16))
        story.correct(sick, status=AbsenceStatus.REPORTED, recovered_on=None)

        assert dossier(casework, sick)["status"] == "OPEN"

    @pytest.mark.requirement("R-156")
    @pytest.mark.parametrize(("last_day", "evaluated"), [(date(2026, 7, 12), False), (date(2026, 7, 13), True)],
                             ids=["70 sick days", "71 sick days"])
    def test_leaving_sick_after_ten_weeks_asks_a_final_evaluation(self, casework: Service, story: Any, last_day: date,
                                                                  evaluated: bool) -> None:
        number = story.sick("V-2026-000001", date(2026, 5, 4))
        story.leave_service(number, last_day)

        codes = {row["code"] for row in dossier(casework, number)["plan"]}
        assert ("FINAL_EVAL_LEAVER" in codes) is evaluated
        assert casework.published(CaseClosed)[0].reason == "LEFT_SERVICE"

    def test_a_withdrawn_report_has_no_plan(self, casework: Service, story: Any, sick: str) -> None:
        story.cancel(sick)

        shown = dossier(casework, sick)
        assert (shown["closed_reason"], shown["plan"]) == ("CANCELLED", [])


class TestCompleting:
    def test_records_that_and_when(self, casework: Service, sick: str) -> None:
        casework.set_today(date(2026, 4, 20))

        answer = complete(casework, sick, "M03", "2026-04-15")

        assert answer.status_code == 201, answer.text
        (event,) = casework.published(MilestoneCompleted)
        assert (event.code, event.due_on, event.late_days) == ("M03", date(2026, 4, 12), 3)
        assert (step(casework, sick, "M03")["status"], step(casework, sick, "M03")["late_days"]) == ("DONE", 3)

    @pytest.mark.parametrize(("day", "status"), [("2026-03-10", 201), ("2026-03-11", 422)], ids=["today", "tomorrow"])
    def test_refuses_a_day_in_the_future(self, casework: Service, sick: str, day: str, status: int) -> None:
        casework.set_today(date(2026, 3, 10))

        assert complete(casework, sick, "M03", day).status_code == status

    @pytest.mark.requirement("R-040")
    @pytest.mark.parametrize(("day", "reason", "status"), [
        ("2027-01-10", None, 422), ("2027-01-11", None, 201), ("2027-01-10", "EARLY_RETURN", 201)],
        ids=["day 315", "day 316", "forced with a reason"])
    def test_refuses_the_first_year_evaluation_before_its_window(self, casework: Service, sick: str, day: str,
                                                                 reason: str | None, status: int) -> None:
        casework.set_today(date(2027, 2, 1))

        answer = complete(casework, sick, "M09", day, forced_reason=reason)

        assert answer.status_code == status
        assert status == 201 or answer.json["code"] == "milestone.too_early"

    def test_refuses_a_step_that_was_done(self, casework: Service, sick: str) -> None:
        complete(casework, sick, "M02", "2026-03-02")

        again = complete(casework, sick, "M02", "2026-03-02")

        assert (again.status_code, again.json["code"]) == (409, "milestone.already_done")

    def test_a_review_moves_the_next_one_42_days_on(self, casework: Service, story: Any) -> None:
        number = story.sick("V-2026-000001", date(2026, 1, 5))
        casework.set_today(date(2026, 4, 1))
        complete(casework, number, "M03", "2026-02-09")
        complete(casework, number, "M05b", "2026-03-20")

        reviews = [row for row in dossier(casework, number)["plan"] if row["code"] == "M05b"]
        assert [(row["due_on"], row["completed_on"]) for row in reviews[:2]] == [
            ("2026-03-23", "2026-03-20"), ("2026-05-01", None)]

    @pytest.mark.requirement("R-037")
    @pytest.mark.parametrize(("code", "due_on"), [
        ("M03", "2026-04-12"), ("M05b", "2026-05-24"), ("M08", "2027-02-14"), ("M13", "2027-11-28")])
    def test_lets_the_doctor_alone_record_a_doctors_step(self, casework: Service, sick: str, code: str,
                                                           due_on: str) -> None:
        casework.set_today(date(2027, 12, 1))
        planned = step(casework, sick, code)
        others: list[dict[str, Any]] = [{"roles": (role,)} for role in ("casemanager", "labour_expert")]
        refused = [complete(casework, sick, code, "2027-12-01", **who) for who in (*others, {"rights": REPORT, "roles": ()})]

        taken = complete(casework, sick, code, "2027-12-01")

        assert (planned["due_on"], planned["responsible"]) == (due_on, "company_doctor")
        assert [(one.status_code, one.json["code"]) for one in refused] == [
            (403, "milestone.author_not_allowed"), (403, "milestone.not_yours"), (403, "milestone.not_yours")]
        assert taken.status_code == 201, taken.text
        assert step(casework, sick, code)["completed_on"] == "2027-12-01"

    @pytest.mark.parametrize(("code", "status"), [("M04", 201), ("M24", 404), ("M02", 403)])
    def test_the_employer_records_what_is_his(self, casework: Service, sick: str, code: str, status: int) -> None:
        assert complete(casework, sick, code, "2026-03-02", roles=(), rights=REPORT).status_code == status

    def test_takes_no_text_as_a_reason(self, casework: Service, sick: str) -> None:
        answer = complete(casework, sick, "M03", "2026-03-02", forced_reason="last van de rug")

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "forced_reason")


class TestAccess:
    def test_hides_another_employers_dossier(self, casework: Service, sick: str) -> None:
        seen = casework.get(f"/v1/dossiers/{sick}", rights=REPORT, employer_id=OTHER_EMPLOYER)
        done = casework.post(f"/v1/dossiers/{sick}/milestones/M04/completions", {"completed_on": "2026-03-02"},
                             rights=REPORT, employer_id=OTHER_EMPLOYER)
        listed = casework.get("/v1/dossiers", rights=REPORT).json["items"]

        assert (seen.status_code, done.status_code) == (404, 404)
        assert {item["employer_id"] for item in listed} == {EMPLOYER}

    def test_needs_the_right(self, casework: Service, sick: str) -> None:
        assert casework.get(f"/v1/dossiers/{sick}", rights=("EMPLOYEE_DATA",)).status_code == 403
        assert casework.get(f"/v1/dossiers/{sick}", roles=("camas_helpdesk",)).status_code == 403

    def test_shows_staff_every_employer(self, casework: Service, sick: str) -> None:
        items = casework.get("/v1/dossiers", roles=MANAGER).json["items"]

        assert {item["absence_number"] for item in items} == {sick, "V-2026-000900"}

    def test_notes_each_reading_with_person_and_role(self, casework: Service, sick: str) -> None:
        dossier(casework, sick)
        casework.get(f"/v1/dossiers/{sick}", roles=MANAGER)
        casework.get(f"/v1/dossiers/{sick}", rights=REPORT, employer_id=OTHER_EMPLOYER)

        readers = casework.get(f"/v1/dossiers/{sick}/readers", rights=REPORT, kind="MAIN_CONTACT").json["items"]
        assert sorted((r["account_id"], r["role"]) for r in readers) == [("account-1", "casemanager"),
                                                                       ("account-1", "employer")]
        assert readers[0]["read_at"].startswith("2026-03-02T11:00:00")

    @pytest.mark.parametrize(("q", "count"), [("vries", 1), ("DE VR", 1), ("%", 0), ("V-2026-000001", 1), ("zoet", 0)])
    def test_searches_in_the_own_dossiers(self, casework: Service, sick: str, q: str, count: int) -> None:
        items = casework.get("/v1/dossiers", rights=REPORT, query_string={"q": q}).json["items"]

        assert len(items) == count

    def test_finds_a_dossier_by_its_number_in_either_case(self, casework: Service, sick: str) -> None:
        shown = casework.get(f"/v1/dossiers/{sick.lower()}", rights=REPORT)
        done = complete(casework, sick.lower(), "M02", "2026-03-02")

        assert (shown.status_code, shown.json["absence_number"]) == (200, sick)
        assert (done.status_code, done.json["absence_number"]) == (201, sick)
