"""Employees in order of their names, and absences of some employees, over HTTP."""
from base64 import b64decode
from datetime import date
from typing import Any

import pytest

from services.absence.tests.conftest import Sick, recover
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

RIGHTS = ("EMPLOYEE_DATA", "SICK_REPORTS")
TODAY = "2026-03-02"
CLAIMS: dict[str, Any] = {"roles": ("insurer_claims",), "employer_id": None}
PEOPLE = (("Zoë", None, "Bakker"), ("Anna", None, "Bakker"), ("Bo", None, "Bakker Schut"), ("Cor", "van den", "Bakkeren"),
          ("Emine", None, "Öztürk"), ("Ewa", None, "Ørsted"), ("Daan", None, "ouwehand"), ("Teun", None, "’t Hart"),
          ("Νίκη", None, "Παππά"), ("Jan", "de", "Aa"), ("Ko", None, "de Boer"), ("Jo", None, "De Boer"),
          ("Els", None, "in ’t Veld"))


def hire(absence: Service, number: int, first: str, infix: str | None, last: str, *, employer_id: str = EMPLOYER,
         **more: Any) -> str:
    """The id of a new employee."""
    body = {"employee_number": f"N-{number}", "first_name": first, "infix": infix, "last_name": last, "birth_date": "1990-02-01",
            "employed_from": "2024-01-01", "annual_wage": "41760.00", "contract_hours": "40"} | more
    answer = absence.post("/v1/employees", body, rights=RIGHTS, employer_id=employer_id)
    assert answer.status_code == 201, answer.text
    return str(answer.json["employee_id"])


def read(absence: Service, path: str, **query: Any) -> Any:
    """The items of a list."""
    answer = absence.get(path, rights=RIGHTS, query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


def names(absence: Service, **query: Any) -> list[str]:
    """The names of a list of employees in order of names."""
    return [f"{e['first_name']} {e['last_name']}" for e in read(absence, "/v1/employees", order="name", **query)]


class TestEmployeesByName:
    IN_ORDER = ("Jan Aa", "Anna Bakker", "Zoë Bakker", "Bo Bakker Schut", "Cor Bakkeren", "Ko de Boer", "Jo De Boer",
                "Teun ’t Hart", "Ewa Ørsted", "Daan ouwehand", "Emine Öztürk", "Els in ’t Veld", "Anna Vries", "Νίκη Παππά")

    def test_are_in_order_of_last_name_without_infix_accents_and_case(self, absence: Service, anna: str) -> None:
        for number, person in enumerate(PEOPLE):
            hire(absence, number, *person)

        assert names(absence) == list(self.IN_ORDER)

    @pytest.mark.parametrize("limit", [1, 4])
    def test_come_in_pages_that_miss_and_double_nobody(self, absence: Service, anna: str, limit: int) -> None:
        for number, person in enumerate((*PEOPLE, *PEOPLE)):
            hire(absence, number, *person)
        found, cursor = [], ""
        while cursor is not None:
            page = absence.get("/v1/employees", rights=RIGHTS, query_string={"order": "name", "limit": limit} | (
                {"cursor": cursor} if cursor else {})).json
            found += [employee["employee_id"] for employee in page["items"]]
            cursor = page["next"]

        assert found == [employee["employee_id"] for employee in read(absence, "/v1/employees", order="name", limit=500)]
        assert len(set(found)) == len(found) == 2 * len(PEOPLE) + 1

    def test_are_in_addresses_by_their_id_alone(self, absence: Service, anna: str) -> None:
        bo = hire(absence, 1, "Bo", None, "Bakker", employed_until="2026-02-28")
        cursor = absence.get("/v1/employees?order=name&limit=1", rights=RIGHTS).json["next"]
        of_another = absence.get("/v1/employees", rights=RIGHTS, employer_id=OTHER_EMPLOYER,
                                 query_string={"order": "name", "cursor": cursor})

        assert b64decode(cursor + "=" * (-len(cursor) % 4)).decode() == bo
        assert names(absence, cursor=cursor, inServiceOn=TODAY) == ["Anna Vries"]
        assert (of_another.status_code, of_another.json["code"]) == (422, "cursor.invalid")

    def test_move_with_a_corrected_name(self, absence: Service, anna: str) -> None:
        hire(absence, 1, "Bo", None, "Bakker")
        head = "personeelsnummer;voornaam;tussenvoegsels;achternaam;geboortedatum;in dienst;jaarloon;uren per week;functie"
        absence.request("POST", "/v1/employees/import", rights=RIGHTS, content_type="text/csv",
                        data=f"{head}\nN-1;Bo;;Zandstra;01-02-1990;01-01-2024;41760;40;Planner".encode())

        assert names(absence) == ["Anna Vries", "Bo Zandstra"]
        assert names(absence, search="planner") == ["Bo Zandstra"]

    @pytest.mark.parametrize(("day", "there"), [("2023-12-31", False), ("2024-01-01", True), ("2026-02-28", True),
                                                ("2026-03-01", False)])
    def test_in_service_on_a_day_are_those_whose_employment_contains_it(self, absence: Service, anna: str, day: str,
                                                                        there: bool) -> None:
        hire(absence, 1, "Bo", None, "Bakker", employed_until="2026-02-28")

        assert ("Bo Bakker" in names(absence, inServiceOn=day)) is there
        assert "Bo Bakker" in names(absence)

    @pytest.mark.parametrize("search", ["berg, anna", "anna van den berg", "N-1", "MAGAZIJN", "inpák", "den berg, a"])
    def test_are_found_as_spoken_as_listed_and_by_their_work(self, absence: Service, anna: str, search: str) -> None:
        hire(absence, 1, "Anna", "van den", "Berg", function="Inpakker", department="Magazijn")
        hire(absence, 2, "Bo", None, "Bakker", function="Planner", department="Kantoor")

        assert names(absence, search=search) == ["Anna Berg"]

    def test_of_every_employer_are_in_one_order_for_claims_staff(self, absence: Service, anna: str) -> None:
        hire(absence, 1, "Bo", None, "Bakker", employer_id=OTHER_EMPLOYER)

        seen = absence.get("/v1/employees?order=name", **CLAIMS).json["items"]

        assert [employee["last_name"] for employee in seen] == ["Bakker", "Vries", "Vries"]

    @pytest.mark.parametrize(("query", "field"), [
        ({"order": "age"}, "order"), ({"inServiceOn": "01-03-2026"}, "inServiceOn"),
        ({"inServiceOn": "1850-01-01"}, "inServiceOn"),
        ({"search": "x" * 81}, "search"), ({"search": "a\u200b"}, "search"), ({"naam": "x"}, "naam"),
        ({"cursor": "AA"}, "cursor"),
        *(({"order": "name", "cursor": cursor}, "cursor") for cursor in ("YQ", "AA", "_w", "x" * 401))])
    def test_refuse_another_question(self, absence: Service, anna: str, query: dict[str, str], field: str) -> None:
        answer = absence.get("/v1/employees", rights=RIGHTS, query_string=query)

        assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, [field])


class TestAbsencesOfSome:
    def test_are_those_of_the_employees_named(self, absence: Service, anna: str, sick: Sick) -> None:
        number, others = sick(), [hire(absence, n, "Bo", None, "Bakker") for n in (1, 2)]
        for employee_id in others:
            sick(employee_id=employee_id)

        found = read(absence, "/v1/absences", employeeId=[anna, others[1], "nobody"])

        assert [one["employee_id"] for one in found] == [anna, others[1]]
        assert found[0]["absence_number"] == number

    def test_are_at_most_the_latest_of_each(self, absence: Service, anna: str, sick: Sick) -> None:
        days = [date(2025, 11, 3), date(2026, 1, 5), date(2026, 2, 2)]
        numbers = {}
        for day in days:
            numbers[day] = sick(day)
            recover(absence, numbers[day], day.replace(day=9))
        bo = hire(absence, 1, "Bo", None, "Bakker")
        his = sick(employee_id=bo)

        found = read(absence, "/v1/absences", employeeId=[anna, bo], latestOfEach=2)

        assert [one["absence_number"] for one in found] == [numbers[days[1]], numbers[days[2]], his]

    def test_are_found_by_the_name_of_the_employee_newest_first(self, absence: Service, anna: str, sick: Sick) -> None:
        first, bo = sick(), hire(absence, 1, "Bo", "de", "Vries")
        second, third = sick(employee_id=bo), sick(employee_id=hire(absence, 2, "Cor", None, "Bakker"))

        everyone = read(absence, "/v1/absences", status="OPEN", order="newest")
        found = read(absence, "/v1/absences", status="OPEN", order="newest", search="de vries")
        place = absence.get("/v1/absences?order=newest&limit=2", rights=RIGHTS).json["next"]
        on_the_second_page = read(absence, "/v1/absences", order="newest", cursor=place)

        assert [one["absence_number"] for one in everyone] == [third, second, first]
        assert [one["absence_number"] for one in found] == [second, first]
        assert [one["absence_number"] for one in on_the_second_page] == [first]

    def test_of_another_employer_stay_unseen(self, absence: Service, anna: str, sick: Sick) -> None:
        sick()

        answer = absence.get("/v1/absences", rights=RIGHTS, employer_id=OTHER_EMPLOYER,
                             query_string={"employeeId": anna, "latestOfEach": 3, "search": "vries"})

        assert (answer.status_code, answer.json["items"]) == (200, [])

    @pytest.mark.parametrize(("query", "field"), [
        ({"latestOfEach": "3"}, "employeeId"), ({"latestOfEach": "0", "employeeId": "e-1"}, "latestOfEach"),
        ({"latestOfEach": "11", "employeeId": "e-1"}, "latestOfEach"), ({"order": "name"}, "order"),
        ({"employeeId": ["e-1", "e 2"]}, "employeeId.1")])
    def test_refuse_another_question(self, absence: Service, anna: str, query: dict[str, Any], field: str) -> None:
        answer = absence.get("/v1/absences", rights=RIGHTS, query_string=query)

        assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (422, [field])
