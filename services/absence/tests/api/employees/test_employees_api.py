"""Employees over HTTP: one by one, from a file, with their wages, leave and the January round."""
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest

from services.absence.tests.conftest import policy
from shared.events.absence import DataCampaignSubmitted, EmployeeUpserted, LeaveSet, SickReportCancelled
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

DATA = ("EMPLOYEE_DATA",)
REPORT = ("SICK_REPORTS",)
HEAD = "personeelsnummer;voornaam;tussenvoegsels;achternaam;geboortedatum;in dienst;jaarloon;uren per week"


def upload(absence: Service, content: str | bytes) -> Any:
    """Upload a CSV file."""
    data = content.encode() if isinstance(content, str) else content
    return absence.request("POST", "/v1/employees/import", rights=DATA, data=data, content_type="text/csv")


def at_once(times: int, call: Callable[[], Any]) -> list[Any]:
    """The responses to the same call, made by several threads at once."""
    start = Barrier(times)

    def run(_: int) -> Any:
        start.wait()
        return call()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def body(**changes: Any) -> dict[str, Any]:
    """An employee to add."""
    return {"employee_number": "9", "first_name": "Bram", "last_name": "Boer", "birth_date": "1990-02-01",
            "employed_from": "2024-01-01", "annual_wage": "41760.00", "contract_hours": "40"} | changes


class TestImport:
    def test_saves_the_good_rows_and_tells_what_is_wrong_with_the_others(self, absence: Service, anna: str) -> None:
        answer = upload(absence, "\n".join([
            HEAD, "10;Bram;de;Boer;01-02-1990;01-01-2024;41.760,00;40", "11;Carla;;Smit;1990-13-01;2024-01-01;36000;36",
            "12;;;Vos;1991-03-04;2024-01-01;-5;99", "13;Dirk;;Mol;1991-03-04;2024-01-01;36000.00;32"]))

        results = {row["row"]: row for row in answer.json["rows"]}
        assert [results[n]["result"] for n in (2, 3, 4, 5)] == ["ADDED", "REFUSED", "REFUSED", "ADDED"]
        assert {e["field"] for e in results[3]["errors"]} == {"birth_date"}
        assert {e["field"] for e in results[4]["errors"]} >= {"first_name"}
        assert [e.employee_number for e in absence.published(EmployeeUpserted)] == ["10", "13"]

    def test_of_the_same_file_again_changes_nothing(self, absence: Service, anna: str) -> None:
        file = f"{HEAD}\n10;Bram;de;Boer;01-02-1990;01-01-2024;41.760,00;40"
        upload(absence, file)

        again = upload(absence, file)
        changed = upload(absence, file.replace("41.760,00", "42.000,00"))

        assert [a.json["rows"][0]["result"] for a in (again, changed)] == ["UNCHANGED", "CHANGED"]
        assert [str(e.wages[0].annual_wage) for e in absence.published(EmployeeUpserted)] == ["41760.00", "42000.00"]

    def test_reads_a_file_from_an_old_spreadsheet(self, absence: Service, anna: str) -> None:
        answer = upload(absence, f"{HEAD}\n10;André;;Müller;01-02-1990;01-01-2024;41760;40".encode("cp1252"))

        assert answer.json["rows"][0]["result"] == "ADDED"
        assert absence.published(EmployeeUpserted)[0].person.first_name == "André"


class TestEmployees:
    def test_are_seen_with_either_right_and_only_by_their_employer(self, absence: Service, anna: str) -> None:
        seen = [absence.get("/v1/employees", rights=rights).json["items"] for rights in (DATA, REPORT)]
        other = absence.get(f"/v1/employees/{anna}", rights=DATA, employer_id=OTHER_EMPLOYER)

        assert [[e["employee_id"] for e in items] for items in seen] == [[anna], [anna]]
        assert other.status_code == 404

    @pytest.mark.requirement("R-182")
    def test_are_changed_only_with_the_right_to_their_data(self, absence: Service, anna: str) -> None:
        def statuses(*rights: str) -> list[int]:
            answers = [
                absence.post("/v1/employees", body(), rights=rights),
                absence.request("POST", "/v1/employees/import", rights=rights, content_type="text/csv",
                                data=f"{HEAD}\n11;Bo;;Kok;01-02-1990;01-01-2024;41.760,00;40"),
                absence.post(f"/v1/employees/{anna}/wages", {"valid_from": "2026-01-01", "annual_wage": "39000.00"},
                             rights=rights),
                absence.post("/v1/data-campaigns/2026/submissions", {}, rights=rights)]
            return [answer.status_code for answer in answers]

        assert statuses(*REPORT, "RIGHTS_MANAGEMENT") == [403] * 4
        assert statuses(*DATA) == [201, 200, 201, 201]

    def test_have_one_number_each(self, absence: Service, anna: str) -> None:
        answer = absence.post("/v1/employees", body(employee_number="1"), rights=DATA)

        assert (answer.status_code, answer.json["code"]) == (409, "employee.number_taken")

    @pytest.mark.parametrize(("field", "value"), [
        ("annual_wage", 41760.5), ("annual_wage", "41760.001"), ("annual_wage", "0.00"), ("contract_hours", "0"),
        ("contract_hours", "60.5"), ("birth_date", "2024-01-01"), ("first_name", "R2D2"), ("employed_until", "2023-12-31")])
    def test_are_refused_at_the_field_that_cannot_be(self, absence: Service, anna: str, field: str, value: Any) -> None:
        answer = absence.post("/v1/employees", body(**{field: value}), rights=DATA)

        assert (answer.status_code, [e["field"] for e in answer.json["errors"]]) == (422, [field])

    @pytest.mark.parametrize("search", ["lukasz", "ŁUKASZ", "'t hart", "’T HART", "Łukasz van ’t Hart", "a-7"])
    def test_are_found_whatever_accents_case_and_apostrophes_are_typed(self, absence: Service, anna: str, search: str) -> None:
        absence.post("/v1/employees", body(employee_number="A-7", first_name="Łukasz", last_name="van ’t Hart"), rights=DATA)

        found = absence.get("/v1/employees", rights=DATA, query_string={"search": search}).json["items"]

        assert [e["employee_number"] for e in found] == ["A-7"]

    def test_are_found_by_part_of_a_name_taken_literally(self, absence: Service, anna: str) -> None:
        found = {q: len(absence.get(f"/v1/employees?search={q}", rights=DATA).json["items"])
                 for q in ("vRIe", "de Vr", "%25", "_")}

        assert found == {"vRIe": 1, "de Vr": 1, "%25": 0, "_": 0}

    def test_are_found_by_several_ids_but_not_those_of_another_employer(self, absence: Service, anna: str) -> None:
        ids = [absence.post("/v1/employees", body(employee_number=number), rights=DATA, employer_id=employer).json["employee_id"]
               for number, employer in (("10", EMPLOYER), ("11", EMPLOYER), ("12", OTHER_EMPLOYER))]

        found = absence.get("/v1/employees", rights=DATA, query_string={"employeeId": [anna, *ids[1:], "nobody"]}).json["items"]

        assert {employee["employee_id"] for employee in found} == {anna, ids[1]}

    def test_come_in_pages_that_miss_and_double_nobody(self, absence: Service, anna: str) -> None:
        for number in range(10, 17):
            absence.post("/v1/employees", body(employee_number=str(number)), rights=DATA)

        ids, cursor = [], ""
        while cursor is not None:
            answer = absence.get(f"/v1/employees?limit=3{cursor and '&cursor=' + cursor}", rights=DATA).json
            ids += [e["employee_id"] for e in answer["items"]]
            cursor = answer["next"]

        assert len(ids) == len(set(ids)) == 8


class TestLeaveAndWithdrawal:
    def test_maternity_leave_does_not_count_as_sick_days(self, absence: Service, anna: str) -> None:
        filed = absence.post("/v1/sick-reports", {"employee_id": anna, "first_sick_day": "2026-02-23", "data_checked": True,
                                                  "third_party": "NO"}, rights=REPORT).json

        leave = {"kind": "MATERNITY", "start": "2026-02-28", "end": "2026-06-19"}
        taken = absence.post(f"/v1/employees/{anna}/leaves", leave, rights=REPORT)
        twice = absence.post(f"/v1/employees/{anna}/leaves", leave, rights=REPORT)

        assert (taken.status_code, twice.status_code, twice.json["code"]) == (201, 409, "leave.overlaps")
        assert [e.start for e in absence.published(LeaveSet)] == [date(2026, 2, 28)]
        assert absence.get(f"/v1/absences/{filed['absence_number']}", rights=REPORT).json["sick_days"] == 5

    def test_a_withdrawn_report_makes_room_for_another(self, absence: Service, anna: str) -> None:
        report = {"employee_id": anna, "first_sick_day": "2026-03-02", "data_checked": True, "third_party": "NO"}
        number = absence.post("/v1/sick-reports", report, rights=REPORT).json["absence_number"]

        absence.post(f"/v1/absences/{number}/cancellations", {"reason": "MISTAKE"}, rights=REPORT)
        again = absence.post("/v1/sick-reports", report, rights=REPORT)

        assert (len(absence.published(SickReportCancelled)), again.status_code) == (1, 201)

    def test_the_trail_keeps_old_and_new(self, absence: Service, anna: str) -> None:
        number = absence.post("/v1/sick-reports", {"employee_id": anna, "first_sick_day": "2026-02-24", "data_checked": True,
                                                   "third_party": "NO"}, rights=REPORT).json["absence_number"]
        absence.post(f"/v1/absences/{number}/corrections",
                     {"first_sick_day": "2026-02-23", "data_checked": True}, rights=REPORT)

        trail = absence.get(f"/v1/absences/{number}/history", rights=REPORT).json["items"]

        assert [(e["kind"], e["new"]["first_sick_day"]) for e in trail] == [("SICK", "2026-02-24"), ("CORRECTION", "2026-02-23")]
        assert trail[1]["old"] == {"first_sick_day": "2026-02-24"}


class TestJanuaryRound:
    def test_confirms_everybody_and_the_wages_that_changed(self, absence: Service, anna: str) -> None:
        absence.set_today(date(2027, 1, 12))

        answer = absence.post("/v1/data-campaigns/2027/submissions", {"wages": {anna: "40000.00"}}, rights=DATA)
        twice = absence.post("/v1/data-campaigns/2027/submissions", {}, rights=DATA)

        (event,) = absence.published(DataCampaignSubmitted)
        assert (answer.status_code, answer.json["employees_confirmed"]) == (201, 1)
        assert [(w.valid_from, str(w.annual_wage)) for w in event.employees[0].wages] == [
            (date(2020, 1, 1), "38500.00"), (date(2027, 1, 1), "40000.00")]
        assert (twice.status_code, twice.json["code"]) == (409, "campaign.submitted")

    def test_does_not_touch_another_employers_people(self, absence: Service, anna: str) -> None:
        absence.deliver(policy("P-3", "employer-3"))
        absence.set_today(date(2027, 1, 12))

        answer = absence.post("/v1/data-campaigns/2027/submissions", {"wages": {anna: "41000.00"}}, rights=DATA,
                              employer_id="employer-3")

        assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "employee.not_found")
        assert absence.published(DataCampaignSubmitted) == []

    def test_names_each_employee_whose_wage_cannot_be(self, absence: Service, anna: str) -> None:
        absence.set_today(date(2027, 1, 12))
        bram = absence.post("/v1/employees", body(), rights=DATA).json["employee_id"]

        answer = absence.post("/v1/data-campaigns/2027/submissions", {"wages": {anna: "1.00", bram: "1e9"}}, rights=DATA)

        assert {e["field"]: e["code"] for e in answer.json["errors"]} == {
            f"wages.{anna}": "input.range", f"wages.{bram}": "input.number"}

    @pytest.mark.parametrize("year", ["0", "0000", "10000", "9" * 5000, "x"])
    def test_is_of_a_year_that_exists(self, absence: Service, anna: str, year: str) -> None:
        answer = absence.post(f"/v1/data-campaigns/{year}/submissions", {}, rights=DATA)

        assert (answer.status_code, answer.json["code"].split(".")[0]) == (422, "input")


class TestRight:
    @pytest.mark.parametrize("path", ["/v1/employees", "/v1/employees/import", "/v1/employees/{}/wages"])
    def test_to_employee_data_is_asked_by_its_own_code(self, absence: Service, anna: str, path: str) -> None:
        answer = absence.post(path.format(anna), {}, rights=REPORT)

        assert (answer.status_code, answer.json["code"]) == (403, "right.employee_data_required")


class TestEmployeeNumber:
    def test_is_given_once_to_requests_at_the_same_time(self, absence: Service, anna: str) -> None:
        answers = at_once(4, lambda: absence.post("/v1/employees", body(), rights=DATA))

        assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
        assert {a.json["code"] for a in answers if a.status_code == 409} == {"employee.number_taken"}

    def test_is_given_once_to_files_at_the_same_time(self, absence: Service, anna: str) -> None:
        file = f"{HEAD}\n10;Bram;de;Boer;01-02-1990;01-01-2024;41.760,00;40"

        answers = at_once(4, lambda: upload(absence, file))

        assert sorted(a.json["rows"][0]["result"] for a in answers) == ["ADDED", "UNCHANGED", "UNCHANGED", "UNCHANGED"]

    def test_counts_as_the_same_with_noughts_in_front(self, absence: Service, anna: str) -> None:
        absence.post("/v1/employees", body(employee_number="0031"), rights=DATA)

        twice = absence.post("/v1/employees", body(employee_number="31"), rights=DATA)
        row = upload(absence, f"{HEAD}\n31;Bram;;Boer;01-02-1990;01-01-2024;52.000,00;40").json["rows"][0]

        assert (twice.status_code, twice.json["code"]) == (409, "employee.number_taken")
        assert "0031" in twice.json["detail"]
        assert row["result"] == "CHANGED"
        assert [e.employee_number for e in absence.published(EmployeeUpserted)] == ["0031", "0031"]


class TestVersion:
    """If-Match protects every change of an employee; without the header the last change wins."""

    CHANGES = {"wages": {"valid_from": "2026-01-01", "annual_wage": "40000.00"}, "departures": {"last_day": "2026-12-31"},
               "leaves": {"kind": "UNPAID", "start": "2026-05-01", "end": "2026-05-03"}}

    def change(self, absence: Service, employee_id: str, part: str, if_match: str) -> Any:
        """A change of one kind."""
        return absence.post(f"/v1/employees/{employee_id}/{part}", self.CHANGES[part], rights=("EMPLOYEE_DATA", "SICK_REPORTS"),
                            headers={"If-Match": if_match})

    @pytest.mark.parametrize("part", CHANGES)
    def test_of_the_employee_is_the_one_that_was_read(self, absence: Service, anna: str, part: str) -> None:
        read = absence.get(f"/v1/employees/{anna}", rights=DATA).headers["ETag"]
        absence.post(f"/v1/employees/{anna}/wages", {"valid_from": "2025-01-01", "annual_wage": "39000.00"}, rights=DATA)

        stale = self.change(absence, anna, part, read)
        fresh = self.change(absence, anna, part, absence.get(f"/v1/employees/{anna}", rights=DATA).headers["ETag"])

        assert (stale.status_code, stale.json["code"]) == (412, "version.stale")
        assert fresh.status_code in (201, 204)

    @pytest.mark.parametrize("if_match", ["x", '"x"', '"1', "1, 2", '"' + "9" * 5000 + '"', "-1", "W/1"])
    def test_that_cannot_be_read_is_refused(self, absence: Service, anna: str, if_match: str) -> None:
        answer = self.change(absence, anna, "wages", if_match)

        assert (answer.status_code, answer.json["code"]) == (400, "version.malformed")
