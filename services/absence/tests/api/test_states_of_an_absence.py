"""The states of an absence over HTTP: relapse, dates ahead, departures, and the way back from each report (§15.1–§15.7)."""
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.absence.tests.api.test_sick_reports_api import REPORT, file, fit, half_fit
from shared.events.absence import (
    AbsenceCorrected,
    EmployeeLeft,
    EmployeeUpserted,
    LeaveSet,
    LeftServiceSick,
    RecoveryReported,
)
from shared.testing.service import Service

Post = Callable[..., Any]


def relapse(day: str) -> dict[str, Any]:
    """Fully sick again."""
    return {"kind": "RELAPSE", "effective_on": day, "data_checked": True}


@pytest.fixture
def number(absence: Service, anna: str) -> str:
    """An absence that began on Monday 2 March 2026, on 16 March."""
    filed = file(absence, anna)["absence_number"]
    absence.set_today(date(2026, 3, 16))
    absence.forget_published()
    return str(filed)


@pytest.fixture
def post(absence: Service, number: str) -> Post:
    """Send something about the absence; checks the status of the answer and returns its body."""
    def send(what: str, body: dict[str, Any], status: int = 201, *, code: str | None = None) -> Any:
        answer = absence.post(f"/v1/absences/{number}/{what}", body, rights=REPORT)
        assert (answer.status_code, answer.json.get("code")) == (status, code), answer.text
        return answer.json
    return send


def seen(absence: Service, number: str) -> Any:
    """The absence as shown."""
    return absence.get(f"/v1/absences/{number}", rights=REPORT).json


class TestRelapse:
    def test_is_a_change_of_nothing_recovered(self, absence: Service, post: Post) -> None:
        post("recoveries", half_fit("2026-03-09"))
        view = post("recoveries", relapse("2026-03-16"))

        assert view["status"] == "REPORTED"
        assert [(m["effective_on"], m["recovered_pct"], m["relapse"]) for m in view["mutations"]] == [
            ("2026-03-09", "50", False), ("2026-03-16", "0", True)]
        assert [(e.recovered_pct, e.full) for e in absence.published(RecoveryReported)] == [(50, False), (0, False)]

    def test_needs_a_partial_recovery_before_it(self, post: Post) -> None:
        post("recoveries", relapse("2026-03-16"), 422, code="relapse.without_recovery")
        nothing = half_fit("2026-03-16") | {"recovered_pct": "0"}
        post("recoveries", nothing, 422, code="recovery.percentage_invalid")


class TestRecoveryPercentage:
    @pytest.mark.requirement("R-010")
    def test_is_checked_and_a_hundred_closes_as_of_the_first_fit_day(self, post: Post) -> None:
        for pct, code in (("0", "recovery.percentage_invalid"), ("-1", "input.invalid"), ("100.01", "input.invalid"),
                          ("0.004", "input.invalid")):
            post("recoveries", half_fit("2026-03-09") | {"recovered_pct": pct}, 422, code=code)
        post("recoveries", fit("2026-03-02"), 422, code="recovery.before_sick_day")
        post("recoveries", half_fit("2026-03-09"))
        post("recoveries", fit("2026-03-08"), 409, code="mutation.out_of_order")

        closed = post("recoveries", fit("2026-03-08") | {"correction": True})

        assert (closed["status"], closed["recovered_on"], closed["mutations"]) == ("RECOVERED", "2026-03-08", [])

    def test_of_the_same_date_replaces_the_earlier_one_and_keeps_it_in_the_history(self, absence: Service, number: str,
                                                                                  post: Post) -> None:
        post("recoveries", half_fit("2026-03-09"))
        again = post("recoveries", half_fit("2026-03-09") | {"recovered_pct": "75"})
        closed = post("recoveries", fit("2026-03-09"))

        entries = absence.get(f"/v1/absences/{number}/history", rights=REPORT).json["items"]
        assert [m["recovered_pct"] for m in again["mutations"]] == ["75"]
        assert (closed["status"], closed["recovered_on"]) == ("RECOVERED", "2026-03-09")
        assert entries[2]["old"]["recovered_pct"] == "50.00"


class TestLateReports:
    @pytest.mark.requirement("R-009")
    def test_of_recovery_change_the_report_itself_and_are_flagged(self, absence: Service, post: Post) -> None:
        partial = post("recoveries", half_fit("2026-03-09"))["mutations"][0]
        closed = post("recoveries", fit("2026-03-13"))

        assert (partial["late"], partial["days_late"]) == (True, 7)
        assert (closed["recovery_reported_on"], closed["recovery_days_late"]) == ("2026-03-16", 3)
        assert [(e.late, e.days_late) for e in absence.published(RecoveryReported)] == [(True, 7), (True, 3)]
        post("recoveries", fit("2026-03-14"), 409, code="absence.not_open")


class TestWageValue:
    def wage_value(self, value: str, contract: str) -> dict[str, Any]:
        """Other work from 16 March; the wage on record is 38,500.00 a year."""
        return half_fit("2026-03-16") | {"basis": "WAGE_VALUE", "recovered_pct": None, "wage_value_month": value,
                                         "contract_wage_month": contract}

    @pytest.mark.requirement("R-011")
    def test_gives_the_percentage_and_is_capped_with_a_warning(self, post: Post) -> None:
        post("recoveries", half_fit("2026-03-16") | {"basis": "WAGE_VALUE", "recovered_pct": None}, 422,
             code="wage_value.required")
        whole = post("recoveries", self.wage_value("2970.69", "2970.68"))["mutations"][0]
        part = post("recoveries", self.wage_value("1485.34", "2970.68"))["mutations"][0]

        assert (whole["recovered_pct"], whole["warnings"]) == ("100", ["wage_value.capped"])
        assert (part["recovered_pct"], part["warnings"]) == ("50", [])

    def test_with_a_contract_wage_far_from_the_record_is_flagged_to_all(self, absence: Service, post: Post) -> None:
        view = post("recoveries", self.wage_value("1000.00", "999999.00"))

        assert view["mutations"][0]["warnings"] == ["contract_wage.differs"]
        assert absence.published(RecoveryReported)[0].absence.mutations[0].contract_wage_differs is True


class TestRecoveryAhead:
    def test_leaves_the_absence_open_until_its_day(self, absence: Service, number: str, post: Post) -> None:
        ahead = post("recoveries", fit("2026-03-30"))
        absence.run_jobs(date(2026, 3, 29))
        eve = seen(absence, number)
        absence.run_jobs(date(2026, 3, 30))

        assert (ahead["status"], ahead["recovered_on"], eve["status"]) == ("REPORTED", "2026-03-30", "REPORTED")
        assert seen(absence, number)["status"] == "RECOVERED"

    def test_is_at_most_fourteen_days_ahead(self, post: Post) -> None:
        for body in (fit("2026-03-31"), half_fit("2026-03-31")):
            post("recoveries", body, 422, code="recovery.too_far_ahead")

    def test_can_be_taken_back_or_replaced(self, absence: Service, number: str, post: Post) -> None:
        post("recoveries", fit("2026-03-20"))
        post("recoveries/withdrawals", {})
        post("recoveries/withdrawals", {}, 409, code="absence.not_recovered")
        post("recoveries", fit("2026-03-20"))
        replaced = post("recoveries", half_fit("2026-03-20"))
        absence.run_jobs(date(2026, 3, 20))

        assert replaced["recovered_on"] is None
        assert seen(absence, number)["status"] == "PARTIALLY_RECOVERED"


class TestDeparture:
    @pytest.mark.requirement("R-158")
    def test_of_who_is_sick_closes_the_case_with_its_reason(self, absence: Service, anna: str, post: Post) -> None:
        post("departures", {"last_day": "2026-03-01"}, 422, code="left_service.before_sick_day")
        ahead = post("departures", {"last_day": "2026-03-31", "reason": "CONTRACT_ENDED"})
        absence.run_jobs(date(2026, 3, 31))
        assert absence.published(LeftServiceSick) == []

        absence.run_jobs(date(2026, 4, 1))

        [event] = absence.published(LeftServiceSick)
        assert (ahead["status"], ahead["employed_until"], ahead["end_of_service"]) == ("REPORTED", "2026-03-31", None)
        assert (event.end_of_service, event.sick_days, event.reason) == (date(2026, 3, 31), 30, "CONTRACT_ENDED")
        assert [left.reason for left in absence.published(EmployeeLeft)] == ["CONTRACT_ENDED"]

    @pytest.mark.requirement("R-158")
    def test_of_who_is_fit_is_refused_as_leaving_sick(self, post: Post) -> None:
        post("recoveries", fit("2026-03-16"))

        post("departures", {"last_day": "2026-03-31"}, 409, code="left_service.not_sick")

    def test_that_is_known_ahead_does_not_stop_a_recovery(self, absence: Service, number: str, post: Post) -> None:
        post("departures", {"last_day": "2026-03-31"})
        absence.run_jobs(date(2026, 3, 30))
        post("recoveries", fit("2026-03-31"))
        absence.run_jobs(date(2026, 4, 1))

        assert seen(absence, number)["status"] == "RECOVERED"
        assert absence.published(LeftServiceSick) == []

    def test_can_be_taken_back_after_it_closed_the_case(self, absence: Service, anna: str, number: str, post: Post) -> None:
        post("departures", {"last_day": "2026-03-15"})
        assert seen(absence, number)["status"] == "LEFT_SERVICE"

        answers = [absence.post(f"/v1/employees/{anna}/departures/withdrawals", {}, rights=REPORT) for _ in range(2)]

        view = seen(absence, number)
        assert [answer.status_code for answer in answers] == [204, 409]
        assert (view["status"], view["end_of_service"], view["employed_until"]) == ("REPORTED", None, None)
        assert absence.published(EmployeeUpserted)[-1].employed_until is None


class TestWayBack:
    def test_from_a_recovery_reopens_the_absence_with_its_partial_recoveries(self, absence: Service, post: Post) -> None:
        post("recoveries", half_fit("2026-03-09"))
        post("recoveries", fit("2026-03-09"))

        view = post("recoveries/withdrawals", {})

        event = absence.published(AbsenceCorrected)[-1]
        assert (view["status"], view["recovered_on"]) == ("PARTIALLY_RECOVERED", None)
        assert [(c.field, c.old, c.new) for c in event.changes] == [("recovered_on", "2026-03-09", None)]

    def test_from_a_recovery_is_barred_by_a_later_absence(self, absence: Service, anna: str, post: Post) -> None:
        post("recoveries", fit("2026-03-09"))
        file(absence, anna, first_sick_day="2026-03-12")

        post("recoveries/withdrawals", {}, 409, code="absence.overlaps")
        post("corrections", {"recovered_on": "2026-03-13", "data_checked": True}, 409, code="absence.overlaps")

    def test_from_a_partial_recovery_brings_back_the_one_before(self, absence: Service, post: Post) -> None:
        post("recoveries", half_fit("2026-03-09"))
        mutation = post("recoveries", relapse("2026-03-12"))["mutations"][1]["mutation_id"]

        view = post(f"mutations/{mutation}/withdrawals", {})
        post(f"mutations/{mutation}/withdrawals", {}, 404, code="mutation.not_found")

        changes = absence.published(AbsenceCorrected)[-1].changes
        assert (view["status"], len(view["mutations"])) == ("PARTIALLY_RECOVERED", 1)
        assert {c.mutation_id for c in changes} == {mutation}
        assert {c.field: (c.old, c.new) for c in changes}["recovered_pct"] == ("0.00", None)

    def test_from_leave_gives_back_its_days(self, absence: Service, anna: str, number: str) -> None:
        body = {"kind": "MATERNITY", "start": "2026-03-04", "end": "2026-03-10"}
        leave = absence.post(f"/v1/employees/{anna}/leaves", body, rights=REPORT).json["leave_id"]
        counted = seen(absence, number)["sick_days"]
        path = f"/v1/employees/{anna}/leaves"

        answers = [absence.post(f"{path}/{leave}/withdrawals", {}, rights=REPORT).status_code for _ in range(2)]

        assert (counted, seen(absence, number)["sick_days"], answers) == (8, 15, [201, 409])
        assert [event.cancelled for event in absence.published(LeaveSet)] == [False, True]
        assert absence.get(path, rights=REPORT).json["items"] == []

    def test_carries_old_and_new_values_of_a_correction(self, absence: Service, post: Post) -> None:
        mutation = post("recoveries", half_fit("2026-03-09"))["mutations"][0]["mutation_id"]
        post("corrections", {"mutation_id": mutation, "effective_on": "2026-03-10", "recovered_pct": "60", "data_checked": True})
        post("corrections", {"first_sick_day": "2026-03-01", "data_checked": True})

        first, second = absence.published(AbsenceCorrected)
        assert [(c.field, c.old, c.new) for c in first.changes] == [
            ("effective_on", "2026-03-09", "2026-03-10"), ("recovered_pct", "50.00", "60.00")]
        assert (first.affects_from, [(c.field, c.old, c.new) for c in second.changes]) == (
            date(2026, 3, 9), [("first_sick_day", "2026-03-02", "2026-03-01")])


class TestConfirmation:
    @pytest.mark.requirement("R-016")
    def test_of_the_data_is_asked_at_reports_changes_and_corrections_or_disputed(self, absence: Service, anna: str,
                                                                               number: str, post: Post) -> None:
        missing = "employee_data.not_confirmed"
        post("recoveries", half_fit("2026-03-09") | {"data_checked": False}, 422, code=missing)
        mutation = post("recoveries", half_fit("2026-03-09"))["mutations"][0]["mutation_id"]
        post("corrections", {"mutation_id": mutation, "recovered_pct": "60"}, 422, code=missing)
        wage = absence.post(f"/v1/employees/{anna}/wages", {"valid_from": "2026-03-01", "annual_wage": "39000.00"}, rights=REPORT)

        disputed = post("recoveries", half_fit("2026-03-12") | {"data_checked": False, "data_dispute": True})

        assert (wage.status_code, wage.json["code"]) == (403, "right.employee_data_required")
        assert disputed["data_dispute"] is True
        assert absence.published(RecoveryReported)[-1].absence.data_dispute is True
        assert post("recoveries", half_fit("2026-03-13"))["data_dispute"] is False
