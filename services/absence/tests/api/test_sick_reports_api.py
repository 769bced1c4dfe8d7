"""Sick reports over HTTP, from the form to the outbox."""
from datetime import date
from typing import Any

import pytest

from shared.events.absence import AbsenceCorrected, LeftServiceSick, RecoveryReported, SickReportFiled
from shared.kernel.vocabulary import AbsenceStatus
from shared.testing.service import OTHER_EMPLOYER, Service

REPORT = ("SICK_REPORTS",)


def report(employee_id: str, **changes: Any) -> dict[str, Any]:
    """A sick report of the first day."""
    return {"employee_id": employee_id, "first_sick_day": "2026-03-02", "data_checked": True, "third_party": "NO"} | changes


def fit(day: str) -> dict[str, Any]:
    """A full recovery."""
    return {"kind": "FULL", "first_fit_day": day, "data_checked": True}


def half_fit(day: str) -> dict[str, Any]:
    """A recovery of half the own work."""
    return {"kind": "PARTIAL", "effective_on": day, "basis": "OWN_WORK_HOURS", "recovered_pct": "50", "data_checked": True}


def file(absence: Service, employee_id: str, **changes: Any) -> dict[str, Any]:
    """A report that is taken."""
    answer = absence.post("/v1/sick-reports", report(employee_id, **changes), rights=REPORT)
    assert answer.status_code == 201, answer.text
    return dict(answer.json or {})


class TestReportingSick:
    @pytest.mark.requirement("R-003")
    def test_stores_the_report_and_publishes_it_once(self, absence: Service, anna: str) -> None:
        filed = file(absence, anna)

        (event,) = absence.published(SickReportFiled)
        assert event.absence.absence_number == filed["absence_number"]
        assert event.absence.first_sick_day == date(2026, 3, 2)
        assert event.late is False

    @pytest.mark.requirement("R-005")
    @pytest.mark.parametrize(
        ("day", "status"), [("2026-03-02", 201), ("2026-03-03", 422), ("2025-03-02", 201), ("2025-03-01", 422)],
        ids=["today", "tomorrow", "365 days ago", "366 days ago"])
    def test_takes_a_first_day_from_a_year_ago_to_today(self, absence: Service, anna: str, day: str, status: int) -> None:
        answer = absence.post("/v1/sick-reports", report(anna, first_sick_day=day), rights=REPORT)

        assert answer.status_code == status

    @pytest.mark.requirement("R-005")
    def test_marks_a_late_report_with_its_days(self, absence: Service, anna: str) -> None:
        filed = file(absence, anna, first_sick_day="2026-02-26")

        assert (filed["late"], filed["days_late"]) == (True, 4)

    @pytest.mark.requirement("R-007")
    @pytest.mark.parametrize("checked", [False, None])
    def test_refuses_unconfirmed_data_and_stores_nothing(self, absence: Service, anna: str, checked: bool | None) -> None:
        body = report(anna)
        body.pop("data_checked") if checked is None else body.update(data_checked=checked)

        answer = absence.post("/v1/sick-reports", body, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (422, "employee_data.not_confirmed")
        assert absence.published() == []

    def test_refuses_a_stale_version_of_the_data(self, absence: Service, anna: str) -> None:
        answer = absence.post("/v1/sick-reports", report(anna, employee_version=9), rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (409, "employee_data.version_conflict")

    @pytest.mark.requirement("R-140")
    @pytest.mark.parametrize("said", [{}, {"third_party": None}], ids=["left out", "null"])
    def test_wants_an_answer_to_the_third_party_question_which_may_follow_later(self, absence: Service, anna: str,
                                                                                said: dict[str, Any]) -> None:
        body = {name: value for name, value in report(anna).items() if name != "third_party"} | said

        answer = absence.post("/v1/sick-reports", body, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (422, "third_party.answer_required")
        assert answer.json["detail"] == "Geef aan of een ander mogelijk aansprakelijk is: ja, nee of onbekend."
        number = file(absence, anna, third_party="UNKNOWN")["absence_number"]
        later = absence.post(f"/v1/absences/{number}/corrections", {"third_party": "YES"}, rights=REPORT)
        assert (later.status_code, later.json["third_party"]) == (201, "YES")

    def test_refuses_a_second_report_while_one_is_open(self, absence: Service, anna: str) -> None:
        file(absence, anna)

        answer = absence.post("/v1/sick-reports", report(anna), rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (409, "absence.already_open")

    @pytest.mark.requirement("R-003")
    def test_of_sickness_and_of_partial_and_full_recovery_are_recorded_with_their_time(self, absence: Service,
                                                                                       anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        absence.set_today(date(2026, 3, 16))
        absence.post(f"/v1/absences/{number}/recoveries", half_fit("2026-03-09"), rights=REPORT)
        absence.set_today(date(2026, 3, 23))
        absence.post(f"/v1/absences/{number}/recoveries", fit("2026-03-23"), rights=REPORT)

        entries = absence.get(f"/v1/absences/{number}/history", rights=REPORT).json["items"]

        assert [entry["recorded_at"][:10] for entry in entries] == ["2026-03-02", "2026-03-16", "2026-03-23"]
        assert [event.full for event in absence.published(RecoveryReported)] == [False, True]

    @pytest.mark.requirement("R-003")
    def test_refuses_an_employee_whom_nobody_knows(self, absence: Service, anna: str) -> None:
        answer = absence.post("/v1/sick-reports", report("nobody"), rights=REPORT)

        assert answer.status_code == 404

    @pytest.mark.requirement("R-003")
    def test_refuses_who_was_not_in_service(self, absence: Service, anna: str) -> None:
        absence.post(f"/v1/employees/{anna}/departures", {"last_day": "2026-02-27"}, rights=REPORT)

        answer = absence.post("/v1/sick-reports", report(anna), rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (422, "employee.not_in_service")

    def test_gives_one_report_for_the_same_idempotency_key(self, absence: Service, anna: str) -> None:
        once, twice = [absence.post("/v1/sick-reports", report(anna), rights=REPORT, headers={"Idempotency-Key": "k-1"})
                       for _ in range(2)]

        assert once.status_code == twice.status_code == 201
        assert once.json == twice.json
        assert len(absence.published(SickReportFiled)) == 1

    def test_refuses_an_idempotency_key_used_for_something_else(self, absence: Service, anna: str) -> None:
        absence.post("/v1/sick-reports", report(anna), rights=REPORT, headers={"Idempotency-Key": "k-1"})

        answer = absence.post("/v1/sick-reports", report(anna, safety_net=True), rights=REPORT,
                              headers={"Idempotency-Key": "k-1"})

        assert (answer.status_code, answer.json["code"]) == (409, "idempotency.key_reused")


class TestAccess:
    @pytest.mark.requirement("R-002", "R-183")
    def test_to_reports_recoveries_and_departures_needs_a_token_and_the_right(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        calls: list[tuple[str, str, dict[str, Any] | None]] = [
            ("POST", "/v1/sick-reports", report(anna)), ("POST", f"/v1/absences/{number}/recoveries", fit("2026-03-03")),
            ("POST", f"/v1/absences/{number}/recoveries", half_fit("2026-03-03")),
            ("POST", f"/v1/absences/{number}/corrections", {"third_party": "YES"}),
            ("POST", f"/v1/absences/{number}/cancellations", {"reason": "MISTAKE"}),
            ("GET", "/v1/absences", None), ("GET", f"/v1/absences/{number}", None)]
        absence.forget_published()

        without_token = [absence.app.test_client().open(path, method=method, json=body).status_code
                         for method, path, body in calls]
        without_right = [absence.request(method, path, json=body, rights=("EMPLOYEE_DATA", "RIGHTS_MANAGEMENT")).status_code
                         for method, path, body in calls]
        departure = absence.post(f"/v1/employees/{anna}/departures", {"last_day": "2026-03-06"}, rights=("RIGHTS_MANAGEMENT",))

        assert (set(without_token), set(without_right), departure.status_code) == ({401}, {403}, 403)
        assert absence.published() == []

    @pytest.mark.requirement("R-002", "R-183")
    def test_with_the_right_reaches_report_recovery_and_follow_up(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        followed = absence.get(f"/v1/absences/{number}", rights=REPORT)
        recovered = absence.post(f"/v1/absences/{number}/recoveries", half_fit("2026-03-03"), rights=REPORT)
        left = absence.post(f"/v1/employees/{anna}/departures", {"last_day": "2026-03-02"}, rights=REPORT)

        assert (followed.status_code, recovered.status_code, left.status_code) == (200, 201, 204)

    def test_hides_another_employers_people_and_absences(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]

        person = absence.post("/v1/sick-reports", report(anna), rights=REPORT, employer_id=OTHER_EMPLOYER)
        seen = absence.get(f"/v1/absences/{number}", rights=REPORT, employer_id=OTHER_EMPLOYER)

        assert (person.status_code, seen.status_code) == (404, 404)

    @pytest.mark.parametrize("claims", [{"aud": ["other"]}, {"iss": "http://evil.test"}, {"exp": 1}], ids=str)
    def test_refuses_a_token_for_others_or_of_the_past(self, absence: Service, anna: str, claims: dict[str, Any]) -> None:
        token = absence.issuer.token(rights=REPORT, **claims)

        answer = absence.app.test_client().get("/v1/absences", headers={"Authorization": f"Bearer {token}"})

        assert (answer.status_code, answer.json["code"]) == (401, "token.invalid")


class TestRecovering:
    def test_full_recovery_closes_the_absence(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        absence.set_today(date(2026, 4, 1))

        answer = absence.post(f"/v1/absences/{number}/recoveries",
                              {"kind": "FULL", "first_fit_day": "2026-04-01", "data_checked": True}, rights=REPORT)

        assert (answer.json["status"], answer.json["recovered_on"], answer.json["sick_days"]) == ("RECOVERED", "2026-04-01", 30)
        assert absence.published(RecoveryReported)[0].full is True

    def test_refuses_to_change_what_has_ended(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        body = {"kind": "FULL", "first_fit_day": "2026-04-01", "data_checked": True}
        absence.set_today(date(2026, 4, 1))
        absence.post(f"/v1/absences/{number}/recoveries", body, rights=REPORT)

        answer = absence.post(f"/v1/absences/{number}/recoveries", body, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (409, "absence.not_open")

    @pytest.mark.parametrize(("pct", "status"), [("0", 422), ("0.01", 201), ("100", 201), ("100.01", 422)])
    def test_takes_a_percentage_above_zero_up_to_a_hundred(self, absence: Service, anna: str, pct: str, status: int) -> None:
        number = file(absence, anna)["absence_number"]

        answer = absence.post(f"/v1/absences/{number}/recoveries", {
            "kind": "PARTIAL", "effective_on": "2026-03-09", "basis": "OWN_WORK_HOURS", "recovered_pct": pct,
            "data_checked": True}, rights=REPORT)

        assert answer.status_code == status

    def test_takes_the_percentage_from_the_wage_value(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]

        answer = absence.post(f"/v1/absences/{number}/recoveries", {
            "kind": "PARTIAL", "effective_on": "2026-03-09", "basis": "WAGE_VALUE", "wage_value_month": "1440.00",
            "contract_wage_month": "3600.00", "data_checked": True}, rights=REPORT)

        assert answer.json["mutations"][0]["recovered_pct"] == "40"

    def test_refuses_a_mutation_before_a_later_one_unless_it_corrects(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        absence.set_today(date(2026, 3, 20))
        body = {"kind": "PARTIAL", "effective_on": "2026-03-20", "basis": "OWN_WORK_HOURS", "recovered_pct": "50",
                "data_checked": True}
        absence.post(f"/v1/absences/{number}/recoveries", body, rights=REPORT)

        earlier = body | {"effective_on": "2026-03-10"}
        refused = absence.post(f"/v1/absences/{number}/recoveries", earlier, rights=REPORT)
        taken = absence.post(f"/v1/absences/{number}/recoveries", earlier | {"correction": True}, rights=REPORT)

        assert (refused.status_code, refused.json["code"], taken.status_code) == (409, "mutation.out_of_order", 201)


class TestCompositeCases:
    @pytest.mark.parametrize(("day", "composite"), [("2026-02-10", True), ("2026-02-11", False)], ids=["gap 27", "gap 28"])
    def test_links_a_report_within_four_weeks(self, absence: Service, anna: str, day: str, composite: bool) -> None:
        first = file(absence, anna, first_sick_day="2026-01-05")["absence_number"]
        absence.post(f"/v1/absences/{first}/recoveries", fit("2026-01-14"), rights=REPORT)

        second = file(absence, anna, first_sick_day=day)

        assert (second["composite_first_sick_day"] == "2026-01-05") is composite
        assert absence.published(SickReportFiled)[-1].gap_days == (27 if composite else None)

    def test_correcting_a_recovery_joins_the_later_absence(self, absence: Service, anna: str) -> None:
        first = file(absence, anna, first_sick_day="2026-01-05")["absence_number"]
        absence.post(f"/v1/absences/{first}/recoveries", fit("2026-01-14"), rights=REPORT)
        second = file(absence, anna, first_sick_day="2026-02-11")["absence_number"]

        absence.post(f"/v1/absences/{first}/corrections", {"recovered_on": "2026-01-15", "data_checked": True}, rights=REPORT)

        cases = {e.absence.absence_number: e.absence.composite_id for e in absence.published(AbsenceCorrected)}
        assert cases == {first: first, second: first}


class TestLeavingService:
    def test_who_is_sick_leaves_sick(self, absence: Service, anna: str) -> None:
        number = file(absence, anna)["absence_number"]
        absence.set_today(date(2026, 6, 1))

        absence.post(f"/v1/employees/{anna}/departures", {"last_day": "2026-05-31"}, rights=REPORT)

        (event,) = absence.published(LeftServiceSick)
        assert (event.end_of_service, event.sick_days) == (date(2026, 5, 31), 91)
        assert event.absence.status is AbsenceStatus.LEFT_SERVICE
        assert absence.get(f"/v1/absences/{number}", rights=REPORT).json["status"] == "LEFT_SERVICE"

    def test_refuses_a_last_day_before_the_first_sick_day(self, absence: Service, anna: str) -> None:
        file(absence, anna)

        answer = absence.post(f"/v1/employees/{anna}/departures", {"last_day": "2026-03-01"}, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (422, "left_service.before_sick_day")
