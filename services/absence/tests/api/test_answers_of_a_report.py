"""What a sick report may answer, and what it may not, over HTTP."""
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.absence.tests.api.test_sick_reports_api import REPORT, file, report
from shared.events.absence import DataDisputeRaised, ReportedContact, SickReportFiled
from shared.events.changed_value import ChangedValue
from shared.testing.service import Service

DATA = ("EMPLOYEE_DATA",)


class TestAnswers:
    @pytest.mark.requirement("R-095")
    @pytest.mark.parametrize("said", ["ruzie met de baas", "true", 1, [], {}], ids=str)
    def test_takes_the_conflict_as_a_flag_and_never_as_text(self, absence: Service, anna: str, said: Any) -> None:
        answer = absence.post("/v1/sick-reports", report(anna, labour_conflict=said), rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (400, "labour_conflict.flag_only")
        assert absence.published() == []
        assert file(absence, anna, labour_conflict=True)["labour_conflict"] is True

    @pytest.mark.requirement("R-089")
    @pytest.mark.parametrize(("position", "code"), [
        ({"contested": True, "contested_reason": "LEAVE_REFUSED"}, None), ({"contested": True, "labour_conflict": True}, None),
        ({"contested": True}, "contested.reason_required"), ({"contested_reason": "OTHER"}, "contested.reason_unneeded"),
        ({"contested": True, "contested_reason": "hij wil vrij"}, "input.invalid")],
        ids=["reason", "conflict", "no reason", "reason alone", "words"])
    def test_takes_a_contested_report_as_a_full_report_with_a_reason(self, absence: Service, anna: str,
                                                                     position: dict[str, Any], code: str | None) -> None:
        answer = absence.post("/v1/sick-reports", report(anna, **position), rights=REPORT)

        if code:
            assert (answer.status_code, answer.json["code"], absence.published()) == (422, code, [])
            return
        (event,) = absence.published(SickReportFiled)
        assert answer.json["status"] == "REPORTED"
        assert (event.absence.contested, event.absence.contested_reason) == (True, position.get("contested_reason"))

    def test_takes_what_an_employer_may_ask(self, absence: Service, anna: str) -> None:
        asked = {"expected_days": 14, "hours_worked": "3.5", "traffic_accident": True, "work_accident": False,
                 "contact_phone": "06 12345678", "nursing_address": "Badhuisstraat  12, 4381 AB Vlissingen"}

        filed = file(absence, anna, **asked)

        known = asked | {"contact_phone": "+31612345678", "nursing_address": "Badhuisstraat 12, 4381 AB Vlissingen"}
        assert {name: filed[name] for name in asked} == known
        (event,) = absence.published(SickReportFiled)
        assert event.absence.person == ReportedContact(contact_phone="+31612345678",
                                                       nursing_address="Badhuisstraat 12, 4381 AB Vlissingen")

    @pytest.mark.parametrize(("field", "value"), [
        ("hours_worked", "24.5"), ("hours_worked", 3.5), ("expected_days", 0), ("expected_days", "14"), ("contact_phone", "12"),
        ("nursing_address", "bij haar zus"), ("nursing_address", "Afdeling oncologie, kamer 4"), ("traffic_accident", 1),
        ("safety_net", "ZWANGERSCHAP"), ("safety_net_kind", "ZIEKTE"), ("cause", "griep")])
    def test_refuses_what_is_no_answer(self, absence: Service, anna: str, field: str, value: Any) -> None:
        answer = absence.post("/v1/sick-reports", report(anna, **{field: value}), rights=REPORT)

        assert answer.status_code == 422
        assert [error["field"] for error in answer.json["errors"]] == [field]

    @pytest.mark.requirement("R-016")
    def test_stores_corrected_data_with_the_report(self, absence: Service, anna: str) -> None:
        changed = {"phone": "0118 123456", "function": "Chef", "annual_wage": "40000.00", "contract_hours": "36",
                   "valid_from": "2026-03-01"}

        answer = absence.post("/v1/sick-reports", report(anna, employee=changed, employee_version=1),
                              rights=(*REPORT, "EMPLOYEE_DATA"))

        assert answer.status_code == 201, answer.text
        told, filed = absence.published()
        assert (told.person.phone, told.function, told.version) == ("+31118123456", "Chef", 2)
        assert [(w.valid_from, w.annual_wage, w.contract_hours) for w in told.wages][-1] == (
            date(2026, 3, 1), Decimal("40000.00"), Decimal(36))
        assert filed.absence.employee_version == 2

    @pytest.mark.requirement("R-016")
    def test_stores_neither_without_the_right_to_correct_but_takes_a_dispute(self, absence: Service, anna: str) -> None:
        refused = absence.post("/v1/sick-reports", report(anna, employee={"function": "Chef"}), rights=REPORT)
        assert (refused.status_code, refused.json["code"]) == (403, "right.employee_data_required")
        assert absence.published() == []

        disputed = absence.post("/v1/sick-reports", report(anna, data_checked=False, data_dispute=True), rights=REPORT)
        assert (disputed.status_code, disputed.json["data_dispute"]) == (201, True)

    @pytest.mark.requirement("R-016")
    @pytest.mark.parametrize(("changes", "code"), [
        ({"employee": {"annual_wage": "40000.00"}}, "input.required"),
        ({"employee": {"annual_wage": "40000.00", "valid_from": "2019-12-31"}}, "employee.wage_before_service"),
        ({"data_dispute": True}, "employee_data.contradiction"),
        ({"employee": {"function": "heeft een burn-out"}}, "input.invalid")])
    def test_stores_nothing_if_a_correction_is_wrong(self, absence: Service, anna: str, changes: dict[str, Any],
                                                     code: str) -> None:
        answer = absence.post("/v1/sick-reports", report(anna, **changes), rights=(*REPORT, "EMPLOYEE_DATA"))

        assert (answer.status_code, answer.json["code"], absence.published()) == (422, code, [])


class TestDataDispute:
    def raised(self, absence: Service, anna: str) -> str:
        """A dispute of somebody who may report alone; its id."""
        filed = absence.post("/v1/sick-reports", report(anna, data_checked=False, data_dispute=True), rights=REPORT)
        assert filed.status_code == 201, filed.text
        [one] = absence.get("/v1/data-disputes?open=true", rights=DATA).json["items"]
        assert (one["employee_name"], one["dispute"]["outcome"]) == ("Anna de Vries", None)
        return str(one["dispute"]["dispute_id"])

    @pytest.mark.requirement("R-016")
    def test_is_settled_by_a_correction(self, absence: Service, anna: str) -> None:
        dispute = self.raised(absence, anna)

        settled = absence.post(f"/v1/data-disputes/{dispute}/settlement", {"outcome": "CORRECTED"}, rights=DATA)

        assert (settled.status_code, settled.json["outcome"]) == (200, "CORRECTED")
        assert absence.get("/v1/data-disputes?open=true", rights=DATA).json["items"] == []
        *_, corrected, told = absence.published()
        assert (corrected.absence.data_dispute, corrected.changes) == (
            False, (ChangedValue(field="data_dispute", old="true", new="false"),))
        assert (told.dispute_id, told.outcome) == (dispute, "CORRECTED")
        assert [one.dispute_id for one in absence.published(DataDisputeRaised)] == [dispute]

    def test_is_rejected_with_a_reason_once(self, absence: Service, anna: str) -> None:
        path = f"/v1/data-disputes/{self.raised(absence, anna)}/settlement"

        answers = [absence.post(path, body, rights=DATA) for body in (
            {}, {"outcome": "REJECTED"}, {"outcome": "CORRECTED", "reason_code": "DATA_ARE_RIGHT"},
            {"outcome": "REJECTED", "reason_code": "omdat"}, {"outcome": "REJECTED", "reason_code": "DATA_ARE_RIGHT"},
            {"outcome": "CORRECTED"})]

        assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 200, 409]
        [one] = absence.get(f"/v1/data-disputes?employeeId={anna}", rights=DATA).json["items"]
        assert (one["dispute"]["outcome"], one["dispute"]["reason_code"]) == ("REJECTED", "DATA_ARE_RIGHT")

    def test_is_settled_by_who_may_correct_the_data_of_the_own_employer(self, absence: Service, anna: str) -> None:
        dispute = self.raised(absence, anna)
        path, body = f"/v1/data-disputes/{dispute}/settlement", {"outcome": "CORRECTED"}

        reporter = absence.post(path, body, rights=REPORT)
        other = absence.post(path, body, rights=DATA, employer_id="another-employer")
        listed = absence.get("/v1/data-disputes", rights=DATA, employer_id="another-employer")

        assert (reporter.status_code, other.status_code, listed.json["items"]) == (403, 404, [])

    def test_is_one_until_it_is_settled(self, absence: Service, anna: str) -> None:
        dispute = self.raised(absence, anna)
        [number] = [one["dispute"]["absence_number"] for one in absence.get(
            "/v1/data-disputes", rights=(*REPORT, *DATA)).json["items"]]
        body = {"kind": "FULL", "first_fit_day": "2026-03-03", "data_checked": False, "data_dispute": True}

        assert absence.post(f"/v1/absences/{number}/recoveries", body, rights=REPORT).status_code == 201
        assert [one.dispute_id for one in absence.published(DataDisputeRaised)] == [dispute]


class TestKeptReport:
    @pytest.mark.parametrize(("handed_in", "reported_on", "late"), [
        ("2026-02-27T22:59:00+00:00", "2026-02-27", 0), ("2026-02-27T23:01:00+00:00", "2026-02-28", 1), (None, "2026-03-02", 3)],
        ids=["in time", "after midnight in Amsterdam", "not kept"])
    def test_is_late_by_when_the_portal_received_it(self, absence: Service, anna: str, handed_in: str | None,
                                                    reported_on: str, late: int) -> None:
        headers = {"Handed-In-At": handed_in} if handed_in else {}

        filed = absence.post("/v1/sick-reports", report(anna, first_sick_day="2026-02-27"), rights=REPORT, headers=headers)

        assert (filed.status_code, filed.json["reported_on"], filed.json["days_late"]) == (201, reported_on, late)
        (event,) = absence.published(SickReportFiled)
        assert (event.absence.reported_on, event.days_late) == (date.fromisoformat(reported_on), late)

    @pytest.mark.parametrize(("handed_in", "status"), [
        ("2026-03-03T08:00:00+00:00", 422), ("gisteren", 400), ("2026-02-27T08:00:00", 400)],
        ids=["ahead", "no instant", "no offset"])
    def test_is_refused_with_an_impossible_instant(self, absence: Service, anna: str, handed_in: str, status: int) -> None:
        answer = absence.post("/v1/sick-reports", report(anna), rights=REPORT, headers={"Handed-In-At": handed_in})

        assert (answer.status_code, absence.published()) == (status, [])
